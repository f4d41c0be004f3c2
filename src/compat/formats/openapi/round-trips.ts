import type { Fact } from '../../fact.ts';
import { withTrips } from '../renames.ts';
import { carriedBy, into, type Site } from '../../site.ts';
import { inBranches } from '../branches.ts';
import { itemOfShape, type Shape, shapeOf } from '../schemas/shape.ts';
import type { Schema } from '../schemas/source.ts';
import { placed } from '../standing.ts';
import { pairedAlternatives } from './alternatives.ts';
import type { Comparison } from './comparison.ts';
import type { Operation } from './operations.ts';
import { givenBy, isClosed, takenBy, type Which } from './representations.ts';

// "Preserve but ignore what you do not understand": a client that reads a resource and puts it back as a whole leaves
// out what its version does not know, and the resource loses it.

/** One resource as both versions read and write it. */
interface Resource {
  readonly path: string;
  readonly read: Readonly<Record<Which, Schema>>;
  readonly write: Readonly<Record<Which, Schema>>;
}

type Pairs = readonly (readonly [Operation, Operation])[];

/** Resources that are read by GET and replaced by PUT at one path; where nothing reads it, what PUT gives back counts. */
const resourcesOf = (c: Comparison, pairs: Pairs): (readonly [Resource, Operation, Operation, string])[] =>
  pairs.flatMap(([a, b]) => {
    if (b.method !== 'PUT') return [];
    const [reader, other] = pairs.find(([, one]) => one.method === 'GET' && one.path === b.path) ?? [a, b];
    if (c.same(a.part.value, b.part.value) && c.same(reader.part.value, other.part.value)) return [];
    const read = [givenBy(c, 'old', reader), givenBy(c, 'new', other)];
    const write = [takenBy(c, 'old', a), takenBy(c, 'new', b)];
    if (!read[0] || !read[1] || !write[0] || !write[1]) return [];
    const resource = {
      path: b.path,
      read: { old: read[0].schema, new: read[1].schema },
      write: { old: write[0].schema, new: write[1].schema },
    };
    return [[resource, a, b, write[1].media] as const];
  });

type Trip = Extract<Fact, { kind: 'round-trip' }>;

/** A place of a member that is put back, and whether the rollout breaks by that. */
type Echo = readonly [pointer: string, breaksRollout: boolean];

/** One member of a resource as four schemas say it: of the version that knows more, and of the other. */
interface Member {
  readonly read: Schema;
  readonly write: Schema;
  readonly otherRead: Schema;
  readonly otherWrite: Schema;
}

const each = <T>(of: Member, map: (schema: Schema) => T): { readonly [K in keyof Member]: T } => ({
  read: map(of.read),
  write: map(of.write),
  otherRead: map(of.otherRead),
  otherWrite: map(of.otherWrite),
});

/** Walks one resource; `knows` is the version that has a member which the other one does not carry on. */
const tripsOf = (
  c: Comparison,
  resource: Resource,
  knows: Which,
  site: Site,
): { readonly trips: Trip[]; readonly echoes: readonly Echo[] } => {
  const trips: Trip[] = [];
  const echoes: Echo[] = [];
  const seen = new Set<string>();

  const say = (name: string, path: string, of: { readonly [K in keyof Member]: Shape }, here: Site): void => {
    const [given, taken] = [of.read.names.get(name)?.[0], of.write.names.get(name)?.[0]];
    // Who is asked for it and does not send it is refused, which its own rule says.
    if (!given || !taken || of.write.required.has(name)) return;
    const turn = isClosed(of.otherWrite) ? 'refused' : 'lost';
    const place = of.otherWrite.nodes.at(-1)?.pointer ?? '';
    const certain = turn === 'refused' && of.read.required.has(name);
    trips.push({
      kind: 'round-trip',
      turn,
      knows,
      name: path,
      resource: resource.path,
      certain,
      ...placed(into(here, name, name)),
      ...(knows === 'new' ? { old: place, new: taken.pointer } : { old: taken.pointer, new: place }),
      reached: 1,
    });
    const breaksRollout = certain || (turn === 'refused' && knows === 'old');
    echoes.push([given.pointer, breaksRollout], [taken.pointer, breaksRollout]);
  };

  /** @param around members that the other version has beside the alternatives that are visited */
  const visit = (member: Member, path: string, here: Site, around: ReadonlySet<string> = new Set()): void => {
    const key = Object.values(each(member, (schema) => schema.map(({ id }) => id).join())).join('|');
    if (seen.has(key)) return;
    seen.add(key);
    const shapes = each(member, shapeOf);
    const all = Object.values(shapes);
    if (all.every(({ atoms }) => atoms.has('array') && !atoms.has('object')))
      return visit(
        each(member, (schema) => itemOfShape(shapeOf(schema), 0)),
        `${path}[]`,
        into(here, 'each item', { any: 'item' }),
      );
    if (all.some(({ atoms }) => !atoms.has('object'))) return;
    for (const branch of pairedAlternatives(shapes, c.same))
      visit(
        { read: [branch.read], write: [branch.write], otherRead: [branch.otherRead], otherWrite: [branch.otherWrite] },
        path,
        here,
        new Set([...around, ...shapes.otherRead.names.keys(), ...shapes.otherWrite.names.keys()]),
      );
    const others = each(member, (schema) => shapeOf(schema).rest);
    const isMap = (rest: Schema): boolean => rest.length > 0 && rest.every(({ value }) => typeof value === 'object');
    if (Object.values(others).every(isMap))
      visit(others, path === '' ? '*' : `${path}.*`, into(here, 'every other member', { any: 'member' }));
    // What names no members carries all on.
    if (all.some(({ names, unions }) => names.size === 0 && unions.length === 0)) return;
    const isMoved = (name: string): boolean =>
      around.has(name) || [shapes.otherRead, shapes.otherWrite].some((shape) => inBranches(shape).has(name));
    for (const name of shapes.read.names.keys()) {
      const inner = path === '' ? name : `${path}.${name}`;
      const isKnown = (shape: Shape): boolean => shape.names.has(name);
      if (all.every(isKnown))
        visit(
          each(member, (schema) => shapeOf(schema).names.get(name) ?? []),
          inner,
          into(here, name, name),
        );
      else if (!isKnown(shapes.otherWrite) && !isKnown(shapes.otherRead) && !isMoved(name)) say(name, inner, shapes, here);
    }
  };

  const other = knows === 'old' ? 'new' : 'old';
  visit(
    { read: resource.read[knows], write: resource.write[knows], otherRead: resource.read[other], otherWrite: resource.write[other] },
    '',
    site,
  );
  return { trips, echoes };
};

/**
 * A member that came or went and that nobody demands: all that there is to say of it is said of the round trip, which takes no cell
 * from it that it leaves unbroken.
 *
 * @param echoes whether the trip breaks the rollout, by the places of the member that is put back
 */
const isEcho = (fact: Fact, echoes: ReadonlyMap<string, boolean>): boolean => {
  if (fact.kind !== 'property' || fact.reversed) return false;
  if (fact.turn !== 'added' && fact.turn !== 'removed') return false;
  const breaksRollout = echoes.get((fact.turn === 'added' ? fact.new : fact.old) ?? '');
  if (breaksRollout === undefined) return false;
  const { oldInNew, newInOld, turn } = fact;
  const holds = (answer: Fact['oldInNew']): boolean => answer === undefined || answer.kind === 'contained';
  const isDecided = (answer: Fact['oldInNew']): boolean => answer?.kind !== 'unknown';
  // What a reader refuses is more than an echo, also when N-1 answers after a rollback, and so is what a writer must not leave out.
  return fact.side === 'response'
    ? newInOld?.kind === 'contained' && (turn === 'added' ? isDecided(oldInNew) : holds(oldInNew))
    : !fact.required && (breaksRollout || holds(oldInNew)) && isDecided(newInOld);
};

/** Facts with what is lost or refused when a resource is read from one version and put back to the other, in the place of its echoes. */
export const withRoundTrips = (
  c: Comparison,
  pairs: Pairs,
  facts: readonly Fact[],
  siteOf: (a: Operation, b: Operation) => Site,
): readonly Fact[] => {
  const trips = new Map<string, Trip>();
  const echoes = new Map<string, boolean>();
  for (const [resource, a, b, media] of resourcesOf(c, pairs))
    for (const knows of ['new', 'old'] as const) {
      const found = tripsOf(c, resource, knows, carriedBy(siteOf(a, b), ', request body', { in: 'request-body', media }));
      // One component, one edit, however many resources consist of it.
      for (const trip of found.trips) {
        const key = JSON.stringify([trip.old, trip.new, trip.knows, trip.turn, trip.certain]);
        const before = trips.get(key);
        if (before) before.reached++;
        else trips.set(key, trip);
      }
      for (const [echo, breaksRollout] of found.echoes) echoes.set(echo, breaksRollout || echoes.get(echo) === true);
    }
  if (trips.size === 0) return facts;
  const others = facts.filter((fact) => !isEcho(fact, echoes));
  return withTrips(others, [...trips.values()]);
};
