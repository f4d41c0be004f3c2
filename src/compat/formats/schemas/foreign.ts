import { keywordsOf } from '../../schema/read/keywords.ts';
import type { Dialect } from './source.ts';
import { noName } from './travel.ts';

// Keywords that the dialect of a schema does not have, be they of another dialect (`const` in OpenAPI 3.0). By the letter they say
// nothing; some read them all the same, so that where they differ nobody knows.

/** Keywords of which another one tells. */
const parts: ReadonlySet<string> = new Set(['then', 'else']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Is a keyword none of the dialect? A name, too: who reads it finds other schemas behind the references below it. */
export const isForeign = (dialect: Dialect, keyword: string): boolean => !keywordsOf[dialect].has(keyword);

/** What a keyword that is none of the dialect says to whoever reads it all the same; undefined: nothing. */
export const saidBy = (schema: Readonly<Record<string, unknown>>, keyword: string): unknown => {
  const value = schema[keyword];
  if (parts.has(keyword)) return undefined;
  if (keyword === 'if') return [value, schema['then'] ?? null, schema['else'] ?? null];
  if (keyword === 'nullable' && value === false) return undefined;
  if (keyword !== 'patternProperties' || !isRecord(value)) return value;
  // What stays at home leaves a pattern that no name matches (travel.ts).
  const own = Object.entries(value).filter(([pattern]) => pattern !== noName);
  return own.length > 0 ? Object.fromEntries(own) : undefined;
};
