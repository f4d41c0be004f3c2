import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { combine } from '../../src/model/outcome.ts';
import type { Report } from '../../src/model/report.ts';
import type { SchemaReport } from '../../src/model/schema.ts';
import { junit } from '../../src/report/junit.ts';
import { judgeSchema } from '../../src/verdict/schema.ts';
import { added, check, contract, finding, samples, undecided } from './samples.ts';

const schema = readFileSync(new URL('schemas/junit.xsd', import.meta.url), 'utf8');
const textOf = (reports: readonly Report[]): string => junit.render(reports, { colours: false, width: 100 });
const faultsOf = async (...texts: readonly string[]): Promise<readonly string[]> => {
  const xml = texts.map((contents, i) => ({ fileName: `${i}.xml`, contents }));
  const { errors } = await validateXML({ xml, schema: [{ fileName: 'junit.xsd', contents: schema }] });
  return errors.map(({ rawMessage }) => rawMessage);
};

const side = { name: 'v1.json', digest: `sha256:${'0'.repeat(64)}` };
const answers: SchemaReport = {
  format: 'rollback-drill/schema',
  version: 1,
  a: side,
  b: { ...side, name: 'v2.json' },
  mode: 'full',
  profile: 'strict',
  formatAssertion: false,
  relation: 'unknown',
  aInB: { kind: 'contained' },
  bInA: { kind: 'unknown', reason: 'the budget is used up' },
  ignored: [],
  ms: 1500,
};
const schemas: Report = { kind: 'schema', report: answers, judgement: judgeSchema(answers) };

const outcomeOf = (report: Report): 'pass' | 'inconclusive' | 'fail' => {
  if (report.kind === 'gate') return report.verdict.outcome;
  return 'judgement' in report ? report.judgement.outcome : 'inconclusive';
};
const isRed = (text: string): boolean => /<(failure|error) /.test(text);

describe('JUnit’s XML', () => {
  test('of every report is valid: elements, attributes, numbers, times', async () => {
    expect(await faultsOf(...Object.values({ ...samples, schemas: [schemas] }).map(textOf))).toEqual([]);
  });

  test('would be refused with an element that nobody reads', async () => {
    expect(await faultsOf(textOf(samples['drill-pass'] ?? []).replace('<properties>', '<about/><properties>'))).not.toEqual([]);
  });

  test('is well-formed whatever a contract says', async () => {
    const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), { numRuns: 200, seed: 7 });
    const reports = texts.map((what) => check([contract([finding(1, { what, fix: what })], { name: what || 'x' })]));
    expect(await faultsOf(textOf(reports))).toEqual([]);
  });

  const waived = finding(1, { waived: { reason: 'agreed', expires: '2026-12-31' } });
  const more: Record<string, readonly Report[]> = {
    schemas: [schemas],
    'all accepted, and judged so': [{ ...check([contract([waived])]), judgement: { outcome: 'pass', reasons: [] } }],
    'a note that counts': [
      {
        ...check([contract([added])]),
        judgement: { outcome: 'fail', reasons: [{ outcome: 'fail', code: 'check/policy', what: 'a note fails' }] },
      },
    ],
    'what is unknown is let pass': [{ ...check([contract([undecided])]), judgement: { outcome: 'pass', reasons: [] } }],
    'the same file twice': [check([contract([], { compared: { what: 'operations', count: 0, identical: 0 } })])],
  };
  test.each(Object.entries({ ...samples, ...more }))('of %s is red exactly when its outcome is no pass', (_, reports) => {
    expect(isRed(textOf(reports))).toBe(combine(reports.map(outcomeOf)) !== 'pass');
  });

  test('names tests by contract and cell, which stay the same from run to run', () => {
    const names = [...textOf(samples['check-findings'] ?? []).matchAll(/classname="([^"]+)" name="([^"]+)"/g)].map(
      ([, a, b]) => `${a} / ${b}`,
    );
    expect(names).toEqual(['rollout', 'mixed', 'rollback'].map((cell) => `orders contract http / ${cell}`));
  });

  test('skips what does not apply, with the reason', () => {
    const cell = { state: 'not-applicable', because: 'a worker without an API' } as const;
    expect(textOf([check([contract([], { cells: { ...contract([]).cells, mixed: cell } })])])).toContain(
      '<skipped message="a worker without an API"/>',
    );
  });
});
