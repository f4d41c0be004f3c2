import { DrillError } from '../../../core/error.ts';
import type { Document } from '../../document.ts';
import type { Format } from '../format.ts';
import { compareJsonSchema } from './compare.ts';
import { declaredOf, dialectOf } from './dialect.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const telling = [
  '$schema',
  '$ref',
  '$defs',
  'definitions',
  'type',
  'properties',
  'items',
  'enum',
  'const',
  'allOf',
  'anyOf',
  'oneOf',
  'required',
];

/** JSON Schema, draft-04 to 2020-12. */
export const jsonSchema: Format = {
  name: 'json-schema',
  recognises: ({ value }) => typeof value === 'boolean' || (isRecord(value) && telling.some((keyword) => Object.hasOwn(value, keyword))),
  check: (document: Document) => {
    if (typeof document.value !== 'boolean' && !isRecord(document.value))
      throw new DrillError(
        'contract/not-json-schema',
        `${document.file} is not a JSON Schema: its root is neither an object nor a boolean`,
        { at: document.placeOf('') },
      );
    if (dialectOf(document) === undefined)
      throw new DrillError(
        'contract/unsupported-dialect',
        `${document.file} is of the dialect ${JSON.stringify(declaredOf(document))}, which drill does not read`,
        {
          why: 'The same keyword means another thing in another dialect, so it is not guessed.',
          fix: 'Say draft-04, draft-06, draft-07, 2019-09 or 2020-12 under "$schema", as https://json-schema.org/draft/2020-12/schema does.',
          at: document.placeOf('/$schema'),
        },
      );
  },
  unchanged: () => ({ what: 'schemas', count: 1, identical: 1, facts: [] }),
  compare: compareJsonSchema,
};
