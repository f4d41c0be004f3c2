import { below } from '../pointer.ts';
import { type Dialect, type Node, resolve } from './source.ts';
import { Exact } from './value.ts';

/** The types of JSON, with numbers told apart, so that no two overlap: `number` is integer and fraction. */
export const atoms = ['null', 'boolean', 'integer', 'fraction', 'string', 'array', 'object'] as const;
export type Atom = (typeof atoms)[number];

/** The keywords of one schema, whatever its dialect, in the words of 2020-12. */
export interface Keywords {
  /** The schema `false`. */
  readonly never: boolean;
  readonly ref?: Node;
  readonly types?: ReadonlySet<Atom>;
  /** enum and const; each is a list of which the value must be one. */
  readonly values: readonly (readonly unknown[])[];
  readonly numbers: Readonly<Partial<Record<NumberKeyword, number>>>;
  readonly pattern?: string;
  readonly format?: string;
  readonly uniqueItems: boolean;
  readonly prefixItems: readonly Node[];
  readonly items?: Node;
  readonly properties: ReadonlyMap<string, Node>;
  readonly patternProperties: ReadonlyMap<string, Node>;
  readonly additionalProperties?: Node;
  readonly required: readonly string[];
  readonly allOf: readonly Node[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly not?: Node;
  readonly if?: Node;
  readonly then?: Node;
  readonly else?: Node;
  /** Understood when documents are tried, but not when containment is derived. */
  readonly contains?: Node;
  readonly propertyNames?: Node;
  /** Everything else that may mean something, by keyword, as it stands. */
  readonly others: ReadonlyMap<string, unknown>;
}

const numberKeywords = [
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const;
type NumberKeyword = (typeof numberKeywords)[number];

/** Keywords that say nothing about which documents are valid. */
export const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  '$comment',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'externalDocs',
  'xml',
  '$schema',
  '$defs',
  'definitions',
  '$vocabulary',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'components',
  'summary',
]);

const atomsOf = (type: unknown): readonly Atom[] =>
  type === 'number' ? ['integer', 'fraction'] : atoms.includes(type as Atom) && type !== 'fraction' ? [type as Atom] : [];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isSchema = (value: unknown): boolean => typeof value === 'boolean' || isRecord(value);

/** Dialects in which `$ref` makes everything beside it void. */
const refStandsAlone: ReadonlySet<Dialect> = new Set(['draft-04', 'draft-06', 'draft-07', 'openapi-3.0']);
const hasPrefixItems: ReadonlySet<Dialect> = new Set(['2020-12', 'openapi-3.1']);
const hasBooleanBounds: ReadonlySet<Dialect> = new Set(['draft-04', 'openapi-3.0']);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Building = Mutable<Omit<Keywords, 'numbers' | 'others' | 'values'>> & {
  numbers: Partial<Record<NumberKeyword, number>>;
  others: Map<string, unknown>;
  values: (readonly unknown[])[];
};

const empty = (never: boolean): Building => ({
  never,
  values: [],
  numbers: {},
  uniqueItems: false,
  prefixItems: [],
  properties: new Map(),
  patternProperties: new Map(),
  required: [],
  allOf: [],
  others: new Map(),
});

const known = new WeakMap<Node, Keywords>();

/** Reads one schema. What is malformed (a type that is no type) is kept under `others`, so that it is never taken for understood. */
export const keywordsOf = (node: Node): Keywords => {
  let found = known.get(node);
  if (!found) known.set(node, (found = read(node)));
  return found;
};

/** A number that no double holds: not understood here. */
const holdsExact = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && (value instanceof Exact || Object.values(value).some(holdsExact));

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
};

/** Is a member not sent at all, seen from this side? Its schema says so, at most two references away. */
const travels = (node: Node): boolean => {
  const { view, dialect } = node.source;
  if (view === 'document' || !dialect.startsWith('openapi')) return true;
  const keyword = view === 'request' ? 'readOnly' : 'writeOnly';
  let at: Node | undefined = node;
  for (let steps = 0; at && steps < 8; steps++) {
    if (!isRecord(at.value)) return true;
    if (at.value[keyword] === true) return false;
    at = typeof at.value['$ref'] === 'string' ? resolve(at, at.value['$ref']) : undefined;
  }
  return true;
};

const read = (node: Node): Keywords => {
  const { source, value, pointer } = node;
  const { dialect } = source;
  if (value === false) return empty(true);
  const out = empty(false);
  if (!isRecord(value)) {
    if (value !== true) out.others.set('schema', value);
    return out;
  }
  const schemaAt = (child: unknown, ...path: readonly (string | number)[]): Node => source.node(below(pointer, ...path), child);
  const schemas = (keyword: string, list: readonly unknown[]): Node[] => list.map((child, i) => schemaAt(child, keyword, i));
  const named = (keyword: string, members: Record<string, unknown>): Map<string, Node> =>
    new Map(Object.entries(members).map(([name, child]) => [name, schemaAt(child, keyword, name)]));

  const refOnly = typeof value['$ref'] === 'string' && refStandsAlone.has(dialect);
  const entries = refOnly ? ([['$ref', value['$ref']]] as const) : Object.entries(value);
  const has = (keyword: string): boolean => !refOnly && Object.hasOwn(value, keyword);

  for (const [keyword, v] of entries) {
    if (annotations.has(keyword) || keyword.startsWith('x-')) continue;
    switch (keyword) {
      case '$ref': {
        const target = typeof v === 'string' ? resolve(node, v) : undefined;
        if (target) out.ref = target;
        else out.others.set(keyword, v);
        continue;
      }
      case 'type': {
        const types = (Array.isArray(v) ? v : [v]) as unknown[];
        if (types.length > 0 && types.every((type) => atomsOf(type).length > 0)) {
          const nullable = dialect === 'openapi-3.0' && value['nullable'] === true;
          out.types = new Set([...types.flatMap(atomsOf), ...(nullable ? (['null'] as const) : [])]);
          continue;
        }
        break;
      }
      case 'nullable':
        // Beside no type it has no effect by the letter of OpenAPI 3.0.3 and is meant all the same: not understood.
        if (dialect !== 'openapi-3.0' || v === false || (v === true && has('type'))) continue;
        break;
      case 'enum':
        if (Array.isArray(v) && !holdsExact(v)) {
          out.values.push(v);
          continue;
        }
        break;
      case 'const':
        if (dialect === 'draft-04' || dialect === 'openapi-3.0' || holdsExact(v)) break;
        out.values.push([v]);
        continue;
      case 'exclusiveMinimum':
      case 'exclusiveMaximum':
        if (typeof v === 'boolean' && hasBooleanBounds.has(dialect)) {
          const bound = value[keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum'];
          if (v && typeof bound === 'number') out.numbers[keyword] = bound;
          continue;
        }
        if (typeof v !== 'number') break;
        out.numbers[keyword] = v;
        continue;
      case 'pattern':
        if (typeof v !== 'string' || !isPattern(v)) break;
        out.pattern = v;
        continue;
      case 'format':
        if (typeof v !== 'string') break;
        out.format = v;
        continue;
      case 'uniqueItems':
        if (typeof v !== 'boolean') break;
        out.uniqueItems = v;
        continue;
      case 'prefixItems':
        if (!hasPrefixItems.has(dialect) || !Array.isArray(v)) break;
        out.prefixItems = schemas(keyword, v);
        continue;
      case 'items':
        if (Array.isArray(v) && !hasPrefixItems.has(dialect)) out.prefixItems = schemas(keyword, v);
        else if (isSchema(v)) out.items = schemaAt(v, keyword);
        else break;
        continue;
      case 'additionalItems':
        if (hasPrefixItems.has(dialect)) continue;
        if (!Array.isArray(value['items'])) continue;
        if (!isSchema(v)) break;
        out.items = schemaAt(v, keyword);
        continue;
      case 'properties':
      case 'patternProperties': {
        if (!isRecord(v)) break;
        if (keyword === 'patternProperties' && !Object.keys(v).every(isPattern)) break;
        const members = named(keyword, v);
        out[keyword] = members;
        continue;
      }
      case 'additionalProperties':
        if (!isSchema(v)) break;
        out.additionalProperties = schemaAt(v, keyword);
        continue;
      case 'required':
        if (!Array.isArray(v)) {
          if (typeof v === 'boolean') continue; // a draft-03 leftover that says nothing in the dialects read here
          break;
        }
        out.required = v.filter((name): name is string => typeof name === 'string');
        continue;
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        if (!Array.isArray(v) || v.length === 0) break;
        out[keyword] = schemas(keyword, v);
        continue;
      case 'not':
      case 'if':
      case 'then':
      case 'else':
      case 'contains':
      case 'propertyNames':
        if (!isSchema(v)) break;
        out[keyword] = schemaAt(v, keyword);
        continue;
      default:
        if ((numberKeywords as readonly string[]).includes(keyword) && typeof v === 'number') {
          out.numbers[keyword as NumberKeyword] = v;
          continue;
        }
        if (keyword === 'id' ? dialect !== 'draft-04' || pointer === '' : keyword === '$id' && pointer === '') continue;
    }
    out.others.set(keyword, v);
  }
  if (out.contains && (has('minContains') || has('maxContains'))) {
    out.others.set('contains', value['contains']);
    delete out.contains;
  }
  return dropWhatDoesNotTravel(out);
};

const dropWhatDoesNotTravel = (out: Building): Keywords => {
  const stays = [...out.properties].filter(([, child]) => travels(child));
  if (stays.length < out.properties.size) {
    const kept = new Map(stays);
    out.required = out.required.filter((name) => kept.has(name) || !out.properties.has(name));
    out.properties = kept;
  }
  return out;
};
