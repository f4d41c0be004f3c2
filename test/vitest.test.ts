import { describe, expect, it } from 'vitest';
import { diff } from '../src/api.ts';
import type { CheckReport, ContractReport } from '../src/model/check.ts';
import '../src/vitest.ts';

/** The message that an assertion fails with; fails itself where there is none. */
const failure = (assertion: () => void): string => {
  try {
    assertion();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing failed');
};

const order = (more: object) => ({ type: 'object', properties: { note: { type: 'string', ...more } }, required: ['note'] });
const shortNote = order({ maxLength: 3 });
const longNote = order({ maxLength: 5 });

const report = (state: 'holds' | 'breaks' | 'breaks-if-used' | 'unknown' | 'not-applicable', count = 1): ContractReport => {
  const cell = { state, because: `because it ${state}` };
  return {
    name: 'http',
    format: 'openapi',
    files: { old: 'a', new: 'b' },
    compared: { what: 'operations', count, identical: 0 },
    cells: { rollout: cell, mixed: cell, rollback: cell },
    findings: [],
  };
};
const check = (...contracts: readonly ContractReport[]): CheckReport => ({
  format: 'rollback-drill/check',
  version: 1,
  artifact: 'diff',
  from: { version: 'a', digest: 'sha256:0' },
  to: { version: 'b', digest: 'sha256:1' },
  at: '2026-11-23T07:00:00.000Z',
  contracts,
});

describe('toHold', () => {
  it('holds for two contracts that are the same', async () => {
    expect(await diff(shortNote, shortNote)).toHold('rollback');
    const file = new URL('../contracts/drill/1/drill.schema.json', import.meta.url);
    expect(await diff(file, file)).toHold('mixed');
  });

  it('fails with the witness and the place where something breaks', async () => {
    const found = await diff({ type: 'string' }, { type: 'integer' });
    expect(found).not.toHold('rollout');
    expect(failure(() => expect(found).toHold('rollout'))).toMatchInlineSnapshot(`
      "expected the cell rollout holds

      compat/document-type-changed: the document: the type is changed; "" was valid before and is not now (the new document:1:1 /type)
        witness "" (confirmed by ajv 8, exact interpreter)"
    `);
  });

  it.each([
    ['holds', true, false],
    ['breaks-if-used', true, false],
    ['breaks', false, true],
    ['unknown', false, false],
    ['not-applicable', false, false],
  ] as const)('of a cell that %s: it passes %s, its opposite %s', (state, passes, opposite) => {
    const passesWith = (assertion: () => void): boolean => {
      try {
        assertion();
        return true;
      } catch {
        return false;
      }
    };
    expect(passesWith(() => expect(report(state)).toHold('mixed'))).toBe(passes);
    expect(passesWith(() => expect(report(state)).not.toHold('mixed'))).toBe(opposite);
  });

  it.each([
    [
      'a contract that is unknown beside one that holds',
      () => expect(check(report('holds'), report('unknown'))).toHold('rollout'),
      'because it unknown',
    ],
    [
      'a contract that breaks beside one that is unknown',
      () => expect(check(report('breaks'), report('unknown'))).toHold('rollout'),
      'because it breaks',
    ],
    ['no contract', () => expect(check()).not.toHold('rollout'), 'no contract was compared'],
    ['nothing compared', () => expect(report('holds', 0)).not.toHold('rollout'), 'not one of the operations was compared'],
    ['a cell that there is not', () => expect(report('holds')).toHold('rolback' as 'rollback'), 'there is no cell "rolback"'],
    ['what is no report', () => expect('report' as unknown as CheckReport).not.toHold('rollback'), 'this is not what diff() resolves to'],
  ])('fails for %s, and says so', (_, assertion, words) => expect(failure(assertion)).toContain(words));
});

describe('toAccept', () => {
  it('accepts a narrower schema', () => expect(longNote).toAccept(shortNote));
  it('fails with the difference, the witness and both places', () => {
    expect(shortNote).not.toAccept(longNote);
    expect(failure(() => expect(shortNote).toAccept(longNote))).toMatchInlineSnapshot(`
      "expected the received schema accepts every document of the other

      difference   a string longer than 3 characters
      witness      {"note":"aaaa"} (confirmed by ajv 8 and exact interpreter)
      refused by   maxLength at /properties/note/maxLength of the received schema, for /note of the witness
      let through  /properties/note of the other schema
      profile      strict"
    `);
  });
  it('fails the other way round too', () =>
    expect(failure(() => expect(longNote).not.toAccept(shortNote))).toBe(
      'expected that it is not so that the received schema accepts every document of the other',
    ));
  it.each([
    ['as it is asked', () => expect({ $ref: 'https://example.com/a' }).toAccept(true)],
    ['turned round', () => expect({ $ref: 'https://example.com/a' }).not.toAccept(true)],
    ['for a schema that says nothing', () => expect({ type: 'strnig' }).toAccept(true)],
    ['for one that says nothing, turned round', () => expect({ type: 'strnig' }).not.toAccept(true)],
  ])('fails where it is not decided, %s', (_, assertion) => expect(failure(assertion)).toMatch(/^it could not be decided whether/));
  it('takes a profile and dialects, that of the other first', () => {
    const open = { type: 'string', 'x-extensible-enum': ['a'] };
    expect(open).toAccept({ type: 'string' });
    expect(open).not.toAccept({ type: 'string' }, { profile: 'codegen' });
    expect({ exclusiveMinimum: 1 }).toAccept({ minimum: 1, exclusiveMinimum: true }, { dialect: { a: 'draft-04' } });
  });
});

describe('toBeEquivalentTo', () => {
  it('holds for the same said otherwise', () =>
    expect(longNote).toBeEquivalentTo({ allOf: [{ required: ['note'] }, { ...longNote, required: [] }] }));
  it('shows what only one of the two accepts, whichever it is', () => {
    expect(failure(() => expect(shortNote).toBeEquivalentTo(longNote))).toContain('of the received schema, for /note of the witness');
    expect(failure(() => expect(longNote).toBeEquivalentTo(shortNote))).toContain('of the other schema, for /note of the witness');
    expect(shortNote).not.toBeEquivalentTo(longNote);
  });
  it('turns the dialects with the question', () =>
    expect({ exclusiveMinimum: 1 }).toBeEquivalentTo({ minimum: 1, exclusiveMinimum: true }, { dialect: { a: 'draft-04', b: '2020-12' } }));
});
