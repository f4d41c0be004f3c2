import type { Catalog, ColumnObject, SequenceObject } from '../catalog.ts';
import type { Connection, Feed, Numbering } from '../engine.ts';

/** The sequence that a default asks, and does nothing more. */
const asked = /^nextval\('((?:[^']|'')+)'(?:::regclass|::text)?\)$/;

/** Columns whose values can be held against a number. */
const isNumber = ({ type }: ColumnObject): boolean => /^(?:smallint|integer|bigint|numeric\b.*)$/.test(type);

const feedsIn = new WeakMap<Catalog, readonly Feed[]>();

/** The sequences of a schema, with the columns that they number. One that begins anew at its end repeats itself by intent, and is left out. */
export const feedsOf = (catalog: Catalog): readonly Feed[] => {
  const known = feedsIn.get(catalog);
  if (known) return known;
  const all = catalog.objects.filter((one): one is SequenceObject => one.kind === 'sequence' && !one.cycle);
  const feeds = catalog.objects.flatMap((one): Feed[] => {
    if (one.kind !== 'column' || !isNumber(one)) return [];
    const name = asked.exec(one.default ?? '')?.[1]?.replaceAll("''", "'");
    const sequence = one.identity
      ? all.find(({ ownedBy }) => ownedBy === one.name)
      : name === undefined
        ? undefined
        : all.find((each) => each.name === name || each.name === `public.${name}`);
    return sequence ? [{ sequence, table: one.table, column: one.column }] : [];
  });
  const feeding = new Set(feeds.map(({ sequence }) => sequence));
  const found = [...feeds, ...all.filter((one) => !feeding.has(one)).map((sequence) => ({ sequence }))];
  feedsIn.set(catalog, found);
  return found;
};

/** Where the sequences of a schema stand. */
export const readNumbers = async (session: Connection, catalog: Catalog): Promise<readonly Numbering[]> => {
  const feeds = feedsOf(catalog);
  return feeds.length === 0 ? [] : session.numbers(feeds);
};
