import { Type } from 'typebox';
import { object, optional, text } from './values.ts';

/** A day, in UTC. */
const date = (description: string) =>
  Type.String({
    description,
    pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
    patternErrorMessage: 'a date, such as 2026-12-31',
    examples: ['2026-12-31'],
  });

const waiver = object(
  {
    rule: text('The rule’s id, as `drill explain` lists it (`compat/` or `storage/` may be left out); `*` stands for anything.'),
    place: optional(
      text(
        'Where: the operation (`GET /orders/{id}`), the place in words, or a JSON pointer into either document; `*` stands for anything. Needed where there is no fingerprint.',
      ),
    ),
    fingerprint: optional(
      Type.String({
        description: 'This finding alone, by the fingerprint that reports show.',
        pattern: '^[0-9a-f]{16}$',
        patternErrorMessage: 'a fingerprint: 16 hexadecimal digits, in quotes',
      }),
    ),
    operations: optional(
      Type.Array(text('`GET /orders/{id}`'), {
        description: 'With a fingerprint: in these operations and no others; without it, wherever the finding is met.',
        minItems: 1,
      }),
    ),
    elsewhere: optional(
      Type.Integer({ description: 'Of what has no operations to name: in how many more places it may be met.', minimum: 1 }),
    ),
    artifact: optional(text('In this artifact alone.')),
    contract: optional(text('In this contract alone.')),
    what: optional(text('What it is, in words, for people; `drill check --write-baseline` fills it in.')),
    reason: text('Why it is accepted; reports show it.'),
    expires: date('The last day on which it is accepted (UTC). After it the finding is back.'),
  },
  { description: 'An accepted finding.' },
);

export const waivers = Type.Array(waiver, {
  description: 'Accepted findings: shown, and without weight until they expire.',
});

/** drill.baseline.yaml: what `drill check --write-baseline` accepted. */
export const baselineDefinition = object(
  {
    version: Type.Literal(1, { description: 'Version of this file’s form.' }),
    waivers,
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'drill.baseline.yaml',
    description: 'Findings that were accepted all at once; written by `drill check --write-baseline`.',
  },
);
