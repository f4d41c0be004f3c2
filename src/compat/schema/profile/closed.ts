import { bitOf, blank, type Draft, isBlank, type Node, type ObjectPart } from '../form/node.ts';

// The profile `tolerant-reader`, of the writer's side: a writer sends the members that its own schema declares, and
// no others, wherever the schema declares any. Where it declares none (a map, a free-form object), or says what other
// members look like, everything stays as it is. What stands below `not` or `if` is asked, not sent, and stays too.

const noMembers: ObjectPart = { properties: new Map(), patterns: [], required: [], min: 0, max: Infinity };

/** A closed node. */
export interface Closed {
  readonly node: Node;
  /** Nodes made, each before it has a class. */
  readonly fresh: readonly Node[];
}

/**
 * The writer's view of a schema; iterative over the depth of the document, as the form itself is.
 *
 * @param whole the node that says what a node says that has not been read yet
 */
export const closerOf = (whole: (node: Node) => Node): ((node: Node) => Closed) => {
  const located = new Map<Node, Draft>();
  const placed = new Map<Node, Draft>();
  const postponed = new Map<Node, Draft>();
  const declares = new Map<Node, boolean>();
  let fresh: Node[] = [];
  const work: (() => void)[] = [];
  /** Done when the rest is, for they copy it. */
  let copies: (() => void)[] = [];
  const added = (node: Draft): Node => {
    fresh.push(node);
    return node;
  };
  const never = (): Node => added({ ...blank(), types: 0 });
  const always = (): Node => added(blank());

  const declaresMembers = (part: Node): boolean => {
    const node = whole(part);
    const known = declares.get(node);
    if (known !== undefined) return known;
    declares.set(node, false);
    const { object } = node;
    const inPlace = [...node.all, ...node.any.flat(), ...node.one.flat(), ...node.dependents.map((one) => one.node)];
    for (const { yes, no } of node.conditions) inPlace.push(...[yes, no].filter((one) => one !== undefined));
    const found =
      (object !== undefined && (object.properties.size > 0 || object.patterns.length > 0 || object.required.length > 0)) ||
      node.dependents.length > 0 ||
      inPlace.some(declaresMembers);
    declares.set(node, found);
    return found;
  };
  /** Is a node nothing but exactly one of some? */
  const isChoice = (node: Node): boolean =>
    node.one.length === 1 &&
    !node.object &&
    !node.unevaluatedProperties &&
    node.all.length + node.any.length + node.conditions.length + node.dependents.length + node.not.length === 0;
  const isSimple = (node: Node): boolean =>
    node.all.length + node.any.length + node.one.length + node.conditions.length + node.dependents.length === 0;

  /** A node in the place of another, whose items and members are closed, but not it itself. */
  const inPlace = (part: Node): Node => {
    const node = whole(part);
    // What is evaluated there must not change, and closing its parts would name more members.
    if (node.unevaluatedItems ?? node.unevaluatedProperties) return node;
    let draft = placed.get(node);
    if (draft) return draft;
    placed.set(node, (draft = blank()));
    fresh.push(draft);
    draft.wider = node;
    const made = draft;
    work.push(() => {
      const { array, object } = node;
      Object.assign(made, node, { cls: -1, wider: node });
      made.all = node.all.map(inPlace);
      // A branch that is closed would exclude less: so oneOf stays, and what is sent is closed beside it.
      made.any = [...node.any, ...node.one].map((branches) => branches.map(inPlace));
      made.conditions = node.conditions.map((one) => ({
        test: one.test,
        ...(one.yes ? { yes: inPlace(one.yes) } : {}),
        ...(one.no ? { no: inPlace(one.no) } : {}),
      }));
      made.dependents = node.dependents.map(({ name, node: child }) => ({ name, node: inPlace(child) }));
      if (array) made.array = { ...array, prefix: array.prefix.map(location), ...(array.rest ? { rest: location(array.rest) } : {}) };
      // So is what something else depends on.
      if (object ?? node.dependents.length > 0) {
        const { rest, ...others } = object ?? noMembers;
        // `additionalProperties: true` says what no keyword at all says, so it declares no members.
        const remaining = rest && !isBlank(whole(rest)) ? { rest: location(rest) } : {};
        const properties = new Map<string, Node>([...others.properties].map(([name, child]) => [name, location(child)]));
        // What is demanded is sent, named or not.
        if (!('rest' in remaining))
          for (const name of [...others.required, ...node.dependents.map((one) => one.name)])
            if (!properties.has(name)) properties.set(name, always());
        made.object = {
          ...others,
          ...remaining,
          properties,
          patterns: others.patterns.map(([pattern, child]) => [pattern, location(child)]),
        };
      }
    });
    return made;
  };

  /** A node that is all that is said of a value. */
  const location = (node: Node): Node => {
    if (node.lazy) return later(node, node.lazy.key);
    if (!(node.types & bitOf.object) || !declaresMembers(node)) return inPlace(node);
    let draft = located.get(node);
    if (draft) return draft;
    located.set(node, (draft = blank()));
    fresh.push(draft);
    draft.wider = node;
    const made = draft;
    const { object } = node;
    const [branches] = node.one;
    if (branches && isChoice(node)) {
      // Exactly one branch holds, so that its members are all there are.
      made.all = [node];
      made.any = [branches.map(location)];
    } else if (isSimple(node) && object && !node.unevaluatedProperties) {
      const inner = inPlace(node);
      copies.push(() => {
        Object.assign(made, inner, { cls: -1, wider: node });
        if (inner.object && !inner.object.rest) made.object = { ...inner.object, rest: never() };
      });
    } else {
      made.all = [inPlace(node)];
      made.unevaluatedProperties = never();
    }
    return made;
  };

  /** What has not been read is not closed before it is. */
  const later = (node: Node, key: string): Node => {
    let draft = postponed.get(node);
    if (draft) return draft;
    postponed.set(node, (draft = blank()));
    fresh.push(draft);
    draft.wider = node;
    const made = draft;
    made.lazy = {
      key: `closed ${key}`,
      fill: () => {
        const { cls } = made;
        made.all = [location(whole(node))];
        made.lazy = undefined;
        made.cls = cls;
        return finish();
      },
    };
    return made;
  };

  const finish = (): readonly Node[] => {
    for (let next = work.pop(); next; next = work.pop()) next();
    for (const copy of copies) copy();
    copies = [];
    const result = fresh;
    fresh = [];
    return result;
  };

  return (node) => {
    const root = location(node);
    return { node: root, fresh: finish() };
  };
};
