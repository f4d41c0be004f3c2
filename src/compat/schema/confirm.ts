import { createRequire } from 'node:module';
import type { Ajv2020 as Validator } from 'ajv/dist/2020.js';
import { atoms, keywordsOf } from './keywords.ts';
import { matchesInTime } from './pattern.ts';
import type { Node, Schema } from './source.ts';

// The second opinion: ajv, on the smallest schema that decides, translated to 2020-12 with all that it refers to.

const require = createRequire(import.meta.url);
let validator: Validator | undefined;
/** ajv is loaded when the first witness needs it: a comparison without a break never does. */
const ajv = (): Validator => {
  if (!validator) {
    const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
    const addFormats = require('ajv-formats') as (ajv: Validator) => void;
    validator = new Ajv2020({
      code: { regExp: patient },
      strict: false,
      validateSchema: false,
      addUsedSchema: false,
      inlineRefs: false,
      logger: false,
      multipleOfPrecision: 9,
    });
    addFormats(validator);
  }
  return validator;
};

/** ajv's regular expressions, given up where they take too long: then there is no confirmation. */
const patient = Object.assign(
  (pattern: string) => ({
    // ajv tells its expressions apart by their text.
    toString: (): string => `/${pattern}/u`,
    test: (text: string): boolean => {
      const answer = matchesInTime(pattern, text);
      if (answer === undefined) throw new Error('the pattern takes too long');
      return answer;
    },
  }),
  // What ajv would write into a file of code; it never writes one here.
  { code: 'new RegExp' },
);

/** Who confirms witnesses, for the reports. */
export const confirmedBy = 'ajv 8';

/** Raised where a schema says something that cannot be carried over, such as a reference out of the document. */
class Untranslatable extends Error {}

/** A schema and everything that it refers to as one 2020-12 schema that stands alone. */
const standalone = (schema: Schema): unknown => {
  const definitions: Record<string, unknown> = {};
  const refer = (node: Node): unknown => {
    const name = `n${node.id}`;
    if (!Object.hasOwn(definitions, name)) {
      definitions[name] = true;
      definitions[name] = translate(node);
    }
    return { $ref: `#/$defs/${name}` };
  };
  const translateAll = (nodes: readonly Node[]): unknown[] => nodes.map(translate);
  const translateNamed = (nodes: ReadonlyMap<string, Node>): unknown =>
    Object.fromEntries([...nodes].map(([name, node]) => [name, translate(node)]));
  const translate = (node: Node): unknown => {
    const k = keywordsOf(node);
    if (k.never) return false;
    const out: Record<string, unknown> = { ...k.numbers };
    const and: unknown[] = [];
    if (k.ref) and.push(refer(k.ref));
    if (k.types) {
      out['type'] = atoms.filter((atom) => k.types?.has(atom)).map((atom) => (atom === 'fraction' ? 'number' : atom));
    }
    for (const list of k.values) and.push({ enum: list });
    if (k.pattern !== undefined) out['pattern'] = k.pattern;
    if (k.format !== undefined) out['format'] = k.format;
    if (k.uniqueItems) out['uniqueItems'] = true;
    if (k.prefixItems.length > 0) out['prefixItems'] = translateAll(k.prefixItems);
    if (k.properties.size > 0) out['properties'] = translateNamed(k.properties);
    if (k.patternProperties.size > 0) out['patternProperties'] = translateNamed(k.patternProperties);
    if (k.required.length > 0) out['required'] = [...new Set(k.required)];
    for (const keyword of ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'] as const) {
      const child = k[keyword];
      if (child) out[keyword] = translate(child);
    }
    for (const keyword of ['anyOf', 'oneOf'] as const) if (k[keyword]) out[keyword] = translateAll(k[keyword]);
    and.push(...translateAll(k.allOf));
    for (const [keyword, value] of k.others) {
      if (keyword === 'discriminator' || keyword === 'nullable') continue;
      if (JSON.stringify(value).includes('"$')) throw new Untranslatable(keyword);
      if (keyword.startsWith('$') || keyword === 'schema') throw new Untranslatable(keyword);
      out[keyword] = value;
    }
    if (and.length > 0) out['allOf'] = and;
    return out;
  };
  const all = translateAll(schema);
  return { $defs: definitions, allOf: all };
};

const compiled = new Map<string, ((value: unknown) => boolean) | undefined>();

/** What ajv says of a document; undefined where it cannot be asked. */
export const ajvAccepts = (schema: Schema, value: unknown): boolean | undefined => {
  const key = schema.map(({ id }) => id).join(',');
  if (!compiled.has(key)) compiled.set(key, compile(schema));
  try {
    return compiled.get(key)?.(value);
  } catch {
    return undefined;
  }
};

const compile = (schema: Schema): ((value: unknown) => boolean) | undefined => {
  try {
    const validate = ajv().compile(standalone(schema) as object);
    return (value) => validate(value);
  } catch {
    return undefined; // what ajv cannot compile, it cannot confirm: the answer stays unknown
  }
};
