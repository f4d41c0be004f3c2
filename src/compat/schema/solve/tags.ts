import type { Classes } from '../form/classes.ts';
import type { Node } from '../form/node.ts';
import type { Value } from '../value.ts';

// What an object says about itself in single members: most choices are told apart by one of them.

/** What a member can be. */
interface Tag {
  readonly types: number;
  /** Its values, where they are listed. */
  readonly values: ReadonlyMap<string, Value> | undefined;
}
interface Tags {
  /** Members that have to be there. */
  readonly required: ReadonlySet<string>;
  /** Members of which something is said; what, is looked at when it is asked for. */
  readonly members: ReadonlyMap<string, () => Tag>;
  /** All members that there may be; absent: any. */
  readonly only?: ReadonlySet<string> | undefined;
}

const later = (look: () => Tag): (() => Tag) => {
  let known: Tag | undefined;
  return () => (known ??= look());
};

const both = (a: Tags, b: Tags): Tags => {
  const members = new Map(a.members);
  for (const [name, tag] of b.members) {
    const other = members.get(name);
    members.set(name, other ? later(() => met(other(), tag())) : tag);
  }
  const only = a.only && b.only ? a.only.intersection(b.only) : (a.only ?? b.only);
  return { required: a.required.union(b.required), members, only };
};
const met = (a: Tag, b: Tag): Tag => ({ types: a.types & b.types, values: a.values ?? b.values });

/** What every branch says. */
const common = (branches: readonly Tags[]): Tags => {
  const [first, ...others] = branches;
  if (!first) return { required: new Set(), members: new Map() };
  const members = new Map<string, () => Tag>();
  for (const name of first.members.keys()) {
    const tags = branches.map((branch) => branch.members.get(name));
    if (tags.every((tag) => tag !== undefined))
      members.set(
        name,
        later(() => joined(tags.map((tag) => tag()))),
      );
  }
  return {
    required: others.reduce<ReadonlySet<string>>((sum, { required }) => sum.intersection(required), first.required),
    members,
    only: branches.every(({ only }) => only) ? new Set(branches.flatMap(({ only }) => [...(only ?? [])])) : undefined,
  };
};
const joined = (tags: readonly Tag[]): Tag => ({
  types: tags.reduce((sum, tag) => sum | tag.types, 0),
  values: tags.every(({ values }) => values) ? new Map(tags.flatMap(({ values }) => [...(values ?? [])])) : undefined,
});

const areDisjoint = (a: Tag, b: Tag): boolean => {
  if (!(a.types & b.types)) return true;
  if (!a.values || !b.values) return false;
  const [few, many] = a.values.size < b.values.size ? [a.values, b.values] : [b.values, a.values];
  return !few.keys().some((key) => many.has(key));
};

/** Does a member that one of two nodes demands, by what it is or by being there, show that no object is accepted by both? */
export const areTaggedOf = (classes: Classes): ((a: Node, b: Node) => boolean) => {
  const known = new Map<number, Tags>();
  const tagOf = (cls: number): Tag => {
    const types = classes.typesOf(cls);
    const { values, all } = classes.node(cls);
    return all.map((one) => tagOf(one.cls)).reduce(met, { types, values });
  };
  const own = ({ object }: Node): Tags => ({
    required: new Set(object?.required),
    members: new Map([...(object?.properties ?? [])].map(([name, child]) => [name, later(() => tagOf(child.cls))])),
    only: object?.rest?.cls === classes.nothing && object.patterns.length === 0 ? new Set(object.properties.keys()) : undefined,
  });
  const tagsOf = (cls: number): Tags => {
    const before = known.get(cls);
    if (before) return before;
    const node = classes.node(cls);
    const parts = [
      ...node.all.map((one) => tagsOf(one.cls)),
      ...[...node.any, ...node.one].map((branches) => common(branches.map((one) => tagsOf(one.cls)))),
    ];
    const tags = parts.reduce(both, own(node));
    known.set(cls, tags);
    return tags;
  };
  return (a, b) => {
    const [one, two] = [tagsOf(a.cls), tagsOf(b.cls)];
    const shows = (name: string): boolean => {
      const [mine, theirs] = [one.members.get(name), two.members.get(name)];
      return mine !== undefined && theirs !== undefined && areDisjoint(mine(), theirs());
    };
    return (
      (two.only !== undefined && !one.required.isSubsetOf(two.only)) ||
      (one.only !== undefined && !two.required.isSubsetOf(one.only)) ||
      one.required.values().some(shows) ||
      two.required.values().some(shows)
    );
  };
};
