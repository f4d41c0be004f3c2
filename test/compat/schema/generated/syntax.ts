import { type Dialect } from '../../../../src/compat/schema/read/place.ts';
import { type Type, type Value } from '../../../../src/compat/schema/value.ts';

// How the dialects write the same.

type Keywords = Readonly<Record<string, unknown>>;
export type Schema = boolean | Keywords;

/** What not every dialect has. */
export type Feature =
  | 'contains'
  | 'counted contains'
  | 'property names'
  | 'if'
  | 'unevaluated'
  | 'dynamic references'
  | 'anchors'
  | 'patterns of names'
  | 'dependencies'
  | 'tuples'
  | 'null'
  | 'nullable';

export interface Syntax {
  readonly dialect: Dialect;
  readonly has: (feature: Feature) => boolean;
  readonly any: Schema;
  readonly never: Schema;
  readonly ref: (name: string) => Keywords;
  /** The root, with what is defined. */
  readonly root: (schema: Schema, defined: Readonly<Record<string, Schema>>) => Schema;
  readonly typed: (types: readonly Type[]) => Keywords;
  readonly one: (value: Value) => Keywords;
  readonly above: (bound: Value) => Keywords;
  readonly below: (bound: Value) => Keywords;
  readonly tuple: (prefix: readonly Schema[], rest?: Schema) => Keywords;
  readonly dependent: (name: string, needs: readonly string[]) => Keywords;
  readonly dependentSchema: (name: string, needs: Schema) => Keywords;
}

const modern: readonly Dialect[] = ['2020-12', 'openapi-3.1'];
const annotated: readonly Dialect[] = ['2019-09', ...modern];
const from6: readonly Dialect[] = ['draft-06', 'draft-07', ...annotated];
const all: readonly Dialect[] = ['draft-04', ...from6];

const known: Readonly<Record<Feature, readonly Dialect[]>> = {
  contains: from6,
  'counted contains': annotated,
  'property names': from6,
  if: ['draft-07', ...annotated],
  unevaluated: annotated,
  'dynamic references': modern,
  anchors: annotated,
  'patterns of names': all,
  dependencies: all,
  tuples: all,
  null: all,
  nullable: ['openapi-3.0'],
};

const definitionsOf = (dialect: Dialect): readonly [string, ...string[]] =>
  dialect === 'openapi-3.0' ? ['components', 'schemas'] : annotated.includes(dialect) ? ['$defs'] : ['definitions'];

export const syntaxOf = (dialect: Dialect): Syntax => {
  const hasBooleans = from6.includes(dialect);
  const hasBooleanBounds = !hasBooleans;
  const isModern = modern.includes(dialect);
  const isAnnotated = annotated.includes(dialect);
  const [folder, ...below] = definitionsOf(dialect);
  const typeOnly = (types: readonly Type[]): Keywords => ({ type: types.length === 1 ? types[0] : types });
  return {
    dialect,
    has: (feature) => known[feature].includes(dialect),
    any: hasBooleans ? true : {},
    never: hasBooleans ? false : { not: {} },
    ref: (name) => ({ $ref: `#/${[folder, ...below, name].join('/')}` }),
    root: (schema, defined) => {
      if (Object.keys(defined).length === 0) return schema;
      const definitions = { [folder]: below.reduceRight<object>((inner, name) => ({ [name]: inner }), defined) };
      return typeof schema === 'boolean' || '$ref' in schema ? { allOf: [schema], ...definitions } : { ...schema, ...definitions };
    },
    typed: (types) => (dialect === 'openapi-3.0' && types.length > 1 ? { anyOf: types.map((type) => typeOnly([type])) } : typeOnly(types)),
    one: (value) => (hasBooleans ? { const: value } : { enum: [value] }),
    above: (bound) => (hasBooleanBounds ? { minimum: bound, exclusiveMinimum: true } : { exclusiveMinimum: bound }),
    below: (bound) => (hasBooleanBounds ? { maximum: bound, exclusiveMaximum: true } : { exclusiveMaximum: bound }),
    tuple: (prefix, rest) =>
      isModern
        ? { prefixItems: prefix, ...(rest === undefined ? {} : { items: rest }) }
        : { items: prefix, ...(rest === undefined ? {} : { additionalItems: rest }) },
    dependent: (name, needs) => (isAnnotated ? { dependentRequired: { [name]: needs } } : { dependencies: { [name]: needs } }),
    dependentSchema: (name, needs) => (isAnnotated ? { dependentSchemas: { [name]: needs } } : { dependencies: { [name]: needs } }),
  };
};
