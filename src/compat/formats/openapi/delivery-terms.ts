import type { PlaceChange } from '../../place-fact.ts';
import { below } from '../../pointer.ts';
import type { Site } from '../../site.ts';
import { placed } from '../standing.ts';
import type { Address } from './addresses.ts';
import type { Comparison } from './comparison.ts';
import type { Operation } from './operations.ts';
import { isRecord } from './part.ts';
import { credentialsOf, isUnknown, labelsOf, securityOf, takes, textsOf } from './security.ts';
import type { Schemes } from './security-schemes.ts';

// On what terms the artifact calls others: what it shows them, and where it finds them. Whom it calls was told so by its own
// version: what it is no longer shown it misses at once, and what it is newly shown it misses once N-1 calls again.

type Change = Extract<PlaceChange, { kind: 'delivery-security' | 'delivery-address' }>;

const turnOf = (less: boolean, more: boolean): Change['turn'] => (less ? (more ? 'changed' : 'removed') : 'added');

/** Operations of paths, for which what a document says for all is told. */
const hasPaths = ({ old, next }: Comparison): boolean =>
  [old, next].some(({ value }) => isRecord(value) && isRecord(value['paths']) && Object.keys(value['paths']).length > 0);

/** Compares what two calls show to whom they call. */
const compareShown = (c: Comparison, schemes: Schemes, a: Operation, b: Operation, add: (change: Change, at: At) => void): void => {
  const [x, y] = [securityOf(c.old, a.part), securityOf(c.next, b.part)];
  if (!x.isOwn && !y.isOwn && hasPaths(c)) return;
  const [before, after] = [credentialsOf(x, schemes.shown.old), credentialsOf(y, schemes.shown.new)];
  if (isUnknown(c, schemes, [x, y], [before, after])) return;
  const less = after.some((shown) => !takes(before, shown));
  const more = before.some((shown) => !takes(after, shown));
  if (!less && !more) return;
  const [from, to] = [textsOf(x).join(' or '), textsOf(y).join(' or ')];
  // The same names: what is shown changed where the scheme is described, whoever shows it.
  const scheme =
    from === to
      ? schemes.changed().find((name) => [x, y].some(({ entries }) => entries.some((entry) => Object.hasOwn(entry, name))))
      : undefined;
  const at = scheme === undefined ? undefined : below('/components/securitySchemes', scheme);
  add(
    { kind: 'delivery-security', turn: turnOf(less, more), from, to, labels: labelsOf(schemes, x, y) },
    { old: at ?? placeOf(x, a), new: at ?? placeOf(y, b) },
  );
};

const placeOf = ({ isOwn, pointer }: { readonly isOwn: boolean; readonly pointer: string }, { part }: Operation): string =>
  isOwn ? pointer : part.pointer;

/** Compares where two calls go, where that is said of them alone. */
const compareAddresses = ({ addresses: x }: Operation, { addresses: y }: Operation, add: (change: Change, at: At) => void): void => {
  if (x.level === 'document' && y.level === 'document') return;
  const keysOf = (list: readonly Address[]): Set<string> =>
    new Set(list.flatMap(({ places }) => places.map(({ origin, base }) => `${origin}${base}`)));
  const [mine, theirs] = [keysOf(x.list), keysOf(y.list)];
  const lacks = (list: readonly Address[], others: ReadonlySet<string>): string[] =>
    list.flatMap(({ url, places }) => (places.some(({ origin, base }) => !others.has(`${origin}${base}`)) ? [url] : [])).sort();
  const [gone, come] = [lacks(x.list, theirs), lacks(y.list, mine)];
  if (gone.length + come.length === 0) return;
  const turn = turnOf(gone.length > 0, come.length > 0);
  add({ kind: 'delivery-address', turn, from: gone.join(', '), to: come.join(', ') }, { old: x.pointer, new: y.pointer });
};

interface At {
  readonly old: string;
  readonly new: string;
}

/** Compares on what terms two calls of the artifact are made. */
export const compareTerms = (c: Comparison, schemes: Schemes, a: Operation, b: Operation, site: Site): void => {
  const add = (change: Change, at: At): void => c.add({ ...change, ...placed(site), ...at, reached: 1 });
  compareShown(c, schemes, a, b, add);
  compareAddresses(a, b, add);
};
