import type { Format } from './format.ts';
import { jsonSchema } from './json-schema/format.ts';
import { openapi } from './openapi/format.ts';

/** Every format of contracts, in the order in which a document is tried for them. */
export const formats: readonly Format[] = [openapi, jsonSchema];
