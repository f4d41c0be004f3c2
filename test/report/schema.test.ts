import { readFileSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Exact } from '../../src/compat/schema/value.ts';
import type { SchemaAnswer, SchemaReport } from '../../src/model/schema.ts';
import { json } from '../../src/report/json.ts';
import { terminal } from '../../src/report/terminal.ts';
import { judgeSchema } from '../../src/verdict/schema.ts';

const look = { colours: false, width: 100 };
const digest = `sha256:${'0'.repeat(64)}`;
const contained: SchemaAnswer = { kind: 'contained' };
const refuted: SchemaAnswer = {
  kind: 'not-contained',
  witness: { total: new Exact('10000000000000000000001'), note: 'aaaa' },
  confirmedBy: ['ajv 8', 'exact interpreter'],
  difference: 'a string longer than 3 characters',
  refusedBy: {
    keyword: 'maxLength',
    schema: '/properties/note/maxLength',
    at: { file: 'v2.json', line: 7, column: 9, pointer: '/properties/note/maxLength' },
    document: '/note',
  },
  letThroughBy: { schema: '/properties/note', at: { file: 'v1.json', line: 5, column: 5, pointer: '/properties/note' } },
};
const unknown: SchemaAnswer = {
  kind: 'unknown',
  reason: 'the budget of 2000 ms is used up',
  unconfirmed: { value: ['x'] },
};

const report = (more: Partial<SchemaReport>): SchemaReport => ({
  format: 'rollback-drill/schema',
  version: 1,
  a: { name: 'v1.json', digest },
  b: { name: 'v2.json#/$defs/Order', digest, dialect: 'draft-07' },
  mode: 'backward',
  profile: 'strict',
  formatAssertion: false,
  relation: 'equivalent',
  aInB: contained,
  bInA: contained,
  ignored: [],
  ms: 0.4,
  ...more,
});

const cases: readonly (readonly [name: string, report: SchemaReport, outcome: string])[] = [
  ['equivalent', report({ formatAssertion: true, ignored: ['x-note', 'y'] }), 'pass'],
  ['narrower', report({ relation: 'narrower', bInA: refuted, profile: 'codegen' }), 'pass'],
  ['wider', report({ relation: 'wider', aInB: refuted }), 'fail'],
  ['overlapping-full', report({ relation: 'overlapping', aInB: refuted, bInA: refuted, common: { value: {} }, mode: 'full' }), 'fail'],
  ['disjoint-forward', report({ relation: 'disjoint', aInB: refuted, bInA: refuted, mode: 'forward' }), 'fail'],
  ['unknown', report({ relation: 'unknown', aInB: unknown, mode: 'full' }), 'inconclusive'],
  [
    'second-opinion',
    report({
      relation: 'narrower',
      bInA: refuted,
      secondOpinion: {
        by: 'json-schema-diff 1.0.0',
        aInB: { stands: 'refuted', says: 'not-contained', because: 'what it calls removed accepts no document' },
        bInA: { stands: 'refuted', says: 'contained', because: 'our document settles it', example: { value: 'aaaa' } },
      },
    }),
    'pass',
  ],
  [
    'second-opinion-silent',
    report({
      secondOpinion: {
        by: 'json-schema-diff 1.0.0',
        aInB: { stands: 'agrees', says: 'contained', because: 'so do we' },
        bInA: { stands: 'silent', because: 'it does not know the keyword pattern' },
      },
    }),
    'pass',
  ],
];

const reportOf = (given: SchemaReport) => ({ kind: 'schema', report: given, judgement: judgeSchema(given) }) as const;

describe('two schemas on the terminal', () => {
  it.each(cases)('read as in golden/schema-%s.txt', (name, given, outcome) => {
    const file = new URL(`golden/schema-${name}.txt`, import.meta.url);
    const text = terminal.render([reportOf(given)], look);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
    expect(judgeSchema(given).outcome).toBe(outcome);
  });

  it.each(cases)('say the same in colours: %s', (_, given) => {
    const painted = terminal.render([reportOf(given)], { ...look, colours: true });
    expect(painted).not.toBe(terminal.render([reportOf(given)], look));
    expect(stripVTControlCharacters(painted)).toBe(terminal.render([reportOf(given)], look));
  });
});

describe('two schemas as JSON', () => {
  it('are one versioned document, with the digits of every number', () => {
    const text = json.render([reportOf(report({ relation: 'wider', aInB: refuted }))], look);
    expect(text).toContain('"total": 10000000000000000000001');
    const document = JSON.parse(text) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual([
      'format',
      'version',
      'a',
      'b',
      'mode',
      'profile',
      'formatAssertion',
      'relation',
      'aInB',
      'bInA',
      'ignored',
      'ms',
      'judgement',
    ]);
    expect([document['format'], document['version']]).toEqual(['rollback-drill/schema', 1]);
  });
});
