import { aliasOf, type ArrayPart, bitOf, blank, type Draft, isBlank, type Node, type ObjectPart } from '../form/node.ts';
import { silencedBy } from './silenced.ts';
import { type Joined, joinedBy, type Joint, meantBy, nothingJoined } from './joined.ts';

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
  const placed = new Map<string, Map<Node, Draft>>();
  const joints = new Map<string, Draft>();
  const joinedOf = joinedBy(whole);
  const meant = meantBy(whole);
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
  const silent = silencedBy(whole, added);
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

  /**
   * A node in the place of another, whose items and members are closed, but not it itself.
   *
   * @param joined what of them is spoken of in other parts too
   * @param isCertain does it apply whatever branch is taken?
   */
  const inPlace = (part: Node, joined: Joined, isCertain: boolean): Node => {
    const node = whole(part);
    // What is evaluated there must not change, and closing its parts would name more members.
    if (node.unevaluatedItems ?? node.unevaluatedProperties) return node;
    const key = joined.key === '' ? '' : `${isCertain ? 'certain' : 'perhaps'} ${joined.key}`;
    let known = placed.get(key);
    if (!known) placed.set(key, (known = new Map()));
    let draft = known.get(node);
    if (draft) return draft;
    known.set(node, (draft = blank()));
    fresh.push(draft);
    draft.wider = node;
    const made = draft;
    const alike = (child: Node): Node => inPlace(child, joined, isCertain);
    const perhaps = (child: Node): Node => inPlace(child, joined, false);
    work.push(() => {
      const { array, object } = node;
      Object.assign(made, node, { cls: -1, wider: node });
      made.all = node.all.map(alike);
      // A branch that is closed would exclude less: so oneOf stays, and what is sent is closed beside it.
      made.one = node.one.map((branches) => branches.map(silent));
      made.any = [...node.any, ...node.one].map((branches) => branches.map(perhaps));
      made.conditions = node.conditions.map((one) => ({
        test: silent(one.test),
        ...(one.yes ? { yes: perhaps(one.yes) } : {}),
        ...(one.no ? { no: perhaps(one.no) } : {}),
      }));
      made.dependents = node.dependents.map(({ name, node: child }) => ({ name, node: perhaps(child) }));
      if (array) made.array = listOf(array, joined, isCertain);
      // So is what something else depends on.
      if (object ?? node.dependents.length > 0) made.object = membersOf(node, joined, isCertain);
    });
    return made;
  };

  const listOf = (array: ArrayPart, { items, left }: Joined, isCertain: boolean): ArrayPart => {
    if (left.has('positions')) return array;
    const { rest, ...others } = array;
    // What is certain is said by the joint.
    const inner = items ? (isCertain ? undefined : rest) : rest && location(rest);
    return { ...others, prefix: array.prefix.map(location), ...(inner ? { rest: inner } : {}) };
  };

  const membersOf = ({ object, dependents }: Node, { members, left }: Joined, isCertain: boolean): ObjectPart => {
    const { rest, ...others } = object ?? noMembers;
    // `additionalProperties: true` says what no keyword at all says, so it declares no members.
    const remaining = rest && !isBlank(meant(rest)) ? { rest: left.has('others') ? rest : location(rest) } : {};
    const properties = new Map<string, Node>();
    for (const [name, child] of others.properties)
      properties.set(name, members.has(name) ? (isCertain ? always() : child) : location(child));
    if ('rest' in remaining)
      for (const name of members.keys()) if (!properties.has(name)) properties.set(name, isCertain ? always() : (rest as Node));
    // What is demanded is sent, named or not.
    if (!('rest' in remaining))
      for (const name of [...others.required, ...dependents.map((one) => one.name)])
        if (!properties.has(name)) properties.set(name, always());
    return {
      ...others,
      ...remaining,
      properties,
      patterns: left.has('patterns') ? others.patterns : others.patterns.map(([pattern, child]) => [pattern, location(child)]),
    };
  };

  /** What several parts say of one value, as one schema: a branch that is not taken may declare what is sent all the same. */
  const jointOf = ({ certain, perhaps }: Joint): Node => {
    const key = [certain, perhaps]
      .map((nodes) =>
        nodes
          .map(({ cls }) => cls)
          .sort((x, y) => x - y)
          .join(),
      )
      .join(';');
    let node = joints.get(key);
    if (!node) {
      joints.set(key, (node = blank()));
      fresh.push(node);
      node.all = certain;
      if (perhaps.length > 0) node.any = [[always(), ...perhaps]];
    }
    return location(node);
  };
  /** All that is joined, beside the parts. */
  const beside = ({ members, items }: Joined): Node[] => [
    ...(members.size > 0
      ? [added({ ...blank(), object: { ...noMembers, properties: new Map([...members].map(([name, one]) => [name, jointOf(one)])) } })]
      : []),
    ...(items ? [added({ ...blank(), array: { prefix: [], rest: jointOf(items), min: 0, max: Infinity, unique: false } })] : []),
  ];

  /** A node that is all that is said of a value. */
  const location = (node: Node): Node => {
    if (node.lazy) return later(node, node.lazy.key);
    const target = aliasOf(node);
    if (target) return location(target);
    const declaring = (node.types & bitOf.object) !== 0 && declaresMembers(node);
    const isAlone = isChoice(node) || (isSimple(node) && !node.array?.contains && !node.object?.patterns.length);
    const joined = isAlone ? nothingJoined : joinedOf(node);
    if (!declaring && joined.key === '') return inPlace(node, joined, true);
    let draft = located.get(node);
    if (draft) return draft;
    located.set(node, (draft = blank()));
    fresh.push(draft);
    draft.wider = node;
    const made = draft;
    const { object } = node;
    const [branches] = node.one;
    if (!declaring) made.all = [inPlace(node, joined, true), ...beside(joined)];
    else if (branches && isChoice(node)) {
      // Exactly one branch holds, so that its members are all there are.
      made.all = [node];
      made.any = [branches.map(location)];
    } else if (isSimple(node) && object && !node.unevaluatedProperties && joined.key === '') {
      const inner = inPlace(node, nothingJoined, true);
      copies.push(() => {
        Object.assign(made, inner, { cls: -1, wider: node });
        if (inner.object && !inner.object.rest) made.object = { ...inner.object, rest: never() };
      });
    } else {
      const parts = inPlace(node, joined, true);
      const others = beside(joined);
      const closed = others.length > 0 ? added(blank()) : made;
      (closed as Draft).all = [parts];
      (closed as Draft).unevaluatedProperties = never();
      if (closed !== made) made.all = [closed, ...others];
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
