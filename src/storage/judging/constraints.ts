import type { Catalog, ConstraintObject, IndexObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { areNew, columnIn, constraintsOf, fillsItself, tableIn } from './beside.ts';
import { implies } from './checks.ts';

const enforcedChecks = (catalog: Catalog, table: string): readonly ConstraintObject[] =>
  constraintsOf(catalog, table).filter(({ type, enforced }) => type === 'check' && enforced);

/**
 * May a check that only N has refuse what N-1 writes? Not where N-1 kept to it already; nor where all that it speaks of is new, for
 * N-1 leaves that out: NULL passes every check but one against NULL, and of a default it is taken that it passes.
 */
export const refusesOldCode = (check: ConstraintObject, { old, new: next }: Change): boolean => {
  const { table, columns } = check;
  if (isKept(check, old)) return false;
  if (!areNew(old, table, columns)) return true;
  return /IS NOT NULL/.test(check.definition) && columns.some((name) => !fillsItself(columnIn(next, table, name) ?? filled));
};

const filled = { kind: 'column', name: '', table: '', column: '', type: '', notNull: false, default: '0' } as const;

/** What a partition takes by its bounds, told of the one column that decides it. */
const boundsOf = (table: string, catalog: Catalog): readonly string[] => {
  const { parent = '', bound = '' } = tableIn(catalog, table)?.partitionOf ?? {};
  const column = /^(?:RANGE|LIST) \(("(?:[^"]|"")+"|[^\s(),"]+)\)$/.exec(tableIn(catalog, parent)?.partitionedBy ?? '')?.[1];
  if (column === undefined) return [];
  const { from, to, list } = /^FOR VALUES (?:FROM \((?<from>[^]*)\) TO \((?<to>[^]*)\)|IN \((?<list>[^]*)\))$/.exec(bound)?.groups ?? {};
  return [
    `${column} IS NOT NULL`,
    ...(from === undefined || from === 'MINVALUE' ? [] : [`${column} >= ${from}`]),
    ...(to === undefined || to === 'MAXVALUE' ? [] : [`${column} < ${to}`]),
    ...(list === undefined ? [] : [`${column} = ANY (ARRAY[${list}])`]),
  ];
};

/** Is what a check demands demanded in this catalog by others, by NOT NULL or by the bounds of a partition? */
export const isKept = (check: ConstraintObject, next: Catalog): boolean => {
  const { table, columns } = check;
  const given = columns.flatMap((name) => (columnIn(next, table, name)?.notNull ? [`CHECK (${name} IS NOT NULL)`] : []));
  const bounds = boundsOf(table, next).map((one) => `(${one})`);
  const all = bounds.length === 0 ? [] : [`CHECK (${bounds.join(' AND ')})`];
  return [...given, ...all, ...enforcedChecks(next, table).map(({ definition }) => definition)].some((one) =>
    implies(one, check.definition),
  );
};

/** What became of what a check lets through; undefined: nothing. */
export const checkTurn = (was: ConstraintObject, is: ConstraintObject): 'tightened' | 'loosened' | 'changed' | undefined => {
  const [isLooser, isTighter] = [implies(was.definition, is.definition), implies(is.definition, was.definition)];
  return isLooser ? (isTighter ? undefined : 'loosened') : isTighter ? 'tightened' : 'changed';
};

/** The primary key that the same table has in this catalog. */
export const replacedKey = ({ table }: ConstraintObject, catalog: Catalog): ConstraintObject | undefined =>
  constraintsOf(catalog, table).find(({ type }) => type === 'primary key');

/** Is a primary key of N kept by whoever keeps N-1's: it has all columns of that, and others that were never NULL? */
export const isWider = ({ was, is, old }: Change): boolean => {
  const key = is?.kind === 'constraint' ? is : undefined;
  const before = was?.kind === 'constraint' ? was : key && replacedKey(key, old);
  return (
    key !== undefined &&
    before !== undefined &&
    before.columns.every((name) => key.columns.includes(name)) &&
    key.columns.every((name) => columnIn(old, key.table, name)?.notNull === true)
  );
};

/** The foreign key of this catalog that lets the same columns refer to the same ones. */
export const sameReference = ({ table, columns, references }: ConstraintObject, catalog: Catalog): ConstraintObject | undefined =>
  constraintsOf(catalog, table).find(
    (other) =>
      other.type === 'foreign key' &&
      other.enforced &&
      other.columns.join() === columns.join() &&
      other.references?.table === references?.table &&
      other.references?.columns.join() === references?.columns.join(),
  );

/** Does deleting a row change rows that refer to it? */
export const actsOnDelete = ({ definition }: ConstraintObject): boolean => /ON DELETE (?:CASCADE|SET)/.test(definition);

/** Does whoever looks things up by the one index find them by the other as well? */
export const servesFor = (other: IndexObject, one: IndexObject): boolean =>
  other.valid &&
  other.method === one.method &&
  (other.predicate === undefined || other.predicate === one.predicate) &&
  one.keys.every((key, i) => other.keys[i] === key);
