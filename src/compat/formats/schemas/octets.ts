import { leftAloneBy } from './concerned.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A document of OpenAPI 3.1 whose texts in base64 are of the format `byte`, as OpenAPI 3.0 calls what 3.1 writes as
 * `contentEncoding`. JSON Schema asserts neither; here both mean what they say. Equal parts stay the same objects.
 */
export const withOctets = (document: unknown): unknown => {
  if (!isRecord(document)) return document;
  if (!known.has(document)) {
    const left = leftAloneBy(document, 'contentEncoding');
    known.set(document, left ? changed(document, left) : document);
  }
  return known.get(document);
};

const known = new WeakMap<object, unknown>();

const changed = (value: unknown, left: ReadonlySet<unknown>): unknown => {
  if (Array.isArray(value)) {
    const items = value.map((item) => changed(item, left));
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  if (!isRecord(value) || left.has(value) || 'toJSON' in value) return value;
  let out: Record<string, unknown> | undefined;
  for (const [name, child] of Object.entries(value)) {
    const next = changed(child, left);
    if (next !== child)
      Object.defineProperty((out ??= { ...value }), name, { value: next, enumerable: true, writable: true, configurable: true });
  }
  const encoding = value['contentEncoding'];
  if (typeof encoding !== 'string' || value['format'] !== undefined) return out ?? value;
  // What another encoding makes of a text is not known, as that of a format that nobody knows.
  return { ...(out ?? value), format: encoding === 'base64' ? 'byte' : encoding };
};
