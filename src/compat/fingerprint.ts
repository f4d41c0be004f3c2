import { canonicalJson, sha256 } from '../core/hash.ts';
import type { Document } from './document.ts';
import type { Fact } from './fact.ts';
import { changedValues } from './fingerprint/changed.ts';
import { logicalPlace } from './fingerprint/place.ts';
import { valueAt } from './pointer.ts';

/** What a fingerprint is made of: a fact, and the rule that speaks of it. */
export interface Ruled {
  readonly rule: string;
  readonly fact: Fact;
}

/** What is said of the change itself, but its words, its place and what was proved of it. */
const changeOf = (fact: Fact): unknown => {
  // The words of what is undecided are for people, and the name of a path parameter is nobody's business.
  if (fact.kind === 'undecided') return { kind: fact.kind, side: fact.side };
  const {
    old: _old,
    new: _new,
    oldInNew: _a,
    newInOld: _b,
    where: _where,
    spot: _spot,
    steps: _steps,
    reversed: _reversed,
    reached: _reached,
    ...change
  } = fact;
  return 'in' in change && change.in === 'path' ? { ...change, name: '' } : change;
};

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

/** Tells findings apart that are of one kind at one place: by what stands there on both sides. */
const contentOf = ({ old, new: next, kind, ...fact }: Fact, a: Document, b: Document): string =>
  canonicalJson([
    old === undefined ? null : textOf(valueAt(a.value, old)),
    next === undefined ? null : textOf(valueAt(b.value, next)),
    next === undefined ? '' : logicalPlace(b.value, next),
    kind === 'undecided' && 'what' in fact ? fact.what : '',
  ]);

const short = (value: unknown): string => sha256(canonicalJson(value)).slice('sha256:'.length, 'sha256:'.length + 16);

/**
 * The fingerprints of findings, in their order: 16 hexadecimal digits each, and never the same for two of them. Made of the rule, the place by
 * its names (in the old document, where it has one), and what changed there. So it outlives reordering, other words, other names of files, and another
 * version in which the same change is still open; it does not outlive another change at the same place.
 */
export const fingerprintsOf = (found: readonly Ruled[], old: Document, next: Document): string[] => {
  const keys = found.map(({ rule, fact }) => {
    // What was added has no place in the old document but the one that it was added to.
    const isNew = fact.old === undefined || ('turn' in fact && fact.turn === 'added');
    const place = isNew ? logicalPlace(next.value, fact.new ?? '') : logicalPlace(old.value, fact.old ?? '');
    return canonicalJson([rule, place, changeOf(fact), changedValues(fact, old.value, next.value)]);
  });
  const groups = Map.groupBy(keys.keys(), (i) => keys[i] ?? '');
  const fingerprints: string[] = [];
  for (const [key, members] of groups) {
    if (members.length === 1 && members[0] !== undefined) {
      fingerprints[members[0]] = short(key);
      continue;
    }
    const contents = members.map((i) => ({ i, content: found[i] ? contentOf(found[i].fact, old, next) : '' }));
    // What is alike in everything is counted: which is first makes no difference.
    contents.sort((a, b) => (a.content < b.content ? -1 : a.content > b.content ? 1 : 0));
    for (const [at, { i, content }] of contents.entries()) {
      const alike = contents.slice(0, at).filter((other) => other.content === content).length;
      fingerprints[i] = short([key, content, alike]);
    }
  }
  return fingerprints;
};
