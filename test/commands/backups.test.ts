import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backups } from '../../src/commands/backups.ts';
import { openLedger } from '../../src/evidence/ledger.ts';
import { reportSchemas } from '../../src/report/documents/all.ts';
import type { BackupsReport } from '../../src/model/backups.ts';
import { runIn } from './io.ts';

// What there is, by providers that can be asked and one that cannot, and what the ledger says was proved of it.

let root: string;
const digest = `sha256:${'a'.repeat(64)}`;
const now = new Date('2026-11-24T03:00:00.000Z');

const dump = (id: string, at: string): void => {
  mkdirSync(join(root, 'dumps', id), { recursive: true });
  const list = {
    format: 'rollback-drill/dump',
    version: 1,
    id,
    at,
    how: 'copy',
    major: 18,
    database: 'shop',
    systemIdentifier: '7',
    bytes: 1234,
    tables: [],
    files: [],
  };
  writeFileSync(join(root, 'dumps', id, 'dump.json'), JSON.stringify(list));
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'drill-backups-'));
  const store = (backup: object): object => ({ engine: 'postgres', backup });
  mkdirSync(join(root, 'v1'));
  mkdirSync(join(root, 'broken'));
  writeFileSync(join(root, 'broken/backups'), 'a file, where a folder should be');
  writeFileSync(
    join(root, 'drill.yaml'),
    JSON.stringify({
      version: 1,
      artifacts: {
        shop: {
          versions: { '1.0.0': { path: 'v1' } },
          stores: {
            broken: store({ provider: 'base', repository: 'broken' }),
            db: store({ provider: 'logical', repository: 'dumps', rto: '1m', rpo: '1h', source: { fromEnvironment: 'NOT_SET' } }),
            none: store({ provider: 'base', repository: 'nothing' }),
            plain: { engine: 'postgres' },
          },
        },
      },
      environments: { here: { target: 'process', synthetic: true } },
    }),
  );
  dump('d1', '2026-11-23T02:00:00.000Z');
  dump('d2', '2026-11-24T02:00:00.000Z');
  const ledger = openLedger(root, { now: () => now, monotonic: () => 0 });
  const evidence = {
    kind: 'evidence',
    of: 'drill',
    artifact: 'shop',
    environment: 'here',
    drill: 'night',
    routes: ['restore'],
    from: { version: '1.0.0', digest },
    to: { version: '1.0.0', digest },
    reasons: [],
    work: { backups: 1 },
  } as const;
  const restore = { store: 'db', provider: 'logical', backup: 'd1', at: '2026-11-23T02:00:00.000Z', bytes: 1234, rtoMs: 2500, rpoMs: 0 };
  await ledger.append({
    kind: 'backup',
    artifact: 'shop',
    environment: 'here',
    store: 'db',
    provider: 'logical',
    backup: 'd1',
    manifest: digest,
  });
  await ledger.append({ ...evidence, outcome: 'pass', restore });
  await ledger.append({ ...evidence, outcome: 'fail', restore: { ...restore, backup: 'd2' } });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const told = async (...args: readonly string[]): Promise<{ readonly code: number | undefined; readonly report: BackupsReport }> => {
  const { code, out } = await runIn(root, backups, ...args, '--json');
  return { code, report: JSON.parse(out) as BackupsReport };
};

describe('drill backups', () => {
  it('lists the newest first, with what was written down and what was proved; one that cannot be asked hides no other', async () => {
    const { code, report } = await told();
    expect(code).toBe(2);
    expect(report.stores.map(({ store, problem }) => [store, problem?.code])).toEqual([
      ['broken', 'backup/unreadable'],
      ['db', undefined],
      ['none', undefined],
    ]);
    const [, db, none] = report.stores;
    expect(none?.backups).toEqual([]);
    expect(db?.backups.map(({ id, bytes, form, manifest, proved }) => [id, bytes, form, manifest, proved])).toEqual([
      ['d2', 1234, 'logical', false, undefined],
      ['d1', 1234, 'logical', true, now.toISOString()],
    ]);
    expect([db?.lastProved, db?.budgets]).toEqual([
      {
        at: now.toISOString(),
        drill: 'night',
        environment: 'here',
        backup: 'd1',
        of: '2026-11-23T02:00:00.000Z',
        bytes: 1234,
        rtoMs: 2500,
        rpoMs: 0,
      },
      { rtoMs: 60_000, rpoMs: 3_600_000 },
    ]);
  });

  it('is a document of the schema that is published', async () => {
    const { report } = await told();
    const schema = reportSchemas().find(({ name }) => name === 'backups.schema.json');
    const ajv = new Ajv2020({ strict: false });
    (addFormats as unknown as (to: Ajv2020) => void)(ajv);
    const check = ajv.compile(JSON.parse(schema?.text ?? '{}') as object);
    expect([check(report), check.errors]).toEqual([true, null]);
  });

  it('tells people when a restore was last proved, and of which backup', async () => {
    const { out, code } = await runIn(root, backups, 'shop', '--store', 'db');
    expect(code).toBe(0);
    expect(out.replaceAll(/\S+ \S+ \S+ \S+ old/g, 'AGE').replaceAll(root, 'ROOT')).toMatch(/^shop db, by logical \(ROOT\/dumps\)\n {2}d2 /);
    expect(out).toContain('  last proved restore: 2026-11-24 03:00:00, of d1, RTO 2.50 s of 1 m 0 s, RPO 0 ms of 1 h 0 m\n');
    expect((await runIn(root, backups, '--store', 'none')).out).toContain('there is no backup\n  no restore of it was ever proved\n');
  });

  it('tells Prometheus', async () => {
    const { out } = await runIn(root, backups, '--format', 'prometheus');
    expect(out.split('\n').filter((line) => line.includes('store="db"') || line.startsWith('drill_backup_up'))).toEqual([
      'drill_backup_up{artifact="shop",store="broken",provider="base"} 0',
      'drill_backup_up{artifact="shop",store="db",provider="logical"} 1',
      'drill_backup_up{artifact="shop",store="none",provider="base"} 1',
      'drill_backups{artifact="shop",store="db",provider="logical"} 2',
      'drill_backup_newest_timestamp_seconds{artifact="shop",store="db",provider="logical"} 1795485600',
      'drill_backup_newest_bytes{artifact="shop",store="db",provider="logical"} 1234',
      'drill_restore_proved_timestamp_seconds{artifact="shop",store="db",provider="logical"} 1795489200',
      'drill_restore_rto_seconds{artifact="shop",store="db",provider="logical"} 2.5',
      'drill_restore_rpo_seconds{artifact="shop",store="db",provider="logical"} 0',
      'drill_restore_bytes{artifact="shop",store="db",provider="logical"} 1234',
      'drill_restore_rto_budget_seconds{artifact="shop",store="db",provider="logical"} 60',
      'drill_restore_rpo_budget_seconds{artifact="shop",store="db",provider="logical"} 3600',
    ]);
  });

  const refused: readonly (readonly [args: readonly string[], code: string])[] = [
    [['shopp'], 'version/unknown-artifact'],
    [['--store', 'bd'], 'backup/unknown-store'],
    [['shop', '--manifest'], 'backup/which-store'],
    [['shop', '--store', 'none', '--manifest'], 'backup/no-source'],
    [['shop', '--store', 'db', '--manifest'], 'backup/no-url'],
    [['shop', '--', 'true'], 'cli/unexpected'],
  ];
  it.each(refused)('refuses %j: %s', async (args, code) => expect((await runIn(root, backups, ...args)).refused).toEqual([code]));
});
