import { Type } from 'typebox';
import { object, oneOf, optional } from '../../workspace/definition/values.ts';

// A snapshot as data: its JSON Schema, the check of a file and the order in which members are written come from here.

const text = (description: string) => Type.String({ description });
const yes = (description: string) => Type.Boolean({ description });
const texts = (description: string) => Type.Array(Type.String(), { description });
const mapOf = <T extends Parameters<typeof Type.Record>[1]>(value: T, description: string) =>
  Type.Record(Type.String(), value, { description });

/** Of several lines: one text a line. */
const definition = Type.Union([Type.String(), Type.Array(Type.String())], {
  description: 'In SQL, as the server writes it; of several lines as a list of them.',
});
const described = {
  owner: optional(text('A role; absent: the owner of the database.')),
  comment: optional(text('Its comment.')),
};
const comment = { comment: described.comment };
const options = optional(texts('Storage parameters, such as fillfactor=70.'));

const column = object({
  type: text('With its modifiers: numeric(10,2).'),
  collation: optional(text('Absent: the type’s own.')),
  notNull: yes('It takes no NULL.'),
  default: optional(text('An expression.')),
  identity: optional(oneOf(['always', 'by default'], 'It counts by itself.')),
  generated: optional(object({ as: text('An expression.'), stored: yes('Or computed when it is read.') })),
  ...comment,
});
const constraint = object({
  type: oneOf(['primary key', 'unique', 'foreign key', 'check', 'exclude', 'not null'], 'Its kind.'),
  columns: texts('The columns that it speaks of.'),
  definition,
  validated: yes('false: NOT VALID.'),
  enforced: yes('false: NOT ENFORCED.'),
  deferrable: optional(oneOf(['immediate', 'deferred'], 'When it is looked at by itself.')),
  references: optional(object({ table: text('The other table.'), columns: texts('Its columns.') })),
  ...comment,
});
const index = object({
  unique: yes('Each key once.'),
  valid: yes('false: it is not used; building it failed.'),
  method: text('btree, gin, …'),
  keys: texts('Columns and expressions, with operator class, collation and order where these are not the usual ones.'),
  include: optional(texts('Columns that it carries along.')),
  predicate: optional(text('Of a partial one.')),
  constraint: optional(text('The constraint that it serves.')),
  clustered: optional(Type.Literal(true, { description: 'CLUSTER without a name goes by it.' })),
  nullsNotDistinct: optional(Type.Literal(true, { description: 'Only one NULL.' })),
  options,
  ...comment,
});
const trigger = object({
  definition,
  enabled: oneOf(['origin', 'disabled', 'replica', 'always'], 'When it fires.'),
  ...comment,
});
const policy = object({ definition, ...comment });

/** What a table or view has, by name. */
const parts = {
  columns: mapOf(column, 'In their order.'),
  constraints: mapOf(constraint, 'By name.'),
  indexes: mapOf(index, 'By name.'),
  triggers: mapOf(trigger, 'By name.'),
  policies: mapOf(policy, 'By name.'),
};
const { columns: _columns, ...partsOfView } = parts;

const table = object({
  persistence: oneOf(['permanent', 'unlogged'], 'Does it survive a crash?'),
  partitionedBy: optional(text('RANGE (at)')),
  partitionOf: optional(object({ parent: text('The table that it is a part of.'), bound: text('Which part.') })),
  inherits: optional(texts('Its parents.')),
  options,
  rowSecurity: optional(oneOf(['on', 'forced'], 'Are policies asked?')),
  forcedWhileOff: optional(Type.Literal(true, { description: 'Row security is off; once it is on, policies hold for the owner, too.' })),
  replicaIdentity: optional(text('Absent: its primary key.')),
  ...described,
  order: optional(texts('All columns in their order, where `columns` lists not all of them: those of a partition that are its parent’s.')),
  ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, optional(part)])),
});
const view = object({
  definition,
  columns: texts('Names and types, in their order.'),
  columnComments: optional(mapOf(Type.String(), 'Comments, by column.')),
  populated: optional(Type.Literal(false, { description: 'Of a materialised one: it was made, and never filled.' })),
  options,
  ...described,
  ...Object.fromEntries(Object.entries(partsOfView).map(([name, part]) => [name, optional(part)])),
});
const sequence = object({
  type: text('bigint, integer, smallint.'),
  start: text('The first number.'),
  min: text('The least.'),
  max: text('The greatest.'),
  increment: text('Step.'),
  cycle: yes('After the last comes the first again.'),
  cache: optional(text('Numbers that a session takes at a time; absent: 1.')),
  ownedBy: optional(text('The column that it goes with.')),
  ...described,
});
const domain = object({
  base: text('The type below.'),
  notNull: yes('It takes no NULL.'),
  default: optional(text('An expression.')),
  collation: optional(text('Absent: the type’s own.')),
  checks: texts('Name and condition.'),
  checkComments: optional(mapOf(Type.String(), 'Comments, by check.')),
  ...described,
});
const routine = object({ definition, returns: optional(text('Type of its result.')), ...described });
const other = object({ definition, ...described });

/** Sections of the document, by the kind of object that they hold, in their order. */
export const sections = {
  schemas: { kind: 'schema', of: object({ ...described }) },
  extensions: { kind: 'extension', of: object({ version: text('Its version.'), schema: text('Where it is.'), ...described }) },
  enums: { kind: 'enum', of: object({ labels: texts('In their order.'), ...described }) },
  domains: { kind: 'domain', of: domain },
  composites: {
    kind: 'composite',
    of: object({
      attributes: texts('Names and types, in their order.'),
      attributeComments: optional(mapOf(Type.String(), 'Comments, by attribute.')),
      ...described,
    }),
  },
  ranges: { kind: 'range', of: object({ subtype: text('The type of its bounds.'), definition, ...described }) },
  types: { kind: 'type', of: other },
  collations: { kind: 'collation', of: other },
  conversions: { kind: 'conversion', of: other },
  sequences: { kind: 'sequence', of: sequence },
  tables: { kind: 'table', of: table },
  'foreign tables': { kind: 'foreign table', of: table },
  views: { kind: 'view', of: view },
  'materialized views': { kind: 'materialized view', of: view },
  functions: { kind: 'function', of: routine },
  procedures: { kind: 'procedure', of: routine },
  aggregates: { kind: 'aggregate', of: routine },
  rules: { kind: 'rule', of: other },
  statistics: { kind: 'statistics', of: other },
  publications: { kind: 'publication', of: other },
  'event triggers': { kind: 'event trigger', of: other },
  casts: { kind: 'cast', of: other },
  operators: { kind: 'operator', of: other },
  'foreign servers': { kind: 'foreign server', of: other },
  settings: { kind: 'setting', of: object({ value: text('Of an application’s own, which has a dot in its name, a hash.'), ...described }) },
} as const;

/** Parts of a table, by their kind. */
export const partSections = {
  columns: { kind: 'column', of: column },
  constraints: { kind: 'constraint', of: constraint },
  indexes: { kind: 'index', of: index },
  triggers: { kind: 'trigger', of: trigger },
  policies: { kind: 'policy', of: policy },
} as const;

export const snapshotFormat = 'rollback-drill/snapshot';
export const snapshotVersion = 1;

export const snapshotShape = object(
  {
    format: Type.Literal(snapshotFormat, { description: 'What this file is.' }),
    version: Type.Literal(snapshotVersion, { description: 'Version of its form.' }),
    engine: text('The engine: postgres.'),
    server: text('Version of the server that it was read from.'),
    ...Object.fromEntries(Object.entries(sections).map(([name, { kind, of }]) => [name, optional(mapOf(of, `Each ${kind}, by name.`))])),
    grants: optional(
      mapOf(
        mapOf(texts('Privileges; none: what it has by itself was taken from it.'), 'By role, PUBLIC, or OWNER.'),
        'What roles may do, by kind and name of the object.',
      ),
    ),
  },
  { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'rollback-drill/snapshot' },
);
