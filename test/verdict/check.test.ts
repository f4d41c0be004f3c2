import { describe, expect, test } from 'vitest';
import type { CellReport, CheckReport, ContractReport } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';
import { judgeCheck } from '../../src/verdict/check.ts';
import { version } from './journals.ts';

const holds: CellReport = { state: 'holds', basis: 'proved', because: '5 operations' };
const contract = (more: Partial<ContractReport> = {}): ContractReport => ({
  name: 'http',
  format: 'openapi',
  files: { old: 'a.yaml', new: 'b.yaml' },
  compared: { what: 'operations', count: 5, identical: 4 },
  cells: { rollout: holds, mixed: holds, rollback: holds },
  findings: [],
  ...more,
});
const report = (...contracts: readonly ContractReport[]): CheckReport => ({
  format: 'rollback-drill/check',
  version: 1,
  artifact: 'orders',
  from: version('1.4.0'),
  to: version('1.5.0'),
  at: '2026-03-01T12:00:00.000Z',
  contracts,
});
const finding = (cells: Finding['cells'], severity: Finding['severity'] = 'error'): Finding => ({
  rule: 'compat/property-removed',
  severity,
  cells,
  what: 'property total is gone',
  why: 'N-1 reads it.',
  fix: 'Keep it.',
  at: { new: { file: 'b.yaml', line: 12, column: 3 } },
});

describe('a check', () => {
  test.each<[string, CheckReport, string, readonly string[]]>([
    ['without a finding passes', report(contract()), 'pass', []],
    [
      'with a break of going back fails under it, whatever else it breaks',
      report(contract({ findings: [finding({ rollout: 'breaks', rollback: 'breaks' })] })),
      'fail',
      ['fail check/breaks-rollback'],
    ],
    [
      'with a break of the mixed window fails',
      report(contract({ findings: [finding({ rollback: 'breaks-if-used', mixed: 'breaks' })] })),
      'fail',
      ['fail check/breaks-mixed'],
    ],
    [
      'with a break of the rollout names it, though the mixed window breaks too',
      report(contract({ findings: [finding({ rollout: 'breaks', mixed: 'breaks', rollback: 'breaks-if-used' })] })),
      'fail',
      ['fail check/breaks-rollout'],
    ],
    [
      'with breaks of several cells counts each finding once',
      report(contract({ findings: [finding({ rollout: 'breaks' }), finding({ rollback: 'breaks-if-used' })] })),
      'fail',
      ['fail check/breaks-rollback', 'fail check/breaks-rollout'],
    ],
    [
      'with warnings and notes passes',
      report(contract({ findings: [finding({ rollback: 'breaks-if-used' }, 'note'), finding({ rollout: 'breaks' }, 'warning')] })),
      'pass',
      [],
    ],
    [
      'with a finding that could not be decided is inconclusive',
      report(contract({ findings: [finding({ mixed: 'unknown' })] })),
      'inconclusive',
      ['inconclusive check/unknown'],
    ],
    [
      'with a note of what could not be decided is inconclusive',
      report(contract({ findings: [finding({ mixed: 'unknown' }, 'note')] })),
      'inconclusive',
      ['inconclusive check/unknown'],
    ],
    [
      'with a cell that is unknown is inconclusive',
      report(contract({ cells: { rollout: holds, mixed: { state: 'unknown', because: 'budget' }, rollback: holds } })),
      'inconclusive',
      ['inconclusive check/unknown'],
    ],
    [
      'with a cell that breaks and no finding that says why fails',
      report(contract({ cells: { rollout: holds, mixed: holds, rollback: { state: 'breaks', because: 'shown' } } })),
      'fail',
      ['fail check/breaks-rollback'],
    ],
    [
      'that compared nothing is inconclusive',
      report(contract({ compared: { what: 'schemas', count: 0, identical: 0 } })),
      'inconclusive',
      ['inconclusive check/nothing-compared'],
    ],
    [
      'in which nothing applies is inconclusive',
      report(
        contract({
          cells: {
            rollout: { state: 'not-applicable', because: 'a worker' },
            mixed: { state: 'not-applicable', because: 'a worker' },
            rollback: { state: 'not-applicable', because: 'a worker' },
          },
        }),
      ),
      'inconclusive',
      ['inconclusive check/nothing-applies'],
    ],
    ['without a contract is inconclusive', report(), 'inconclusive', ['inconclusive check/no-contract']],
    [
      'with one contract good and another unknown is inconclusive',
      report(contract(), contract({ name: 'events', findings: [finding({ rollback: 'unknown' })] })),
      'inconclusive',
      ['inconclusive check/unknown'],
    ],
  ])('%s', (_, it, outcome, reasons) => {
    const judged = judgeCheck(it);
    expect([judged.outcome, judged.reasons.map((reason) => `${reason.outcome} ${reason.code}`)]).toEqual([outcome, reasons]);
  });

  test('says how many, which first, where, and what to do', () => {
    expect(judgeCheck(report(contract({ findings: [finding({ rollback: 'breaks' }), finding({ rollback: 'breaks' })] }))).reasons).toEqual([
      {
        outcome: 'fail',
        code: 'check/breaks-rollback',
        what: 'contract http: 2 changes break the cell rollback, first property total is gone (b.yaml:12:3)',
        fix: 'Keep it.',
      },
    ]);
  });
});
