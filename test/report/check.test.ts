import { readFileSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CheckReport, ContractReport } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';
import { checkText } from '../../src/report/terminal/check.ts';
import { judgeCheck } from '../../src/verdict/check.ts';

const look = { colours: false, width: 100 };
const digest = `sha256:${'0'.repeat(64)}`;
const cell = (state: 'holds' | 'breaks' | 'breaks-if-used' | 'unknown') => ({
  state,
  because: '12 operations compared, 9 of them identical; see below',
});

const finding = (line: number, more: Partial<Finding> = {}): Finding => ({
  rule: 'compat/response-enum-widened',
  severity: 'error',
  cells: { rollout: 'breaks', mixed: 'breaks' },
  what: 'GET /orders, response 200, status: the values are widened; "held" is valid now and was not before',
  why: 'N answers with what a client of N-1 was never told of.',
  fix: 'Teach clients to understand it first.',
  at: { old: { file: 'old.yaml', line: 7, column: 3 }, new: { file: 'new.yaml', line, column: 3 } },
  witness: { kind: 'value', value: 'held', confirmedBy: 'ajv 8' },
  ...more,
});
const note = finding(3, {
  rule: 'compat/operation-added',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  what: 'GET /orders/{id}/history: the operation is new',
  use: { of: 'the operation is new', state: 'unknown', assume: 'unused' },
});
const { witness: _none, ...noWitness } = note;
const undecided = finding(4, {
  rule: 'compat/request-pattern-changed',
  severity: 'warning',
  cells: { rollout: 'unknown', mixed: 'unknown' },
  what: 'GET /orders, query parameter q: the pattern is changed; not decided: pattern',
});
const { witness: _no, ...undecidedWithout } = undecided;

const contract = (findings: readonly Finding[], more: Partial<ContractReport> = {}): ContractReport => ({
  name: 'http',
  format: 'openapi',
  files: { old: 'old.yaml', new: 'new.yaml' },
  compared: { what: 'operations', count: 12, identical: 9 },
  cells: { rollout: cell('holds'), mixed: cell('holds'), rollback: cell('holds') },
  findings,
  ...more,
});
const report = (...contracts: readonly ContractReport[]): CheckReport => ({
  format: 'rollback-drill/check',
  version: 1,
  artifact: 'orders',
  from: { version: '1.4.0', digest },
  to: { version: '1.5.0', digest },
  at: '2026-11-23T07:00:00.000Z',
  contracts,
});

const cases: [string, CheckReport][] = [
  ['no-finding', report(contract([]))],
  [
    'every-severity',
    report(
      contract([noWitness, undecidedWithout, finding(9)], {
        cells: { rollout: cell('breaks'), mixed: cell('breaks'), rollback: cell('breaks-if-used') },
      }),
    ),
  ],
  [
    'unknown',
    report(contract([undecidedWithout], { cells: { rollout: cell('unknown'), mixed: cell('unknown'), rollback: cell('holds') } })),
  ],
  [
    'thousands',
    report(
      contract(
        Array.from({ length: 2000 }, (_, i) => finding(i + 1, { what: `finding ${i + 1}` })),
        { cells: { rollout: cell('breaks'), mixed: cell('breaks'), rollback: cell('holds') } },
      ),
    ),
  ],
  ['no-contract', report()],
  [
    'second-opinion',
    report(
      contract([], {
        secondOpinion: {
          by: 'json-schema-diff 1.0.0',
          questions: 9,
          agrees: 3,
          beside: 1,
          silent: { 'it does not cover the keyword pattern': 2, 'a circle of references': 1 },
          disagreements: [
            {
              question: 'old in new',
              at: {
                old: { file: 'old.yaml', line: 7, column: 3 },
                new: { file: 'new.yaml', line: 9, column: 3, pointer: '/components/schemas/A' },
              },
              ours: 'not-contained',
              answer: {
                stands: 'refuted',
                says: 'contained',
                because: 'our document is one of the first and none of the second, say ajv 8',
                example: { value: 'aaa' },
              },
            },
            {
              question: 'new in old',
              at: { old: { file: 'old.yaml', line: 7, column: 3 }, new: { file: 'new.yaml', line: 9, column: 3 } },
              ours: 'contained',
              answer: { stands: 'unsettled', says: 'not-contained', because: 'no document of its difference could be made' },
            },
          ],
        },
      }),
    ),
  ],
];

describe('a check on the terminal', () => {
  it.each(cases)('reads as in golden/check-%s.txt', (name, given) => {
    const file = new URL(`golden/check-${name}.txt`, import.meta.url);
    const text = checkText(given, judgeCheck(given), look);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(file, text);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  it.each(cases)('says the same in colours: %s', (_, given) => {
    const plain = checkText(given, judgeCheck(given), look);
    const painted = checkText(given, judgeCheck(given), { ...look, colours: true });
    expect(painted).not.toBe(plain);
    expect(stripVTControlCharacters(painted)).toBe(plain);
  });
});

describe('what is worse while both serve', () => {
  const used = { of: 'it was called accounts', state: 'unknown', assume: 'used' } as const;
  const between = finding(3, { cells: { mixed: 'breaks-if-used' }, use: used });
  const view = finding(4, { severity: 'warning', cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' }, use: used });
  const of = (...findings: readonly Finding[]): string => {
    const cells = { rollout: cell('holds'), mixed: cell('breaks-if-used'), rollback: cell('breaks-if-used') };
    const one = report(contract(findings, { cells }));
    return (
      checkText(one, judgeCheck(one), look)
        .split('\n')
        .find((line) => line.includes('safe to roll out')) ?? ''
    );
  };

  it.each([
    ['is told', [between, view], ' / safe while both serve: no, as long as what has changed is used (1 finding)'],
    ['is not told where it is as grave afterwards', [view], ''],
  ])('%s', (_, findings, end) =>
    expect(of(...findings)).toBe(`  safe to roll out: yes / safe to roll back: yes, as long as nobody uses what is new (1 finding)${end}`),
  );
});
