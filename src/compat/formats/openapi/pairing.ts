import type { Document } from '../../document.ts';
import type { Addresses } from './addresses.ts';
import { type Operation, operationsOf } from './operations.ts';
import { shapeOfPath } from './templates.ts';

/** The operations of two documents, matched: what stands on both sides, on one, and what stands elsewhere now. */
export interface Pairing {
  readonly pairs: readonly (readonly [Operation, Operation])[];
  readonly removed: readonly Operation[];
  readonly added: readonly Operation[];
  readonly moved: readonly (readonly [Operation, Operation])[];
  /** Keys that several operations of one document have, so that nobody knows which of them serves. */
  readonly ambiguous: ReadonlySet<string>;
}

export const sameBase = (a: Addresses, b: Addresses): boolean =>
  a.list.some((one) => b.list.some(({ bases }) => bases.some((base) => one.bases.includes(base))));

/** What is called: the method, the path of each server, the path of the operation. */
export const calls = ({ method, path, addresses }: Operation): string[] => [
  ...new Set(addresses.list.flatMap(({ bases }) => bases.map((base) => `${method} ${shapeOfPath(`${base}${path}`)}`))),
];

/** The operations on each side that are not matched yet; matching takes them out. */
const leftOf = (old: readonly Operation[], next: readonly Operation[]) => {
  const [mine, theirs] = [new Set(old), new Set(next)];
  const match = (
    into: (readonly [Operation, Operation])[],
    keysOf: (operation: Operation) => readonly string[],
    holds: (a: Operation, b: Operation) => boolean = () => true,
  ): void => {
    if (mine.size === 0 || theirs.size === 0) return;
    const byKey = new Map<string, Operation[]>();
    for (const b of theirs) for (const key of keysOf(b)) byKey.set(key, [...(byKey.get(key) ?? []), b]);
    for (const a of mine) {
      const b = keysOf(a)
        .flatMap((key) => byKey.get(key) ?? [])
        .find((other) => theirs.has(other) && holds(a, other));
      if (!b) continue;
      mine.delete(a);
      theirs.delete(b);
      into.push([a, b]);
    }
  };
  return { mine, theirs, match };
};

const idOf = ({ part }: Operation): string[] => {
  const id = part.value['operationId'];
  return typeof id === 'string' ? [id] : [];
};

const bare = (path: string): string => shapeOfPath(path).toLowerCase().replace(/\/+$/, '');

/** `/v2/orders`, `/api/orders` for `/orders`: its segments from each on, so that a prefix does not hide it. */
export const versionless = (path: string): string => bare(path).replace(/^(\/api)?\/v\d+(\.\d+)*(?=\/)/, '');

const doubled = (operations: readonly Operation[]): string[] => {
  const seen = new Set<string>();
  return operations.flatMap(({ key }) => (seen.size === seen.add(key).size ? [key] : []));
};

/**
 * Matches the operations of two documents by method and path, names of parameters aside: first with what their servers put before it,
 * for a prefix that moved from one to the other changes no call. What is left and bears the same name, or differs in a slash at the
 * end, in upper case or in the version before it, was moved.
 */
const pairOperations = (old: readonly Operation[], next: readonly Operation[]): Pairing => {
  const left = leftOf(old, next);
  const pairs: (readonly [Operation, Operation])[] = [];
  const moved: (readonly [Operation, Operation])[] = [];
  left.match(
    pairs,
    ({ method, path }) => [`${method} ${path}`],
    (a, b) => sameBase(a.addresses, b.addresses),
  );
  left.match(
    pairs,
    ({ key }) => [key],
    (a, b) => sameBase(a.addresses, b.addresses),
  );
  left.match(pairs, calls);
  left.match(pairs, ({ method, path }) => [`${method} ${path}`]);
  left.match(pairs, ({ key }) => [key]);
  left.match(moved, ({ method, path }) => [`${method} ${bare(path)}`]);
  left.match(moved, ({ method, path }) => [`${method} ${versionless(path)}`]);
  left.match(moved, idOf, (a, b) => a.method === b.method);
  return {
    pairs,
    removed: [...left.mine],
    added: [...left.theirs],
    moved,
    ambiguous: new Set([...doubled(old), ...doubled(next)]),
  };
};

const known = new WeakMap<Document, { readonly old: Document; readonly pairing: Pairing }>();

/** The operations of two documents, matched once for whoever asks. */
export const pairingOf = (old: Document, next: Document): Pairing => {
  const before = known.get(next);
  if (before?.old === old) return before.pairing;
  const pairing = pairOperations(operationsOf(old), operationsOf(next));
  known.set(next, { old, pairing });
  return pairing;
};
