import type { Catalog, ConstraintObject, IndexObject } from '../catalog.ts';
import { columnIn, constraintsOf, indexesOf } from './beside.ts';

/** What makes rows of a table unique: its keys, as columns or expressions, whoever says so. */
export interface Uniqueness {
  readonly table: string;
  readonly keys: readonly string[];
  readonly predicate: string | undefined;
  readonly isNullOnce: boolean;
  /** Can `on conflict` name it? */
  readonly isArbiter: boolean;
}

const ofConstraint = ({ table, columns, definition, deferrable }: ConstraintObject): Uniqueness => ({
  table,
  keys: columns,
  predicate: undefined,
  isNullOnce: /NULLS NOT DISTINCT/.test(definition),
  isArbiter: deferrable === undefined,
});

/** Without what is said of its operators and its order. */
const keyOf = (key: string): string => key.replace(/(?: COLLATE \S+| (?:ASC|DESC)| NULLS (?:FIRST|LAST)| \w+_ops)+$/, '');

const ofIndex = ({ table, keys, predicate, nullsNotDistinct, valid }: IndexObject): Uniqueness => ({
  table,
  keys: keys.map(keyOf),
  predicate,
  isNullOnce: nullsNotDistinct === true,
  isArbiter: valid,
});

/** Of an object, where it is one that makes unique. */
export const uniquenessOf = (object: ConstraintObject | IndexObject): Uniqueness | undefined =>
  object.kind === 'constraint'
    ? object.type === 'unique' || object.type === 'primary key'
      ? ofConstraint(object)
      : undefined
    : object.unique && object.constraint === undefined
      ? ofIndex(object)
      : undefined;

const allIn = (catalog: Catalog, table: string): readonly Uniqueness[] =>
  [...constraintsOf(catalog, table), ...indexesOf(catalog, table)].flatMap((object) => uniquenessOf(object) ?? []);

const isSame = (a: readonly string[], b: readonly string[]): boolean => new Set(a).symmetricDifference(new Set(b)).size === 0;

const areNeverNull = ({ table, keys }: Uniqueness, catalog: Catalog): boolean =>
  keys.every((key) => columnIn(catalog, table, key)?.notNull === true);

/** Are there no two rows in this catalog that an exclusion could be about, because what it compares by `=` is there once? */
export const isNeverMet = ({ table, definition }: ConstraintObject, catalog: Catalog): boolean => {
  const listed = /^EXCLUDE USING \w+ \(((?:[^()']|\([^()']*\))*)\)/.exec(definition)?.[1] ?? '';
  const equal = new Set(listed.split(', ').flatMap((one) => (one.endsWith(' WITH =') ? [keyOf(one.slice(0, -' WITH ='.length))] : [])));
  return allIn(catalog, table).some(
    (other) => other.keys.length > 0 && other.predicate === undefined && other.isArbiter && new Set(other.keys).isSubsetOf(equal),
  );
};

/** Is what it demands demanded in this catalog already, by the same keys or fewer? */
export const isImplied = ({ table, keys, predicate, isNullOnce }: Uniqueness, catalog: Catalog): boolean =>
  allIn(catalog, table).some(
    (other) =>
      new Set(other.keys).isSubsetOf(new Set(keys)) &&
      (other.predicate === undefined || other.predicate === predicate) &&
      (other.isNullOnce || !isNullOnce || areNeverNull(other, catalog)),
  );

/** Is there one in this catalog by the same keys, that lets through no more and that `on conflict` finds as well? */
export const hasTwin = (one: Uniqueness, catalog: Catalog): boolean =>
  allIn(catalog, one.table).some(
    (other) =>
      isSame(other.keys, one.keys) &&
      other.predicate === one.predicate &&
      (other.isNullOnce || !one.isNullOnce) &&
      (other.isArbiter || !one.isArbiter),
  );

const everNew = /^(?:nextval|gen_random_uuid|uuid_generate_v\d\w*|uuidv\d)\(/;

/** Does N-1, which leaves out what it does not know, write a value of its own every time? NULL is one where NULLs are told apart. */
export const isKeptByOldCode = ({ table, keys, isNullOnce }: Uniqueness, old: Catalog, next: Catalog): boolean =>
  keys.some((key) => {
    const column = columnIn(next, table, key);
    if (!column || columnIn(old, table, key)) return false;
    if (column.identity) return true;
    return column.default === undefined ? !column.generated && !isNullOnce : everNew.test(column.default);
  });
