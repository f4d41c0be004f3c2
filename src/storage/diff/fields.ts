import { isDeepStrictEqual } from 'node:util';
import type { CatalogObject } from '../catalog.ts';
import type { FieldChange } from '../change.ts';
import { mapTexts, type Texts } from './texts.ts';

/** They say which object it is, not what it is. */
const identity: ReadonlySet<string> = new Set(['kind', 'name', 'column']);

type Fields = Readonly<Record<string, unknown>>;

const change = (field: string, was: unknown, is: unknown): FieldChange => ({
  field,
  ...(was === undefined ? {} : { was }),
  ...(is === undefined ? {} : { is }),
});

/** A column that came or went is a change of its own; here, whether those that stayed stand in another order. */
const sameOrder = (was: readonly string[], is: readonly string[]): boolean =>
  isDeepStrictEqual(
    was.filter((name) => is.includes(name)),
    is.filter((name) => was.includes(name)),
  );

/** Labels cannot be taken out of an enum: where as many are there and some have another text, these were renamed. */
const labels = (was: readonly string[], is: readonly string[]): FieldChange[] => {
  const differing = was.flatMap((label, index) => (label === is[index] ? [] : [[label, is[index] ?? ''] as const]));
  const renamed = was.length === is.length && differing.every(([from, to]) => !is.includes(from) && !was.includes(to));
  return renamed ? differing.map(([from, to]) => change('label', from, to)) : [change('labels', was, is)];
};

const aliased = /("(?:[^"]|"")+"|[\w$]+) AS ("(?:[^"]|"")+"|[\w$]+)/g;

/** Where a column has a new name, the server itself makes `years AS age` of the `age` in a view, which stays what it was. */
const withoutAliases = (text: unknown, texts: Texts): unknown =>
  typeof text === 'string' ? text.replaceAll(aliased, (all, name: string, alias: string) => (texts(alias) === name ? name : all)) : text;

/**
 * What differs between an object of N-1 and the same one of N.
 * @param texts names of N-1 as N has them: what says the same by them is no difference
 */
export const fieldChanges = (was: CatalogObject, is: CatalogObject, texts: Texts): FieldChange[] => {
  const [old, next]: readonly [Fields, Fields] = [{ ...was }, { ...is }];
  const names = [...new Set([...Object.keys(old), ...Object.keys(next)])].filter((name) => !identity.has(name));
  return names.flatMap((name) => {
    const [before, after] = [old[name], next[name]];
    if (isDeepStrictEqual(before, after) || isDeepStrictEqual(mapTexts(before, texts), after)) return [];
    if (is.kind.endsWith('view') && isDeepStrictEqual(mapTexts(before, texts), withoutAliases(after, texts))) return [];
    if (was.kind === 'enum' && is.kind === 'enum' && name === 'labels') return labels(was.labels, is.labels);
    if ('persistence' in was && 'persistence' in is && name === 'columns' && sameOrder(was.columns, is.columns)) return [];
    return [change(name, before, after)];
  });
};
