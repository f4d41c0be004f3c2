import { isDeepStrictEqual } from 'node:util';

interface Index {
  readonly plain: ReadonlySet<unknown>;
  readonly composed: readonly unknown[];
}

const indexes = new WeakMap<readonly unknown[], Index>();
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Is a value one of a list? Lists may have thousands of values, so the plain ones are looked up. */
export const isAmong = (list: readonly unknown[], value: unknown): boolean => {
  let index = indexes.get(list);
  if (!index) indexes.set(list, (index = { plain: new Set(list.filter(isPlain)), composed: list.filter((item) => !isPlain(item)) }));
  return isPlain(value) ? index.plain.has(value) : index.composed.some((item) => isDeepStrictEqual(item, value));
};
