import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { storeDigests } from '../../../src/commands/check/stores/digest.ts';
import { readLedger } from '../../../src/evidence/ledger.ts';
import { loadWorkspace } from '../../../src/workspace/load.ts';
import { runIn } from '../io.ts';
import { openWorld, type World } from '../world.ts';
import { catalog, first, lay, orders, severe, step, type Told, write } from './laid.ts';

const dropped = { old: first, next: { ...first, ...step('ALTER TABLE orders DROP COLUMN note;') } };

describe('what surrounds a store', () => {
  const on = async <T>(all: Parameters<typeof lay>[1], more: string, work: (world: World) => Promise<T>): Promise<T> => {
    await using world = await openWorld([check]);
    lay(world.root, all, more);
    return await work(world);
  };

  it('a waiver accepts it, and a severity weighs it', async () => {
    const waiver =
      "waivers:\n  - { rule: column-dropped, contract: db, place: 'column public.orders.note', reason: agreed, expires: 2036-12-31 }\n";
    await on([dropped], waiver, async ({ run }) => {
      const [report] = [JSON.parse((await run('check --json')).out) as Told];
      expect([report.judgement.outcome, report.judgement.reasons.map(({ code }) => code)]).toEqual(['pass', ['check/accepted']]);
    });
    const policy = 'policy: { default: { severities: { storage/*: warning } } }\n';
    await on([dropped], policy, async ({ run }) => {
      expect((JSON.parse((await run('check --json')).out) as Told).judgement.outcome).toBe('pass');
    });
  });

  it('a baseline takes it, and the next check passes', async () => {
    await on([dropped], '', async ({ run }) => {
      expect((await run('check --write-baseline')).code).toBe(0);
      const after = JSON.parse((await run('check --json')).out) as Told;
      expect(after.judgement.reasons.map(({ code }) => code)).toEqual(['check/accepted']);
    });
  });

  it('without running migrations: by snapshots where they are, else not decided, and no evidence of the store', async () => {
    const pair = [catalog('id', 'note'), catalog('id', 'note', 'more')] as const;
    await on([dropped, { ...dropped, snapshots: pair }], '', async ({ root, run }) => {
      const told = JSON.parse((await run('check --no-run-migrations --json')).out) as readonly Told[];
      expect(told.map(({ judgement: { outcome, reasons } }) => [outcome, ...reasons.map(({ what }) => what)])).toEqual([
        [
          'inconclusive',
          'store db: nothing was compared: running its migrations was left out (--no-run-migrations), and no snapshot is committed of a0 1.0.0 and 2.0.0',
        ],
        ['pass'],
      ]);
      const { entries } = await readLedger(root);
      expect(entries.map(({ fact }) => fact)).toMatchObject([
        { of: 'check', work: { contracts: 0, stores: 1, objects: 0 }, contracts: [] },
        { of: 'check', work: { contracts: 0, stores: 1 }, contracts: [] },
      ]);
    });
  });

  it('the evidence is of the migrations as they were: the gate notices any other', async () => {
    await on([{ old: first, next: first }], '', async ({ root, run }) => {
      await run('check');
      const now = async () => {
        const workspace = await loadWorkspace(root);
        const artifact = workspace.artifacts.get('a0');
        return artifact ? storeDigests(workspace, artifact, '1.0.0', '2.0.0') : [];
      };
      const [entry] = (await readLedger(root)).entries;
      const before = await now();
      expect(before.map(({ name }) => name)).toEqual(['store db']);
      expect(entry?.fact).toMatchObject({ contracts: before });
      write(root, 'a0/2.0.0/migrations/001_orders.up.sql', `${orders}SELECT 1;`);
      const after = await now();
      expect([after[0]?.old === before[0]?.old, after[0]?.new === before[0]?.new]).toEqual([true, false]);
    });
  });

  it.each([
    [
      'a migration of N-1 that is refused',
      { ...first, '001_orders.up.sql': 'SELECT 1;\nCREATE TABLE nope (id nowhere);' },
      'a0/1.0.0/migrations/001_orders.up.sql:2:23: error: a migration of N-1 is refused',
    ],
    [
      'a text that is no SQL',
      { ...first, '001_orders.up.sql': "SELECT 1;\nSELECT 'open;" },
      'a0/1.0.0/migrations/001_orders.up.sql:2:8: error:',
    ],
  ])('%s is bad input with its place', async (_, old, said) => {
    await on([{ old, next: dropped.next }], '', async ({ run }) => {
      const { code, err } = await run('check');
      expect([code, err.slice(0, said.length)]).toEqual([64, said]);
    });
  });

  it('--changed sees a migration that was edited, and --base compares with what is committed', async () => {
    await on([{ old: first, next: first }], '', async ({ root, run }) => {
      const git = (...words: readonly string[]): string =>
        execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { encoding: 'utf8' });
      git('init', '-q');
      write(root, '.gitignore', '.drill\n');
      git('add', '.');
      git('commit', '-q', '-m', 'first');
      const unchanged = JSON.parse((await run('check --changed --json --no-record')).out) as Told;
      expect(unchanged.judgement.reasons.map(({ code }) => code)).toEqual(['check/unchanged']);
      write(root, 'a0/2.0.0/migrations/002_next.up.sql', 'ALTER TABLE orders DROP COLUMN note;');
      const changed = JSON.parse((await run('check --changed --json --no-record')).out) as Told;
      const based = JSON.parse((await run('check --base HEAD --json --no-record')).out) as Told;
      const expected = ['error storage/column-dropped 002_next.up.sql:1 42703'];
      expect([changed, based].map(severe)).toEqual([expected, expected]);
    });
  });
});

describe('the bundled example', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const storeOf = ({ contracts }: Told) => contracts.find(({ is }) => is === 'store');

  it('1.4.0 → 1.5.0 can be taken back, contracts and store together', async () => {
    const { out, code } = await runIn(root, check, 'orders', '--json', '--no-record', '--no-watch');
    const told = JSON.parse(out) as Told;
    expect([code, told.summary, storeOf(told)?.findings.map(({ rule }) => rule)]).toEqual([
      0,
      'safe to roll out: yes, as long as nobody uses what is new (1 finding) / safe to roll back: yes, as long as nobody uses what is new (4 findings)',
      // Its index takes no text of thousands of characters that cannot be compressed.
      ['storage/migration-failed', 'storage/reference-added', 'storage/table-scanned'],
    ]);
  });

  it('1.5.0 → 1.6.0 cannot: NULL where N-1 has never read it, shown by a row, and a down that leaves it so', async () => {
    const { out, code } = await runIn(root, check, 'orders', '--from', '1.5.0', '--to', '1.6.0', '--json', '--no-record', '--no-watch');
    const told = JSON.parse(out) as Told;
    const findings = storeOf(told)?.findings ?? [];
    expect([code, told.summary]).toEqual([1, 'safe to roll out: no, 2 findings / safe to roll back: no, 1 finding']);
    expect(
      findings.map(({ severity, rule, object, at }) => [severity, rule, object, at.new?.file.split('/').at(-1), at.new?.line]),
    ).toEqual([
      ['note', 'storage/column-not-null-dropped', 'column public.orders.total_cents', '004_money.up.sql', 2],
      ['note', 'storage/table-scanned', 'table public.orders', '004_money.up.sql', 2],
      ['error', 'storage/down-schema-differs', 'column public.orders.total_cents', '004_money.down.sql', 1],
    ]);
    expect(findings[0]?.witness?.value.row?.['total_cents']).toBe(null);
  });
});
