import { matches } from '../language/matches.ts';
import { type Node, isBlank, isPlain } from '../form/node.ts';

// A value may be spoken of in several parts of one schema: `allOf` of two objects that both declare `address`, each with members of
// its own. What is sent there is what all of them declare together, so that none of them closes it by itself.

/** The choice that a part is a branch of: outermost, numbered; all conditions are one. */
type Choice = number;
const certain: Choice = 0;
const condition: Choice = 1;

/** A schema that applies in place. */
interface Part {
  readonly node: Node;
  /** `certain`: it applies whatever branch is taken. */
  readonly of: Choice;
}

/** What several parts say of the same member, or of the items. */
export interface Joint {
  /** Each different one once. */
  readonly certain: readonly Node[];
  readonly perhaps: readonly Node[];
}

/** What no part closes by itself. */
export interface Joined {
  /** Tells it from any other. Empty: nothing is spoken of twice. */
  readonly key: string;
  readonly members: ReadonlyMap<string, Joint>;
  /** Items of lists, where they are all alike. */
  readonly items?: Joint;
  /** Kinds of children that are left as they are, because what of them meets what is not looked into. */
  readonly left: ReadonlySet<'positions' | 'patterns' | 'others'>;
}

export const nothingJoined: Joined = { key: '', members: new Map(), left: new Set() };

const partsOf = (root: Node, whole: (node: Node) => Node): Part[] => {
  const choices = new Map<Node, Choice>();
  let last = condition;
  const visit = (one: Node, of: Choice): void => {
    const node = whole(one);
    const before = choices.get(node);
    if (before === certain || before === of) return;
    choices.set(node, of);
    for (const child of node.all) visit(child, of);
    for (const branches of [...node.any, ...node.one]) {
      const choice = of === certain ? ++last : of;
      for (const child of branches) visit(child, choice);
    }
    for (const { yes, no } of node.conditions) for (const child of [yes, no]) if (child) visit(child, of === certain ? condition : of);
    for (const { node: child } of node.dependents) visit(child, of === certain ? condition : of);
  };
  visit(root, certain);
  return [...choices].map(([node, of]) => ({ node, of }));
};

/** What a part says of the member of a name, if it is there. */
const saidOf = ({ object }: Node, name: string): Node[] => {
  if (!object) return [];
  const { properties, patterns, rest } = object;
  const own = properties.get(name);
  const found = [...(own ? [own] : []), ...patterns.filter(([pattern]) => matches(pattern, name)).map(([, child]) => child)];
  return found.length > 0 || !rest || isBlank(rest) ? found : [rest];
};

/** @param whole the node that says what a node says that has not been read yet */
export const joinedBy = (whole: (node: Node) => Node): ((node: Node) => Joined) => {
  /** Does it speak of members or items, so that closing it makes a difference? */
  const holdsMore = (one: Node): boolean => {
    const node = whole(one);
    return node.object !== undefined || node.array !== undefined || !isPlain(node);
  };
  const joint = (said: readonly (readonly [child: Node, of: Choice])[]): Joint | undefined => {
    const always = new Map<number, Node>();
    const perhaps = new Map<number, readonly [Node, Choice]>();
    for (const [child, of] of said)
      if (of === certain) always.set(child.cls, child);
      else perhaps.set(child.cls, [child, of]);
    for (const cls of always.keys()) perhaps.delete(cls);
    if (always.size + perhaps.size < 2) return undefined;
    const sometimes = [...perhaps.values()].filter(([child]) => holdsMore(child));
    // Branches of one choice close it each by itself: mostly they exclude each other.
    const groups = [...always.values()].filter(holdsMore).length + new Set(sometimes.map(([, of]) => of)).size;
    return groups > 1 ? { certain: [...always.values()], perhaps: sometimes.map(([child]) => child) } : undefined;
  };
  const known = new Map<Node, Joined>();
  const look = (root: Node): Joined => {
    const parts = partsOf(root, whole);
    if (parts.length < 2) return nothingJoined;
    const left = new Set<'positions' | 'patterns' | 'others'>();
    const members = new Map<string, Joint>();
    const objects = parts.filter(({ node }) => node.object);
    if (objects.length > 1) {
      const names = new Set(objects.flatMap(({ node }) => [...(node.object?.properties.keys() ?? [])]));
      for (const name of names) {
        const found = joint(objects.flatMap(({ node, of }) => saidOf(node, name).map((child) => [child, of] as const)));
        if (found) members.set(name, found);
      }
      if (objects.some(({ node }) => (node.object?.patterns.length ?? 0) > 0)) left.add('patterns');
      const rests = objects.flatMap(({ node: { object }, of }) => (object?.rest ? [[object.rest, of] as const] : []));
      if (joint(rests)) left.add('others');
    }
    const lists = parts.filter(({ node: { array } }) => array && (array.prefix.length > 0 || array.rest));
    const items =
      lists.length > 1
        ? joint(
            lists.flatMap(({ node: { array }, of }) =>
              [...(array?.prefix ?? []), ...(array?.rest ? [array.rest] : [])].map((child) => [child, of] as const),
            ),
          )
        : undefined;
    const isTuple = lists.some(({ node }) => (node.array?.prefix.length ?? 0) > 0);
    if (items && isTuple) left.add('positions');
    const key = [
      ...[...members.keys()].sort().map((name) => JSON.stringify(name)),
      ...left,
      ...(items && !isTuple ? ['items'] : []),
    ].join();
    return key === '' ? nothingJoined : { key, members, left, ...(items && !isTuple ? { items } : {}) };
  };
  return (root) => {
    let found = known.get(root);
    if (!found) known.set(root, (found = look(root)));
    return found;
  };
};
