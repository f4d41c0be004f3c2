import { matches } from '../language/matches.ts';
import { Undecided } from '../undecided.ts';
import { aliasOf, isBlank, isPlain, type Node } from '../form/node.ts';

// A value may be spoken of in several parts of one schema: `allOf` of two objects that both declare `address`, each with members of
// its own. What is sent there is what all of them declare together, so that none of them closes it by itself.

/** A turn on the way to a part: of a choice one branch is taken; a condition is taken where its test holds. */
interface Turn {
  readonly choice: number;
  readonly branch: number;
  readonly test?: Node;
}

/** A schema that applies in place; without turns it applies whatever is taken. */
interface Part {
  readonly node: Node;
  readonly turns: readonly Turn[];
}

/** What a part says of a member or of an item. */
interface Said {
  readonly child: Node;
  readonly turns: readonly Turn[];
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

/** Schemas that lead to the same parts by ever more ways are not followed for ever. */
const mostParts = 2000;

/** The node that says what a node says, which may be a reference, and may not have been read yet. */
export const meantBy = (whole: (node: Node) => Node) => {
  const meant = (one: Node): Node => {
    const node = whole(one);
    const other = aliasOf(node);
    return other ? meant(other) : node;
  };
  return meant;
};

const partsOf = (root: Node, meant: (node: Node) => Node): Part[] => {
  const parts: Part[] = [];
  let last = 0;
  const visit = (one: Node, turns: readonly Turn[]): void => {
    if (parts.length >= mostParts) throw new Undecided(`more than ${mostParts} parts of a schema speak of the same value`);
    const node = meant(one);
    parts.push({ node, turns });
    for (const child of node.all) visit(child, turns);
    for (const branches of [...node.any, ...node.one]) {
      const choice = ++last;
      for (const [branch, child] of branches.entries()) visit(child, [...turns, { choice, branch }]);
    }
    for (const { test, yes, no } of node.conditions) {
      const choice = ++last;
      if (yes) visit(yes, [...turns, { choice, branch: 0, test: meant(test) }]);
      if (no) visit(no, [...turns, { choice, branch: 1 }]);
    }
    for (const { node: child } of node.dependents) visit(child, [...turns, { choice: ++last, branch: 0 }]);
  };
  visit(root, []);
  return parts;
};

/** @param whole the node that says what a node says that has not been read yet */
export const joinedBy = (whole: (node: Node) => Node): ((node: Node) => Joined) => {
  const meant = meantBy(whole);

  /** Do two tests ask for different values of one member? */
  const areApart = (one: Node, other: Node): boolean =>
    [...(one.object?.properties ?? [])].some(([name, child]) => {
      const counterpart = other.object?.properties.get(name);
      const [mine, theirs] = [meant(child).values, counterpart && meant(counterpart).values];
      return mine !== undefined && theirs !== undefined && !mine.keys().some((key) => theirs.has(key));
    });
  /** May both be taken? Branches of a choice mostly exclude each other. */
  const meet = (a: readonly Turn[], b: readonly Turn[]): boolean =>
    a.every((one) =>
      b.every((other) =>
        one.choice === other.choice ? one.branch === other.branch : !(one.test && other.test && areApart(one.test, other.test)),
      ),
    );
  /** Does it speak of members or items, so that closing it makes a difference? */
  const holdsMore = (one: Node): boolean => {
    const node = meant(one);
    return node.object !== undefined || node.array !== undefined || !isPlain(node);
  };

  const joint = (all: readonly Said[]): Joint | undefined => {
    if (all.length < 2) return undefined;
    const certain = new Map(all.filter(({ turns }) => turns.length === 0).map(({ child }) => [child.cls, child]));
    const perhaps = all.filter(({ child, turns }) => turns.length > 0 && !certain.has(child.cls) && holdsMore(child));
    const saying: readonly Said[] = [...[...certain.values()].filter(holdsMore).map((child) => ({ child, turns: [] })), ...perhaps];
    const isJoint = saying.some(({ child, turns }, at) =>
      saying.slice(at + 1).some((other) => other.child.cls !== child.cls && meet(turns, other.turns)),
    );
    if (!isJoint) return undefined;
    return {
      certain: [...certain.values()],
      perhaps: [...new Map(perhaps.map(({ child }) => [child.cls, child])).values()],
    };
  };

  /** What a part says of the member of a name, if it is there. */
  const saidOf = ({ node: { object }, turns }: Part, name: string): Said[] => {
    if (!object) return [];
    const { properties, patterns, rest } = object;
    const own = properties.get(name);
    const found = [...(own ? [own] : []), ...patterns.filter(([pattern]) => matches(pattern, name)).map(([, child]) => child)];
    return (found.length > 0 || !rest || isBlank(meant(rest)) ? found : [rest]).map((child) => ({ child, turns }));
  };

  const look = (root: Node): Joined => {
    const parts = partsOf(root, meant);
    const left = new Set<'positions' | 'patterns' | 'others'>();
    const members = new Map<string, Joint>();
    const objects = parts.filter(({ node }) => node.object);
    const patterns = objects.reduce((sum, { node }) => sum + (node.object?.patterns.length ?? 0), 0);
    if (objects.length > 1 || patterns > 0) {
      const names = new Set(objects.flatMap(({ node }) => [...(node.object?.properties.keys() ?? [])]));
      for (const name of names) {
        const found = joint(objects.flatMap((part) => saidOf(part, name)));
        if (found) members.set(name, found);
      }
      if (patterns > 1 || (patterns > 0 && (objects.length > 1 || members.size > 0))) left.add('patterns');
      if (joint(objects.flatMap(({ node: { object }, turns }) => (object?.rest ? [{ child: object.rest, turns }] : []))))
        left.add('others');
    }
    const lists = parts.filter(({ node: { array } }) => array);
    const items = joint(
      lists.flatMap(({ node: { array }, turns }) => [
        ...[...(array?.prefix ?? []), ...(array?.rest ? [array.rest] : [])].map((child) => ({ child, turns })),
        // It speaks of some of the items.
        ...(array?.contains ? [{ child: array.contains.node, turns: [...turns, { choice: 0, branch: 0 }] }] : []),
      ]),
    );
    const isTuple = lists.some(({ node }) => (node.array?.prefix.length ?? 0) > 0);
    if (items && isTuple) left.add('positions');
    const key = [
      ...[...members.keys()].sort().map((name) => JSON.stringify(name)),
      ...left,
      ...(items && !isTuple ? ['items'] : []),
    ].join();
    return key === '' ? nothingJoined : { key, members, left, ...(items && !isTuple ? { items } : {}) };
  };

  const known = new Map<Node, Joined>();
  return (root) => {
    let found = known.get(root);
    if (!found) known.set(root, (found = look(root)));
    return found;
  };
};
