import { canonicalJson } from '../../core/hash.ts';
import type { Document } from '../document.ts';
import type { FormatName } from '../formats/format.ts';
import { below } from '../pointer.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where an OpenAPI document holds schemas by name. */
const isNamed = (pointer: string): boolean => pointer === '/components/schemas';

/** Schemas that stand at the same place of both OpenAPI documents: under `schema`, and the named ones. */
const ofApi = (a: unknown, b: unknown, at: string, found: string[]): void => {
  if (Array.isArray(a) && Array.isArray(b)) for (const i of a.keys()) ofApi(a[i], b[i], below(at, i), found);
  if (!isRecord(a) || !isRecord(b)) return;
  for (const name of Object.keys(a)) {
    if (!Object.hasOwn(b, name) || name === 'example' || name === 'examples' || name.startsWith('x-')) continue;
    const pointer = below(at, name);
    if (name === 'schema' || isNamed(at)) found.push(pointer);
    else ofApi(a[name], b[name], pointer, found);
  }
};

/** Pointers of the schemas that both documents have at the same place. A pair that is the same text, references aside, is one of them. */
export const pairsOf = (old: Document, next: Document, format: FormatName): readonly string[] => {
  if (format === 'json-schema') return [''];
  const found: string[] = [];
  ofApi(old.value, next.value, '', found);
  return found;
};

/** The same schema, references and all, needs to be asked about once. */
export const keyOf = (old: unknown, next: unknown): string => `${canonicalJson(old)} ${canonicalJson(next)}`;
