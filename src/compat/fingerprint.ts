import { canonicalJson, sha256 } from '../core/hash.ts';
import type { Document } from './document.ts';
import type { Fact } from './fact.ts';
import { changedValues } from './fingerprint/changed.ts';
import { addressesIn } from './fingerprint/address.ts';
import { nameless } from './fingerprint/place.ts';
import { valueAt } from './pointer.ts';

/** What a fingerprint is made of: a fact, and the rule that speaks of it. */
export interface Ruled {
  readonly rule: string;
  readonly fact: Fact;
}

/** The values in a set's order: what is a list in JSON and a set by meaning has none of its own. */
const unordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((item) => canonicalJson(unordered(item))).sort();
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, unordered(child)]));
};

/** The text of a part, whatever its order; short, and made once. */
const texts = new WeakMap<object, string>();
const textOf = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return canonicalJson(value ?? null);
  let text = texts.get(value);
  if (text === undefined) texts.set(value, (text = sha256(canonicalJson(unordered(value)))));
  return text;
};

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
    aside.has(name) ? [] : [[name, typeof value === 'string' ? nameless(value) : unordered(value)]],
  );
  const change = Object.fromEntries(named);
  // A security scheme is what it is, whatever it is called.
  if (fact.kind === 'security' || fact.kind === 'delivery-security') return { kind: fact.kind, turn: fact.turn, ...fact.labels };
  if (fact.kind === 'security-scheme') return { ...change, name: '' };
  // Of several resources of one component any may be told.
  if (fact.kind === 'round-trip') return { ...change, name: '', resource: '' };
  return 'in' in fact && fact.in === 'path' ? { ...change, name: '' } : change;
};

interface Addresses {
  readonly inOld: (pointer: string) => readonly string[];
  readonly inNew: (pointer: string) => readonly string[];
}

/** Tells findings apart that are of one kind at one place: by what stands there on both sides. */
const contentOf = ({ old, new: next, ...fact }: Fact, a: Document, b: Document, { inNew }: Addresses): string =>
  canonicalJson([
    old === undefined ? null : textOf(valueAt(a.value, old)),
    next === undefined ? null : textOf(valueAt(b.value, next)),
    next === undefined ? '' : inNew(next),
    'what' in fact ? fact.what : '',
  ]);

/** Where it is, in the old document where it has a place there. Operations that moved together have none but where they moved from, which is the change. */
const placeOf = (fact: Fact, { inOld, inNew }: Addresses): readonly string[] => {
  if (fact.kind === 'operation-moved' && fact.reached > 1) return [];
  // What was added has no place in the old document but the one that it was added to.
  const isNew = fact.old === undefined || ('turn' in fact && fact.turn === 'added');
  return isNew ? inNew(fact.new ?? '') : inOld(fact.old ?? '');
};

const short = (value: unknown): string => sha256(canonicalJson(value)).slice('sha256:'.length, 'sha256:'.length + 16);

/**
 * The fingerprints of findings, in their order: 16 hexadecimal digits each, and never the same for two of them. Made of the rule, the place by
 * its names (in the old document, where it has one), and what changed there. So it outlives reordering, other words, other names of files, and another
 * version in which the same change is still open; it does not outlive another change at the same place.
 */
export const fingerprintsOf = (found: readonly Ruled[], old: Document, next: Document): string[] => {
  const addresses = { inOld: addressesIn(old), inNew: addressesIn(next) };
  const keys = found.map(({ rule, fact }) => {
    const place = placeOf(fact, addresses);
    return canonicalJson([rule, place, changeOf(fact), changedValues(fact, old.value, next.value)]);
  });
  const groups = Map.groupBy(keys.keys(), (i) => keys[i] ?? '');
  const fingerprints: string[] = [];
  for (const [key, members] of groups) {
    if (members.length === 1 && members[0] !== undefined) {
      fingerprints[members[0]] = short(key);
      continue;
    }
    const contents = members.map((i) => ({ i, content: found[i] ? contentOf(found[i].fact, old, next, addresses) : '' }));
    // What is alike in everything is counted: which is first makes no difference.
    contents.sort((a, b) => (a.content < b.content ? -1 : a.content > b.content ? 1 : 0));
    for (const [at, { i, content }] of contents.entries()) {
      const alike = contents.slice(0, at).filter((other) => other.content === content).length;
      fingerprints[i] = short([key, content, alike]);
    }
  }
  return fingerprints;
};
