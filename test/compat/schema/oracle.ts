import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';
import type { Dialect } from '../../../src/compat/schema/read/place.ts';

// ajv in each dialect: the judge that has nothing of ours in it.

const require = createRequire(import.meta.url);
const options = {
  strict: false,
  validateSchema: false,
  logger: false,
  inlineRefs: false,
  ignoreKeywordsWithRef: false,
  ownProperties: true,
  allErrors: false,
} as const;
const old = { ...options, ignoreKeywordsWithRef: true };

const make = (dialect: Dialect): Ajv => {
  const by = (path: string): new (options: object) => Ajv => (require(path) as { default: new (options: object) => Ajv }).default;
  switch (dialect) {
    case 'draft-04':
    case 'openapi-3.0':
      return new (by('ajv-draft-04'))(old);
    case 'draft-06':
    case 'draft-07':
      return new (by('ajv'))(old);
    case '2019-09':
      return new (by('ajv/dist/2019.js'))(options);
    case '2020-12':
    case 'openapi-3.1':
      return new (by('ajv/dist/2020.js'))(options);
  }
};

const made = new Map<string, Ajv>();
const ajvOf = (dialect: Dialect, formats: boolean): Ajv => {
  const key = `${dialect} ${formats}`;
  let ajv = made.get(key);
  if (!ajv) {
    made.set(key, (ajv = make(dialect)));
    if (formats) (require('ajv-formats') as (ajv: Ajv, options: object) => void)(ajv, { mode: 'full' });
    else ajv.opts.validateFormats = false;
  }
  return ajv;
};

/**
 * The same schema for an ajv that mixes up `contains` and `prefixItems` that stand side by side (it takes the empty
 * list for one that contains something): each gets a schema of its own.
 */
const mended = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(mended);
  const out: Record<string, unknown> = {};
  for (const [name, child] of Object.entries(value)) out[name] = /^(enum|const|default)$/.test(name) ? child : mended(child);
  if (!('contains' in out && 'prefixItems' in out) || 'unevaluatedItems' in out) return out;
  const { contains, minContains = 1, maxContains, allOf = [], ...rest } = out;
  const bounds = { minContains, ...(maxContains === undefined ? {} : { maxContains }) };
  const apart = { not: { not: { contains, ...bounds } } };
  return { ...rest, allOf: [...(allOf as unknown[]), apart, ...(minContains === 0 ? [] : [{ not: { type: 'array', maxItems: 0 } }])] };
};

/**
 * What ajv says of documents under the schema; undefined where its own code fails, as it does for what `anyOf`
 * around a recursion has evaluated.
 */
export const judge = (
  schema: unknown,
  {
    dialect = '2020-12',
    formats = false,
    schemas = {},
  }: { dialect?: Dialect; formats?: boolean; schemas?: Readonly<Record<string, unknown>> } = {},
): ((document: unknown) => boolean | undefined) => {
  const ajv = ajvOf(dialect, formats);
  for (const [uri, other] of Object.entries(schemas)) ajv.addSchema(other as object, uri);
  try {
    // A copy, for ajv keeps what it has compiled by the object.
    const validate = ajv.compile(typeof schema === 'boolean' ? (schema ? {} : { not: {} }) : (mended(schema) as object));
    return (document) => {
      try {
        return validate(document);
      } catch (error) {
        if (error instanceof ReferenceError || error instanceof TypeError) return undefined;
        throw error;
      }
    };
  } finally {
    // Also what it has met under an $id, so that the next schema may use the same.
    ajv.removeSchema(/^/);
  }
};
