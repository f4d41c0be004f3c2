import { compare, decimalOf } from '../number/decimal.ts';
import { isKnownFormat } from '../language/formats.ts';
import { keywordsOf } from '../read/keywords.ts';
import { type Place, SchemaError } from '../read/place.ts';
import { types, type Value } from '../value.ts';
import { bitOf, blank, type Draft } from './node.ts';
import { isRecord, type Neighbours, Reading } from './reading.ts';

// The keywords of one schema object as parts of a node. What a dialect does not know is listed, and says nothing.

/** Keywords that say nothing about which documents are valid, in any dialect. */
export const annotations: ReadonlySet<string> = new Set(
  `$schema $id id $anchor $dynamicAnchor $recursiveAnchor $vocabulary $comment $defs definitions title description default example
  examples deprecated readOnly writeOnly externalDocs xml discriminator contentEncoding contentMediaType contentSchema components`.split(
    /\s+/,
  ),
);

/** Names of schemas, which not every dialect has. */
const names: ReadonlySet<string> = new Set(['$id', 'id']);

/** Reads a keyword's value; says false where the dialect does not know the keyword. */
type Reader = (r: Reading, v: unknown) => void | false;

const requires = (required: readonly string[]): Draft => ({
  ...blank(),
  object: { properties: new Map(), patterns: [], required, min: 0, max: Infinity },
});

const readers = new Map<string, Reader>(
  Object.entries<Reader>({
    type: (r, v) => {
      const wanted = (Array.isArray(v) ? v : [v]) as unknown[];
      let mask = 0;
      let fractions = false;
      for (const name of wanted) {
        if (name === 'integer') mask |= bitOf.number;
        else if ((types as readonly unknown[]).includes(name)) {
          mask |= bitOf[name as keyof typeof bitOf];
          fractions ||= name === 'number';
        } else r.malformed('type', `must be a type of JSON or a list of them, and ${JSON.stringify(name)} is none`);
      }
      if (r.dialect === 'openapi-3.0' && r.value['nullable'] === true) mask |= bitOf.null;
      r.node.types &= mask;
      if (wanted.includes('integer') && !fractions) r.numberOf().multiples = [...r.numberOf().multiples, decimalOf(1)];
    },
    nullable: (r, v) =>
      r.dialect === 'openapi-3.0' ? (typeof v === 'boolean' ? undefined : r.malformed('nullable', 'must be a boolean')) : false,
    enum: (r, v) => (Array.isArray(v) ? r.values(v as Value[]) : r.malformed('enum', 'must be a list')),
    const: (r, v) => (r.on('since-06') ? r.values([v as Value]) : false),
    multipleOf: (r, v) => {
      const step = r.number('multipleOf', v);
      if (compare(step, decimalOf(0)) <= 0) r.malformed('multipleOf', 'must be greater than 0');
      r.numberOf().multiples = [...r.numberOf().multiples, step];
    },
    minimum: (r, v) => r.bound('minimum', v, 'low', r.on('boolean-bounds') && r.value['exclusiveMinimum'] === true),
    maximum: (r, v) => r.bound('maximum', v, 'high', r.on('boolean-bounds') && r.value['exclusiveMaximum'] === true),
    exclusiveMinimum: (r, v) => {
      if (!r.on('boolean-bounds')) r.bound('exclusiveMinimum', v, 'low', true);
      else if (typeof v !== 'boolean') r.malformed('exclusiveMinimum', `must be a boolean in ${r.dialect}`);
    },
    exclusiveMaximum: (r, v) => {
      if (!r.on('boolean-bounds')) r.bound('exclusiveMaximum', v, 'high', true);
      else if (typeof v !== 'boolean') r.malformed('exclusiveMaximum', `must be a boolean in ${r.dialect}`);
    },
    minLength: (r, v) => void (r.stringOf().min = r.count('minLength', v)),
    maxLength: (r, v) => void (r.stringOf().max = r.count('maxLength', v)),
    pattern: (r, v) => {
      if (typeof v !== 'string') r.malformed('pattern', 'must be a string');
      r.stringOf().patterns = [r.expression('pattern', v as string)];
    },
    format: (r, v) => {
      if (typeof v !== 'string') r.malformed('format', 'must be a string');
      // A format that nobody knows is an annotation, asserted or not.
      const isAsserted = r.neighbours.formatAssertion || r.place.resource.formatAssertion;
      if (isAsserted && isKnownFormat(v as string)) r.stringOf().formats = [v as string];
    },
    prefixItems: (r, v) => (r.on('prefix-items') ? void (r.arrayOf().prefix = r.list('prefixItems', v)) : false),
    items: (r, v) => {
      if (Array.isArray(v) && r.on('tuple-items')) r.arrayOf().prefix = r.list('items', v);
      else r.arrayOf().rest = r.schema('items');
    },
    additionalItems: (r) =>
      r.on('tuple-items') ? (Array.isArray(r.value['items']) ? void (r.arrayOf().rest = r.schema('additionalItems')) : undefined) : false,
    contains: (r) => {
      if (!r.on('since-06')) return false;
      const [min, max] = r.on('since-2019') ? [r.value['minContains'] ?? 1, r.value['maxContains'] ?? Infinity] : [1, Infinity];
      r.arrayOf().contains = {
        node: r.schema('contains'),
        min: r.count('minContains', min),
        max: max === Infinity ? Infinity : r.count('maxContains', max),
      };
    },
    minContains: (r, v) => (r.on('since-2019') ? void r.count('minContains', v) : false),
    maxContains: (r, v) => (r.on('since-2019') ? void r.count('maxContains', v) : false),
    minItems: (r, v) => void (r.arrayOf().min = r.count('minItems', v)),
    maxItems: (r, v) => void (r.arrayOf().max = r.count('maxItems', v)),
    uniqueItems: (r, v) => void (r.arrayOf().unique = typeof v === 'boolean' ? v : r.malformed('uniqueItems', 'must be a boolean')),
    properties: (r, v) => void (r.objectOf().properties = new Map(r.named('properties', v))),
    patternProperties: (r, v) => {
      if (r.dialect === 'openapi-3.0') return false;
      r.objectOf().patterns = r.named('patternProperties', v);
      for (const [pattern] of r.objectOf().patterns) r.expression('patternProperties', pattern);
    },
    additionalProperties: (r) => void (r.objectOf().rest = r.schema('additionalProperties')),
    propertyNames: (r) => (r.on('since-06') ? void (r.objectOf().names = r.schema('propertyNames')) : false),
    // A boolean is a leftover of draft-03 that is common in the wild and says nothing in the dialects read here.
    required: (r, v) => void (typeof v === 'boolean' && r.on('old') ? undefined : (r.objectOf().required = r.names('required', v))),
    minProperties: (r, v) => void (r.objectOf().min = r.count('minProperties', v)),
    maxProperties: (r, v) => void (r.objectOf().max = r.count('maxProperties', v)),
    dependentRequired: (r, v) => {
      if (!r.on('since-2019')) return false;
      if (!isRecord(v)) return r.malformed('dependentRequired', 'must be an object of lists');
      for (const [name, wanted] of Object.entries(v)) r.depends(name, requires(r.names('dependentRequired', wanted)));
    },
    dependentSchemas: (r, v) => {
      if (!r.on('since-2019')) return false;
      for (const [name, node] of r.named('dependentSchemas', v)) r.depends(name, node);
    },
    // Kept by the newer drafts for compatibility: optional there, and every common validator honours it.
    dependencies: (r, v) => {
      if (r.dialect === 'openapi-3.0') return false;
      if (!isRecord(v)) return r.malformed('dependencies', 'must be an object');
      for (const [name, wanted] of Object.entries(v))
        r.depends(name, Array.isArray(wanted) ? requires(r.names('dependencies', wanted)) : r.schema('dependencies', name));
    },
    allOf: (r, v) => void (r.node.all = [...r.node.all, ...r.list('allOf', v)]),
    anyOf: (r, v) => void (r.node.any = [r.list('anyOf', v)]),
    oneOf: (r, v) => void (r.node.one = [r.list('oneOf', v)]),
    not: (r) => void (r.node.not = [r.schema('not')]),
    if: (r) => {
      if (!r.on('since-07')) return false;
      const yes = r.has('then') ? { yes: r.schema('then') } : {};
      const no = r.has('else') ? { no: r.schema('else') } : {};
      // Alone it says nothing about validity, but it marks members and items as evaluated.
      r.node.conditions = [{ test: r.schema('if'), ...yes, ...no }];
    },
    unevaluatedItems: (r) => (r.on('since-2019') ? void (r.node.unevaluatedItems = r.schema('unevaluatedItems')) : false),
    unevaluatedProperties: (r) => (r.on('since-2019') ? void (r.node.unevaluatedProperties = r.schema('unevaluatedProperties')) : false),
    $ref: (r, v) => r.refer('$ref', v),
    $dynamicRef: (r, v) => (r.on('prefix-items') ? r.refer('$dynamicRef', v) : false),
    $recursiveRef: (r, v) => (r.dialect === '2019-09' ? r.refer('$recursiveRef', v) : false),
  }),
);

/**
 * Reads what one place says.
 * @throws SchemaError for a keyword whose value is none that the dialect allows.
 */
export const readKeywords = (place: Place, neighbours: Neighbours): Draft => {
  const { value, resource } = place;
  if (value === true) return blank();
  if (value === false) return { ...blank(), types: 0 };
  if (!isRecord(value)) throw new SchemaError('schema/malformed', 'a schema is an object or a boolean, and this is neither', place);
  const r = new Reading(place, value, neighbours);
  // In the older dialects `$ref` makes everything beside it void.
  const alone = r.has('$ref') && r.on('old');
  for (const keyword of Object.keys(value)) {
    if ((alone && keyword !== '$ref') || resource.silent.has(keyword)) continue;
    // Read with `if`; alone they say nothing.
    if ((keyword === 'then' || keyword === 'else') && r.on('since-07')) continue;
    const read = readers.get(keyword);
    const isSilent = annotations.has(keyword) && (!names.has(keyword) || keywordsOf[r.dialect].has(keyword));
    if ((!read || read(r, value[keyword]) === false) && !isSilent && !keyword.startsWith('x-')) neighbours.ignore(keyword);
  }
  return r.finished();
};
