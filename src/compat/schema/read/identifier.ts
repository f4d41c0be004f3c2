import { idKeyword, refStandsAlone } from './keywords.ts';
import type { Dialect } from './place.ts';
import { isRecord } from './shape.ts';

// What a schema calls itself, and its dialect.

/** The text of the identifier at a schema, where it counts: in the old drafts not beside `$ref`, unless that is forgiven. */
export const identifierOf = (value: unknown, { dialect }: { readonly dialect: Dialect }, besideRef = false): string | undefined => {
  const keyword = idKeyword(dialect);
  if (keyword === undefined || !isRecord(value) || !Object.hasOwn(value, keyword)) return undefined;
  if (!besideRef && refStandsAlone(dialect) && Object.hasOwn(value, '$ref')) return undefined;
  const id = value[keyword];
  return typeof id === 'string' ? id : undefined;
};

/** The dialect's name at a schema. */
export const schemaOf = (value: unknown): string | undefined =>
  isRecord(value) && Object.hasOwn(value, '$schema') && typeof value['$schema'] === 'string' ? value['$schema'] : undefined;
