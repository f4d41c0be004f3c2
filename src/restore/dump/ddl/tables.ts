import type { CatalogObject, ColumnObject, ConstraintObject, IndexObject, SequenceObject, TableObject } from '../../../storage/catalog.ts';
import { lastOf, ofKind, type Script } from '../names.ts';

// Tables and what belongs to them, as statements. Each is made by itself and hung below its parent afterwards, so that its columns have
// the order that they had.

type Objects = readonly CatalogObject[];

/** What is told of a partition's parent alone is its own, too: all but what hangs there. */
const columnOf = (
  objects: Objects,
  tables: ReadonlyMap<string, TableObject>,
  table: TableObject,
  column: string,
): ColumnObject | undefined => {
  const own = ofKind(objects, 'column').find((one) => one.table === table.name && one.column === column);
  if (own) return own;
  const parent = table.partitionOf && tables.get(table.partitionOf.parent);
  const above = parent && columnOf(objects, tables, parent, column);
  if (!above) return undefined;
  const { identity: _, ...rest } = above;
  return rest;
};

const range = ({ start, min, max, increment, cycle, cache }: SequenceObject): string =>
  `START WITH ${start} INCREMENT BY ${increment} MINVALUE ${min} MAXVALUE ${max} CACHE ${cache ?? '1'}${cycle ? ' CYCLE' : ' NO CYCLE'}`;

/** The sequence that gives the numbers of an identity column. */
const identityOf = (objects: Objects, column: ColumnObject): SequenceObject | undefined =>
  ofKind(objects, 'sequence').find(({ ownedBy }) => ownedBy === `${column.table}.${column.column}`);

const columnSql = (objects: Objects, column: ColumnObject): string => {
  const { identity, generated } = column;
  const sequence = identity && identityOf(objects, column);
  return [
    column.column,
    column.type,
    ...(column.collation === undefined ? [] : [`COLLATE ${column.collation}`]),
    ...(generated ? [`GENERATED ALWAYS AS (${generated.as})${generated.stored ? ' STORED' : ' VIRTUAL'}`] : []),
    ...(column.default === undefined ? [] : [`DEFAULT ${column.default}`]),
    ...(sequence
      ? [`GENERATED ${identity === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY (SEQUENCE NAME ${sequence.name} ${range(sequence)})`]
      : []),
    ...(column.notNull ? ['NOT NULL'] : []),
  ].join(' ');
};

const isIdentity = (objects: Objects, { ownedBy }: SequenceObject): boolean =>
  ofKind(objects, 'column').some((column) => column.identity !== undefined && `${column.table}.${column.column}` === ownedBy);

/** Before the rows: sequences, tables, and what hangs below what. */
export const tableStatements = ({ objects }: Script): readonly string[] => {
  const tables = new Map(ofKind(objects, 'table').map((table) => [table.name, table]));
  const sequences = ofKind(objects, 'sequence').filter((sequence) => !isIdentity(objects, sequence));
  return [
    ...sequences.map((sequence) => `CREATE SEQUENCE ${sequence.name} AS ${sequence.type} ${range(sequence)}`),
    ...[...tables.values()].map((table) => {
      const columns = table.columns.map((name) => {
        const column = columnOf(objects, tables, table, name);
        return column ? columnSql(objects, column) : name;
      });
      const unlogged = table.persistence === 'unlogged' ? 'UNLOGGED ' : '';
      const parts = [
        ...(table.partitionedBy === undefined ? [] : [`PARTITION BY ${table.partitionedBy}`]),
        ...(table.options === undefined ? [] : [`WITH (${table.options.join(', ')})`]),
      ];
      return [`CREATE ${unlogged}TABLE ${table.name} (${columns.join(', ')})`, ...parts].join(' ');
    }),
    ...[...tables.values()].flatMap((table) => [
      ...(table.partitionOf ? [`ALTER TABLE ${table.partitionOf.parent} ATTACH PARTITION ${table.name} ${table.partitionOf.bound}`] : []),
      ...(table.inherits ?? []).map((parent) => `ALTER TABLE ${table.name} INHERIT ${parent}`),
    ]),
    ...sequences.flatMap(({ name, ownedBy }) => (ownedBy === undefined ? [] : [`ALTER SEQUENCE ${name} OWNED BY ${ownedBy}`])),
  ];
};

const constraintSql = ({ table, name, definition, validated, enforced, deferrable }: ConstraintObject): string =>
  [
    `ALTER TABLE ${table} ADD CONSTRAINT ${lastOf(name)} ${definition}`,
    ...(deferrable === undefined ? [] : ['DEFERRABLE', ...(deferrable === 'deferred' ? ['INITIALLY DEFERRED'] : [])]),
    ...(enforced ? [] : ['NOT ENFORCED']),
    ...(validated || !enforced ? [] : ['NOT VALID']),
  ].join(' ');

const indexSql = (index: IndexObject): string =>
  [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${lastOf(index.name)} ON ${index.table} USING ${index.method} (${index.keys.join(', ')})`,
    ...(index.include ? [`INCLUDE (${index.include.join(', ')})`] : []),
    ...(index.nullsNotDistinct ? ['NULLS NOT DISTINCT'] : []),
    ...(index.options ? [`WITH (${index.options.join(', ')})`] : []),
    ...(index.predicate === undefined ? [] : [`WHERE ${index.predicate}`]),
  ].join(' ');

/** After the rows: what they are held against when it is made. Keys before what refers to them. */
export const keyStatements = ({ objects }: Script): readonly string[] => {
  const constraints = ofKind(objects, 'constraint');
  const order = ['not null', 'check', 'primary key', 'unique', 'exclude', 'foreign key'];
  const indexes = ofKind(objects, 'index');
  return [
    ...order.slice(0, -1).flatMap((type) => constraints.filter((one) => one.type === type).map(constraintSql)),
    ...indexes.flatMap((index) =>
      index.constraint === undefined
        ? [indexSql(index)]
        : index.options
          ? [`ALTER INDEX ${index.name} SET (${index.options.join(', ')})`]
          : [],
    ),
    ...indexes.flatMap((index) => (index.clustered ? [`ALTER TABLE ${index.table} CLUSTER ON ${lastOf(index.name)}`] : [])),
    ...constraints.filter(({ type }) => type === 'foreign key').map(constraintSql),
  ];
};

/** After the rows: who may see which of them, and how changes of them are told to others. */
export const tableSettings = ({ objects }: Script): readonly string[] =>
  ofKind(objects, 'table').flatMap(({ name, rowSecurity, forcedWhileOff, replicaIdentity }) => [
    ...(rowSecurity ? [`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`] : []),
    ...(rowSecurity === 'forced' || forcedWhileOff ? [`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`] : []),
    ...(replicaIdentity === undefined
      ? []
      : [
          `ALTER TABLE ${name} REPLICA IDENTITY ${replicaIdentity.startsWith('index ') ? `USING INDEX ${lastOf(replicaIdentity.slice(6))}` : replicaIdentity.toUpperCase()}`,
        ]),
  ]);
