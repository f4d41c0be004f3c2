import { describe, expect, it } from 'vitest';
import { around, compareTexts, judgementOf } from '../contracts.ts';

// Who says `additionalProperties: true` beside the members that it names means others to be sent; silence means nothing.

const having = (additionalProperties?: unknown): object => ({
  type: 'object',
  properties: { a: { type: 'string' } },
  ...(additionalProperties === undefined ? {} : { additionalProperties }),
});
const judged = (side: 'request' | 'response', old: object, next: object): string[] =>
  compareTexts(around(side, old), around(side, next)).findings.map(
    (finding) => `${judgementOf(finding)} | ${JSON.stringify(finding.witness)}`,
  );
const shown = '{"kind":"value","value":{"":null},"confirmedBy":"ajv 8, exact interpreter"}';

describe('what was open by its own words and is closed', () => {
  it.each<[string, 'request' | 'response', object, object, string[]]>([
    [
      'refuses what clients may send',
      'request',
      having(true),
      having(false),
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
    [
      'refuses it, the empty schema too',
      'request',
      having({}),
      having(false),
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
    [
      'takes more once it is opened',
      'request',
      having(false),
      having(true),
      [`note compat/request-members-widened rollout holds, rollback breaks-if-used | ${shown}`],
    ],
    [
      'refuses in clients of N what N-1 may answer',
      'response',
      having(true),
      having(false),
      [`error compat/response-members-narrowed rollout holds, rollback breaks | ${shown}`],
    ],
    ['is no break where nothing was said', 'request', having(), having(false), []],
    ['is no break where nothing is said any more', 'request', having(true), having(), []],
    [
      'refuses it beside patterns',
      'request',
      { ...having(true), patternProperties: { '^x-': { type: 'integer' } } },
      { ...having(false), patternProperties: { '^x-': { type: 'integer' } } },
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
    [
      'refuses it where it is closed by what is not evaluated',
      'request',
      having(true),
      { ...having(), unevaluatedProperties: false },
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
    ['refuses nothing where all is evaluated', 'request', having(true), { ...having(true), unevaluatedProperties: false }, []],
    [
      'is said of a member',
      'request',
      { type: 'object', properties: { m: having(true) } },
      { type: 'object', properties: { m: having(false) } },
      [`error compat/request-members-narrowed rollout breaks, rollback holds | ${shown}`],
    ],
  ])('%s', (_, side, old, next, expected) => {
    expect(judged(side, old, next)).toEqual(expected);
  });

  it('is open to a new member all the same', () => {
    const next = { ...having(true), properties: { a: { type: 'string' }, b: { type: 'integer' } } };
    expect(judged('request', having(true), next)).toEqual([
      'note compat/request-optional-property-added rollout holds, rollback breaks-if-used | undefined',
    ]);
  });
});
