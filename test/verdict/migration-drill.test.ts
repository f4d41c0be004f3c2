import { describe, expect, test } from 'vitest';
import type { ContractReport } from '../../src/model/check.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { MigrationJournal } from '../../src/model/journal.ts';
import { byRoutes } from '../../src/verdict/check/cells.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';
import { migrationJournal, triedStore } from './migration-journals.ts';

const holds = { state: 'holds', basis: 'exercised', because: 'asked' } as const;
const breaks = (route: Finding['route'], more: Partial<Finding> = {}): Finding => ({
  rule: 'storage/down-schema-differs',
  severity: 'error',
  cells: { rollback: 'breaks' },
  ...(route && { route }),
  what: 'it is not as before',
  why: 'Nobody has tried it.',
  fix: 'Mend it.',
  at: {},
  ...more,
});
const broken = (...findings: Finding[]): ContractReport =>
  triedStore({ findings, cells: { rollout: holds, mixed: holds, rollback: { state: 'breaks', because: 'a finding' } } });
const told = (journal: MigrationJournal): readonly string[] => judgeDrill(journal).reasons.map(({ outcome, code }) => `${outcome} ${code}`);

describe('a drill of migrations is judged by its journal alone', () => {
  test.each<[string, MigrationJournal, string, readonly string[]]>([
    ['all holds', migrationJournal(), 'pass', []],
    ['a store breaks', migrationJournal({ stores: [broken(breaks('down'))] }), 'fail', ['fail check/breaks-rollback']],
    [
      'a break that is accepted is told',
      migrationJournal({
        stores: [broken(breaks('down', { waived: { reason: 'agreed', expires: '2036-01-01' } }))],
      }),
      'pass',
      [],
    ],
    ['nothing was asked for', migrationJournal({ asked: [], stores: [] }), 'inconclusive', ['inconclusive drill/nothing-rehearsed']],
    ['a store was not tried', migrationJournal({ asked: ['db', 'log'] }), 'inconclusive', ['inconclusive drill/nothing-rehearsed']],
    [
      'time was up',
      migrationJournal({ stores: [], failures: [{ who: 'harness', at: 9, what: 'the drill timed out' }] }),
      'inconclusive',
      ['inconclusive drill/harness-failed'],
    ],
    [
      'the server was lost after a store broke: that counts',
      migrationJournal({ asked: ['db', 'log'], stores: [broken(breaks('down'))], failures: [{ who: 'environment', at: 9, what: 'lost' }] }),
      'fail',
      ['fail check/breaks-rollback', 'inconclusive drill/environment-lost'],
    ],
    [
      'somebody stopped it',
      migrationJournal({ stores: [], failures: [{ who: 'interrupted', at: 9, what: 'Ctrl-C' }] }),
      'inconclusive',
      ['inconclusive drill/interrupted'],
    ],
    [
      'a step has no way down, and that was asked for',
      migrationJournal({
        stores: [triedStore({ chain: { steps: [{ name: '002', file: 'f', back: 'schema-left', asked: 1, leftOut: 0, upMs: 1 }] } })],
      }),
      'inconclusive',
      ['inconclusive drill/route-not-rehearsed'],
    ],
    [
      'a step has no way down, and nobody asked for it',
      migrationJournal({
        routes: ['schema-left'],
        stores: [triedStore({ chain: { steps: [{ name: '002', file: 'f', back: 'schema-left', asked: 1, leftOut: 0, upMs: 1 }] } })],
      }),
      'pass',
      [],
    ],
    ['something was left', migrationJournal({ leftovers: ['a folder'] }), 'inconclusive', ['inconclusive drill/leftovers']],
    [
      'nothing was compared',
      migrationJournal({ stores: [triedStore({ compared: { what: 'objects', count: 0, identical: 0 } })] }),
      'inconclusive',
      ['inconclusive check/nothing-compared'],
    ],
  ])('%s', (_, journal, outcome, reasons) => {
    expect([judgeDrill(journal).outcome, told(journal)]).toEqual([outcome, reasons]);
  });

  test('by the routes that were asked for: what only another one meets is left out, cells and all', () => {
    const { findings, cells } = byRoutes(broken(breaks('down')), ['schema-left']);
    expect([findings, cells.rollback.state]).toEqual([[], 'holds']);
    expect(byRoutes(broken(breaks('down'), breaks(undefined)), ['schema-left']).cells.rollback.state).toBe('breaks');
  });
});
