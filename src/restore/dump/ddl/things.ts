import type { CatalogObject } from '../../../storage/catalog.ts';
import { holderOf, lastOf, literal, type OfKind, type Script } from '../names.ts';

// Everything that is no table, as statements. One may need another: they are run again until each has what it needs.

type Maker<Kind extends CatalogObject['kind']> = (object: OfKind<Kind>) => readonly string[];
type Makers = { readonly [Kind in CatalogObject['kind']]?: Maker<Kind> };

const withoutState = (definition: string): readonly [text: string, state: string | undefined] => {
  const found = /^([\s\S]*?) ENABLED (disabled|replica|always)$/.exec(definition);
  return found ? [found[1] ?? '', found[2]] : [definition, undefined];
};
const stateWords: Readonly<Record<string, string>> = { disabled: 'DISABLE', replica: 'ENABLE REPLICA', always: 'ENABLE ALWAYS' };

const parallel: Readonly<Record<string, string>> = { s: 'SAFE', r: 'RESTRICTED', u: 'UNSAFE' };

const view = (object: OfKind<'view'>): readonly string[] => {
  const columns = object.columns.map((column) => /^(?:"(?:[^"]|"")*"|\S+)/.exec(column)?.[0] ?? column).join(', ');
  const options = object.options ? ` WITH (${object.options.join(', ')})` : '';
  const isFilled = object.kind === 'materialized view';
  return [
    `CREATE ${isFilled ? 'MATERIALIZED ' : ''}VIEW ${object.name} (${columns})${options} AS ${object.definition}${isFilled ? ' WITH NO DATA' : ''}`,
  ];
};
const defined = ({ definition }: { readonly definition: string }): readonly string[] => [definition];

/** What there must be before there are rows. */
const before: Makers = {
  schema: ({ name }) => (name === 'public' ? ['CREATE SCHEMA IF NOT EXISTS public'] : [`CREATE SCHEMA ${name}`]),
  extension: ({ name, schema }) => [`CREATE EXTENSION IF NOT EXISTS ${name} WITH SCHEMA ${schema}`],
  collation: ({ name, definition }) => [`CREATE COLLATION ${name} (${definition})`],
  enum: ({ name, labels }) => [`CREATE TYPE ${name} AS ENUM (${labels.map(literal).join(', ')})`],
  composite: ({ name, attributes }) => [`CREATE TYPE ${name} AS (${attributes.join(', ')})`],
  range: ({ name, definition }) => [`CREATE TYPE ${name} AS RANGE (${definition})`],
  domain: ({ name, base, collation, default: given, notNull, checks }) => [
    [
      `CREATE DOMAIN ${name} AS ${base}`,
      ...(collation === undefined ? [] : [`COLLATE ${collation}`]),
      ...(given === undefined ? [] : [`DEFAULT ${given}`]),
      ...(notNull ? ['NOT NULL'] : []),
      ...checks.map((check) => `CONSTRAINT ${check}`),
    ].join(' '),
  ],
  function: defined,
  procedure: defined,
  aggregate: ({ name, definition }) => [
    `CREATE AGGREGATE ${name.replace(/\(\)$/, '(*)')} (${definition.replace(/PARALLEL = ([sru])$/, (_, how: string) => `PARALLEL = ${parallel[how] ?? 'UNSAFE'}`)})`,
  ],
  view,
  'materialized view': view,
};

/** What would act on rows that are brought in, or looks at them. */
const after: Makers = {
  statistics: defined,
  rule: ({ name, definition }) => {
    const [text, state] = withoutState(definition);
    return [text, ...(state === undefined ? [] : [`ALTER TABLE ${holderOf(name)} ${stateWords[state]} RULE ${lastOf(name)}`])];
  },
  trigger: ({ name, table, definition, enabled }) => [
    definition,
    ...(enabled === 'origin' ? [] : [`ALTER TABLE ${table} ${stateWords[enabled]} TRIGGER ${lastOf(name)}`]),
  ],
  policy: ({ name, table, definition }) => {
    const [, how = 'PERMISSIVE', rest = ''] = /^(PERMISSIVE|RESTRICTIVE) ([\s\S]*)$/.exec(definition) ?? [];
    return [`CREATE POLICY ${lastOf(name)} ON ${table} AS ${how} ${rest}`];
  },
  // Of tables that others inherit from, each is named.
  publication: ({ name, definition }) => [`CREATE PUBLICATION ${name} ${definition.replaceAll(/(^FOR |, )TABLE /g, '$1TABLE ONLY ')}`],
  'event trigger': ({ name, definition }) => {
    const [text, state] = withoutState(definition);
    return [`CREATE EVENT TRIGGER ${name} ${text}`, ...(state === undefined ? [] : [`ALTER EVENT TRIGGER ${name} ${stateWords[state]}`])];
  },
};

const made = (makers: Makers, { objects }: Script): readonly string[] =>
  objects.flatMap((object) => makers[object.kind]?.(object as never) ?? []);

export const thingsBefore = (script: Script): readonly string[] => made(before, script);
export const thingsAfter = (script: Script): readonly string[] => made(after, script);

/** Kinds that are written elsewhere. */
const elsewhere: ReadonlySet<string> = new Set(['table', 'column', 'constraint', 'index', 'sequence', 'grant', 'setting']);

/** What cannot be written as a statement from a catalog alone, by kind and name. */
export const beyondUs = ({ objects }: Script): readonly string[] =>
  objects
    .filter((object) => !(object.kind in before) && !(object.kind in after) && !elsewhere.has(object.kind))
    .map(({ kind, name }) => `${kind} ${name}`)
    .concat(
      objects.flatMap((object) =>
        object.kind === 'aggregate' && object.definition.includes('KIND = ') ? [`aggregate ${object.name}`] : [],
      ),
    );
