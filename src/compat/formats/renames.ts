import type { Fact, Partner } from '../fact.ts';
import { endingOf } from '../sunset.ts';
import { inBranches } from './branches.ts';
import type { Walk } from './here.ts';
import { annotations } from './schemas/keywords.ts';
import { type Shape, shapeOf } from './schemas/shape.ts';
import type { Schema } from './schemas/source.ts';
import { staysAt } from './standing.ts';

// A member that is called otherwise goes under one name and comes under another, in all that is read and written. It is one edit.

type Named = readonly [name: string, schema: Schema];
type PropertyFact = Extract<Fact, { kind: 'property' }>;
type Renamed = Extract<Fact, { kind: 'property-renamed' }>;

/** Says a schema anything by which it is known again? */
const isTelling = (schema: Schema): boolean =>
  schema.some(
    ({ value }) =>
      value === false ||
      (typeof value === 'object' &&
        value !== null &&
        Object.keys(value).some((keyword) => !annotations.has(keyword) && !keyword.startsWith('x-'))),
  );

/** The members that one side alone has, without those that stay at home, moved into alternatives or were announced to end. */
const lonely = (shape: Shape, other: Shape): Named[] =>
  [...shape.names].filter(
    ([name, schema]) => !other.names.has(name) && isTelling(schema) && !inBranches(other).has(name) && staysAt(other, name) === undefined,
  );

/** For each member that is called otherwise on the other side, by either name: what it is called there. Of several that it might be nobody knows which. */
export const partnersOf = ({ same }: Walk, a: Shape, b: Shape): ReadonlyMap<string, Partner> => {
  const partners = new Map<string, Partner>();
  if (a.names.size === 0 || b.names.size === 0) return partners;
  const gone = lonely(a, b).filter(([, schema]) => !endingOf(...shapeOf(schema).nodes.map(({ value }) => value)));
  const come = gone.length === 0 ? [] : lonely(b, a);
  const areAlike = ([from, x]: Named, [to, y]: Named): boolean =>
    a.required.has(from) === b.required.has(to) &&
    x.every((node) => y.some((other) => same(node, other))) &&
    y.every((node) => x.some((other) => same(other, node)));
  for (const one of gone) {
    const found = come.filter((other) => areAlike(one, other));
    const [other] = found;
    if (!other || found.length > 1 || gone.filter((another) => areAlike(another, other)).length > 1) continue;
    partners.set(one[0], { name: other[0], pointer: other[1][0]?.pointer ?? '' });
    partners.set(other[0], { name: one[0], pointer: one[1][0]?.pointer ?? '' });
  }
  return partners;
};

const isHalf = (fact: Fact): fact is PropertyFact & { readonly partner: Partner } =>
  fact.kind === 'property' && fact.partner !== undefined && (fact.turn === 'added' || fact.turn === 'removed');

/** The places of the member under both names. */
const placesOf = (fact: PropertyFact & { readonly partner: Partner }): { readonly old: string; readonly new: string } =>
  fact.turn === 'removed' ? { old: fact.old ?? '', new: fact.partner.pointer } : { old: fact.partner.pointer, new: fact.new ?? '' };

/** Facts with one for each member that is called otherwise, in the place of those of its coming and going. */
export const withRenames = (facts: readonly Fact[]): Fact[] => {
  const groups = Map.groupBy(facts.filter(isHalf), (fact) => Object.values(placesOf(fact)).join('\n'));
  const renames = new Map<Fact, Renamed | undefined>();
  for (const halves of groups.values()) {
    const gone = halves.filter(({ turn }) => turn === 'removed');
    const come = halves.filter(({ turn }) => turn === 'added');
    // Where one half was said otherwise, or not at all, the other stays what it is.
    const [first] = halves.toSorted((x, y) => Number(x.reversed ?? false) - Number(y.reversed ?? false));
    const [one, other] = [gone[0], come[0]];
    if (!first || !one || !other || gone.length !== come.length) continue;
    const renamed: Renamed = {
      kind: 'property-renamed',
      from: one.name,
      to: other.name,
      required: one.required,
      parts: halves,
      ...placesOf(first),
      where: first.where,
      ...(first.spot ? { spot: first.spot } : {}),
      ...(first.steps ? { steps: first.steps } : {}),
      reached: gone.reduce((sum, { reached }) => sum + reached, 0),
    };
    for (const half of halves) renames.set(half, half === halves[0] ? renamed : undefined);
  }
  return facts.flatMap((fact) => (renames.has(fact) ? (renames.get(fact) ?? []) : [fact]));
};

/** Facts with those of round trips; what is said of a member that is called otherwise is a part of that. */
export const withTrips = (facts: readonly Fact[], trips: readonly Extract<Fact, { kind: 'round-trip' }>[]): Fact[] => {
  const left = new Set(trips);
  const said = facts.map((fact): Fact => {
    if (fact.kind !== 'property-renamed') return fact;
    const mine = trips.filter((trip) => (trip.knows === 'old' ? trip.old === fact.old : trip.new === fact.new));
    for (const trip of mine) left.delete(trip);
    if (mine.length === 0) return fact;
    const also = `it is ${mine.some(({ turn }) => turn === 'lost') ? 'lost' : 'refused'} when a client of one version puts back what the other gave`;
    return { ...fact, parts: [...fact.parts, ...mine], also };
  });
  return [...said, ...left];
};
