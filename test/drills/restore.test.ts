import { describe, expect, it } from 'vitest';
import { show } from '../../src/commands/show.ts';
import { readLedger } from '../../src/evidence/ledger.ts';
import { runIn } from '../commands/io.ts';
import { program } from './rig/program.ts';
import { codes, laid, ran } from './rig/restoring.ts';

// Drills of kind `restore`, as their user runs them: N-1 serves, a backup is taken, the server is lost, N-1 serves on the copy.

describe('a drill of a restore', () => {
  it('passes: what was acknowledged is on the copy but for the end of the log, and nothing is left', async () => {
    using at = laid({}, { rto: '60s', rpo: '30s', invariants: { seeds: "SELECT count(*) FROM items WHERE key LIKE 'seed-%'" } });
    const { code, told } = await ran(at);
    expect([code, codes(told), told.findings, told.failures, told.restsOn]).toEqual([0, [], [], [], 'manifest']);
    expect([told.backups, told.backup?.form, told.work.tables, told.work.sequences, told.work.invariants]).toEqual([
      1,
      'physical',
      2,
      1,
      1,
    ]); // With the one of migrations.
    expect(told.work.requests).toBeGreaterThan(0);
    expect(new Set(told.writes.map(({ state }) => state))).not.toContain('changed');
    expect([...new Set(told.phases.map(({ name }) => name))]).toEqual(['prepare', 'take', 'find', 'fetch', 'verify', 'recover', 'boot']);
    const { entries } = await readLedger(at.root);
    expect(entries.map(({ fact }) => fact)).toMatchObject([
      { kind: 'backup', artifact: 'items', environment: 'here', store: 'db', provider: 'base', backup: told.backup?.id },
      { kind: 'evidence', of: 'drill', drill: 'night', outcome: 'pass', routes: ['restore'], work: { backups: 1, tables: 2 } },
    ]);
    expect(at.left()).toEqual([]);
    const again = await runIn(at.root, show, told.id);
    expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^PASS {2}night: items 1\.0\.0 on its backup on here/)]);
    const markdown = (await runIn(at.root, show, told.id, '--format', 'markdown')).out;
    expect(markdown).toContain('| backup | RTO | RPO | compared | acknowledged writes |');
    const junit = (await runIn(at.root, show, told.id, '--format', 'junit')).out;
    expect(junit).toContain('<testsuite name="drill night" tests="4"');
  });

  it('fails where it takes longer and loses more than it may', async () => {
    using at = laid({}, { rto: '1ms' });
    const { code, told } = await ran(at);
    expect([code, codes(told)]).toEqual([1, ['fail restore/too-slow']]);
    expect(at.left()).toEqual([]);
  });

  it('says what it would do', async () => {
    using at = laid({}, { rto: '1m' });
    const { code, stdout } = await program(at, ['run', 'night', '--dry-run']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('budgets   RTO 1 m 0 s, RPO not said')]);
  });
});
