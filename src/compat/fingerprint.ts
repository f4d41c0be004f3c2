import { canonicalJson, sha256 } from '../core/hash.ts';
import type { Document } from './document.ts';
import type { Fact } from './fact.ts';
import { changedValues, type Told, toldBy } from './fingerprint/changed.ts';
import { addressesIn } from './fingerprint/address.ts';
import { nameless } from './fingerprint/place.ts';
import { valueAt } from './pointer.ts';

/** What a fingerprint is made of: a fact, and the rule that speaks of it. */
export interface Ruled {
  readonly rule: string;
  readonly fact: Fact;
  /** The operations that it is met in; none where they are not all named. */
  readonly operations?: readonly string[];
}

/** What a finding is known by. */
export interface Print {
  readonly fingerprint: string;
  /** What one finding of all of them would have: N wrote one part of N-1 several times, and changed each alike, each in operations of its own. */
  readonly shared?: string;
}

/** What is not part of the change: its place, what was proved of it, and words, which are for people. */
const aside: ReadonlySet<string> = new Set([
  'old',
  'new',
  'oldInNew',
  'newInOld',
  'where',
  'spot',
  'steps',
  'reversed',
  'reached',
  'what',
  'because',
  'ending',
  'partner',
  'isKnown',
  'parts',
]);

/** What is said of the change itself; the names of path parameters are nobody's business. */
const changeOf = (fact: Fact): unknown => {
  const named = Object.entries(fact).flatMap(([name, value]): [string, unknown][] =>
    aside.has(name) ? [] : [[name, typeof value === 'string' ? nameless(value) : value]],
  );
  const change = Object.fromEntries(named);
  // A security scheme is what it is, whatever it is called.
  if (fact.kind === 'security' || fact.kind === 'delivery-security') return { kind: fact.kind, turn: fact.turn, ...fact.labels };
  if (fact.kind === 'security-scheme')
    return { ...change, name: '', ...(fact.demandedBy ? { demandedBy: fact.demandedBy.map(nameless).toSorted() } : {}) };
  // Of several resources of one component any may be told.
  if (fact.kind === 'round-trip') return { ...change, name: fact.name.split('.').at(-1), resource: '' };
  return 'in' in fact && fact.in === 'path' ? { ...change, name: '' } : change;
};

interface Addresses {
  readonly inOld: (pointer: string) => readonly string[];
  readonly inNew: (pointer: string) => readonly string[];
}

/** Tells findings apart that are of one kind at one place: by what stands there on both sides. */
const contentOf = ({ old, new: next, ...fact }: Fact, a: Told, b: Told, { inNew }: Addresses): string =>
  canonicalJson([
    old === undefined ? null : a.meaning(valueAt(a.seen, old)),
    next === undefined ? null : b.meaning(valueAt(b.seen, next)),
    next === undefined ? '' : inNew(next),
    'what' in fact ? fact.what : '',
  ]);

/** Where it is, in the old document where it has a place there. Operations that moved together have none but where they moved from, which is the change. */
const placeOf = (fact: Fact, { inOld, inNew }: Addresses): readonly string[] => {
  if (fact.kind === 'operation-moved' && fact.reached > 1) return [];
  return fact.old === undefined ? inNew(fact.new ?? '') : inOld(fact.old);
};

/** Of several findings that are alike those that no other one shares an operation with. */
const apart = (members: readonly number[], found: readonly Ruled[]): ReadonlySet<number> => {
  const operations = members.map((i) => (found[i]?.operations ?? []).map(nameless));
  const counts = new Map<string, number>();
  for (const operation of operations.flatMap((all) => [...new Set(all)])) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  const isAlone = (all: readonly string[]): boolean => all.length > 0 && all.every((operation) => counts.get(operation) === 1);
  // Of one that is met nobody knows where, nobody knows with which it shares.
  return new Set(operations.some((all) => all.length === 0) ? [] : members.filter((_, at) => isAlone(operations[at] ?? [])));
};

const short = (value: unknown): string => sha256(canonicalJson(value)).slice('sha256:'.length, 'sha256:'.length + 16);

/**
 * The fingerprints of findings, in their order: 16 hexadecimal digits each, and never the same for two of them. Made of the rule, the place by
 * its names (in the old document, where it has one), and what changed there. So it outlives reordering, other words, other names of files, and another
 * version in which the same change is still open; it does not outlive another change at the same place.
 */
export const fingerprintsOf = (found: readonly Ruled[], old: Document, next: Document): Print[] => {
  const [before, after] = [toldBy(old.value), toldBy(next.value)];
  const addresses = { inOld: addressesIn(old), inNew: addressesIn(next) };
  const keys = found.map(({ rule, fact }) => {
    const place = placeOf(fact, addresses);
    return canonicalJson([rule, place, changeOf(fact), changedValues(fact, before, after)]);
  });
  const groups = Map.groupBy(keys.keys(), (i) => keys[i] ?? '');
  const prints: Print[] = [];
  for (const [key, members] of groups) {
    if (members.length === 1 && members[0] !== undefined) {
      prints[members[0]] = { fingerprint: short(key) };
      continue;
    }
    const own = apart(members, found);
    const contents = members.map((i) => ({ i, content: found[i] ? contentOf(found[i].fact, before, after, addresses) : '' }));
    // What is alike in everything is counted: which is first makes no difference.
    contents.sort((a, b) => (a.content < b.content ? -1 : a.content > b.content ? 1 : 0));
    for (const [at, { i, content }] of contents.entries()) {
      const alike = contents.slice(0, at).filter((other) => other.content === content).length;
      prints[i] = { fingerprint: short([key, content, alike]), ...(own.has(i) ? { shared: short(key) } : {}) };
    }
  }
  return prints;
};
