import { below } from '../../pointer.ts';
import { isForeign, saidBy } from './foreign.ts';
import { type Dialect, type Node, resolve } from './source.ts';
import { noName } from './travel.ts';

// The parts of a schema that are paired with those of another. What is valid is asked of the engine (compat/schema);
// here is only what belongs to what.

/** The types of JSON, with numbers told apart, so that no two overlap: `number` is integer and fraction. */
export const atoms = ['null', 'boolean', 'integer', 'fraction', 'string', 'array', 'object'] as const;
export type Atom = (typeof atoms)[number];

/** The keywords of one schema, whatever its dialect, in the words of 2020-12. */
export interface Keywords {
  /** The schema `false`. */
  readonly never: boolean;
  readonly ref?: Node;
  readonly types?: ReadonlySet<Atom>;
  readonly maxItems: number;
  readonly prefixItems: readonly Node[];
  readonly items?: Node;
  readonly properties: ReadonlyMap<string, Node>;
  readonly patternProperties: ReadonlyMap<string, Node>;
  readonly additionalProperties?: Node;
  readonly required: readonly string[];
  readonly allOf: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  /** What may mean something and is of no dialect, or leads where the pairing does not follow, by keyword, as it stands. */
  readonly others: ReadonlyMap<string, unknown>;
}

/** Keywords that say nothing about which documents are valid. */
export const annotations: ReadonlySet<string> = new Set(
  `title description $comment default example examples deprecated readOnly writeOnly externalDocs xml $schema $defs definitions $vocabulary
  $anchor $dynamicAnchor $recursiveAnchor contentEncoding contentMediaType contentSchema components summary`.split(/\s+/),
);
/** Keywords that the engine understands and that have no parts to pair. */
const asked: ReadonlySet<string> = new Set(
  `enum const minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern format minItems maxItems uniqueItems
  minProperties maxProperties propertyNames contains minContains maxContains dependencies dependentRequired dependentSchemas
  unevaluatedItems unevaluatedProperties not if then else type required`.split(/\s+/),
);

/** Who sends a member is told by true or false: a text (`yes`) or a number is read as neither, whatever was meant. */
export const isNoFlag = (keyword: string, value: unknown): boolean =>
  (keyword === 'readOnly' || keyword === 'writeOnly') && (typeof value === 'string' || typeof value === 'number');

/** Names of schemas, where their dialect has them. */
const names: ReadonlySet<string> = new Set(['$id', 'id']);

const atomsOf = (type: unknown): readonly Atom[] =>
  type === 'number' ? ['integer', 'fraction'] : atoms.includes(type as Atom) && type !== 'fraction' ? [type as Atom] : [];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isSchema = (value: unknown): boolean => typeof value === 'boolean' || isRecord(value);

/** Dialects in which `$ref` makes everything beside it void. */
const refStandsAlone: ReadonlySet<Dialect> = new Set(['draft-04', 'draft-06', 'draft-07', 'openapi-3.0']);
const hasPrefixItems: ReadonlySet<Dialect> = new Set(['2020-12', 'openapi-3.1']);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Building = Mutable<Omit<Keywords, 'others'>> & { others: Map<string, unknown> };

const known = new WeakMap<Node, Keywords>();

/** Reads one schema. What is malformed has no parts; the engine says so when it is asked. */
export const keywordsOf = (node: Node): Keywords => {
  let found = known.get(node);
  if (!found) known.set(node, (found = read(node)));
  return found;
};

const read = (node: Node): Keywords => {
  const { source, value, pointer } = node;
  const { dialect } = source;
  const out: Building = {
    never: value === false,
    maxItems: Infinity,
    prefixItems: [],
    properties: new Map(),
    patternProperties: new Map(),
    required: [],
    allOf: [],
    others: new Map(),
  };
  if (!isRecord(value)) return out;
  const schemaAt = (child: unknown, ...path: readonly (string | number)[]): Node => source.node(below(pointer, ...path), child);
  const schemas = (keyword: string, list: readonly unknown[]): Node[] => list.map((child, i) => schemaAt(child, keyword, i));

  const refOnly = typeof value['$ref'] === 'string' && refStandsAlone.has(dialect);
  const entries = refOnly ? ([['$ref', value['$ref']]] as const) : Object.entries(value);
  for (const [keyword, v] of entries) {
    if (isNoFlag(keyword, v)) out.others.set(keyword, v);
    if (annotations.has(keyword) || keyword.startsWith('x-')) continue;
    if (isForeign(dialect, keyword)) {
      const said = saidBy(value, keyword);
      if (said !== undefined) out.others.set(keyword, said);
      // Who names nothing but what stays at home goes on naming members.
      if (keyword === 'patternProperties' && isRecord(v) && Object.hasOwn(v, noName))
        out.patternProperties = new Map([[noName, schemaAt(v[noName], keyword, noName)]]);
    } else if (keyword === '$ref') {
      const target = typeof v === 'string' ? resolve(node, v) : undefined;
      if (target) out.ref = target;
      else out.others.set(keyword, v);
    } else if (keyword === 'type') {
      const types = [v].flat();
      const nullable = dialect === 'openapi-3.0' && value['nullable'] === true;
      out.types = new Set([...types.flatMap(atomsOf), ...(nullable ? (['null'] as const) : [])]);
    } else if (keyword === 'nullable') {
      // Beside no type it has no effect by the letter of OpenAPI 3.0.3 and is meant all the same: not understood.
      if (v !== false && !Object.hasOwn(value, 'type')) out.others.set(keyword, v);
    } else if (keyword === 'maxItems') out.maxItems = typeof v === 'number' ? v : Infinity;
    else if (keyword === 'prefixItems') {
      if (hasPrefixItems.has(dialect) && Array.isArray(v)) out.prefixItems = schemas(keyword, v);
    } else if (keyword === 'items') {
      if (Array.isArray(v) && !hasPrefixItems.has(dialect)) out.prefixItems = schemas(keyword, v);
      else if (isSchema(v)) out.items = schemaAt(v, keyword);
    } else if (keyword === 'additionalItems') {
      if (!hasPrefixItems.has(dialect) && Array.isArray(value['items']) && isSchema(v)) out.items = schemaAt(v, keyword);
    } else if (keyword === 'properties' || keyword === 'patternProperties') {
      if (isRecord(v)) out[keyword] = new Map(Object.entries(v).map(([name, child]) => [name, schemaAt(child, keyword, name)]));
    } else if (keyword === 'additionalProperties') {
      if (isSchema(v)) out.additionalProperties = schemaAt(v, keyword);
    } else if (keyword === 'required') {
      if (Array.isArray(v)) out.required = v.filter((name): name is string => typeof name === 'string');
      // Of the member itself, as draft-03 had it: void by the letter, and meant by who writes it.
      else if (v === true && refStandsAlone.has(dialect)) out.others.set(keyword, v);
    } else if (keyword === 'allOf' || keyword === 'anyOf' || keyword === 'oneOf') {
      if (Array.isArray(v) && v.length > 0) out[keyword] = schemas(keyword, v);
    } else if (keyword === 'discriminator' && isRecord(v) && !Object.hasOwn(v, 'propertyName')) {
      continue; // written out as alternatives (discriminators.ts)
    } else if (!asked.has(keyword) && !names.has(keyword)) out.others.set(keyword, v);
  }
  return out;
};
