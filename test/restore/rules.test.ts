import { describe, expect, it } from 'vitest';
import type { Content, Manifest } from '../../src/restore/manifest.ts';
import type { RestoreFacts } from '../../src/restore/facts.ts';
import { judgeRestore } from '../../src/restore/judge.ts';
import { restoreRules } from '../../src/restore/rules/registry.ts';

// Every rule by the facts that it is for; what is asked of real files and servers is in detection.test.ts.

const content: Content = {
  tables: [{ table: 'public.t', columns: [], rows: 3, digest: 'sha256:a' }],
  unlogged: [],
  catalog: { engine: 'postgres', server: '18.4', objects: [] },
  sequences: [{ name: 'public.s', last: '10' }],
  roles: [{ name: 'app', may: ['login'], memberOf: ['staff'] }],
  extensions: ['plpgsql 1.0'],
  collations: ['libc 2.36'],
  invariants: [{ name: 'sum', sql: 'SELECT 1', answer: [['1']] }],
};
const manifest: Manifest = {
  format: 'rollback-drill/backup-manifest',
  version: 1,
  backup: 'b1',
  at: '2026-11-23T00:00:00.000Z',
  artifact: 'orders',
  store: 'db',
  cluster: { systemIdentifier: '7', major: 18, database: 'db', tenant: 'north', settings: {} },
  moment: { kind: 'restore-point', name: 'p', at: '0/3000000' },
  content,
};
const backup = { id: 'b1', at: '2026-11-23T00:00:00.000Z', form: 'physical', systemIdentifier: '7' } as const;
const well: RestoreFacts = {
  now: '2026-11-23T01:00:00.000Z',
  provider: 'base',
  backups: [backup],
  backup,
  budgets: { rtoMs: 1000, rpoMs: 7_200_000 },
  files: [],
  log: [],
  manifest,
  hashes: { ledger: 'sha256:m', found: 'sha256:m' },
  started: { complaints: [] },
  content,
  changes: [],
  tenant: 'north',
  integrity: { foreignKeys: [], duplicates: [], indexes: [], sequences: [] },
  markers: [
    { side: 'before', found: true },
    { side: 'after', found: false },
  ],
  rtoMs: 900,
  rpoMs: 100,
  boot: { version: '1.0.0', requests: 3, failed: [] },
  holes: [],
  reached: [],
};

const told = (facts: Partial<RestoreFacts>): readonly string[] =>
  judgeRestore({ ...well, ...facts }).map(({ rule, what, severity }) => `${severity} ${rule.slice('restore/'.length)}: ${what}`);
const holding = (other: Partial<Content>): Partial<RestoreFacts> => ({ content: { ...content, ...other } });

type Case = readonly [name: string, facts: Partial<RestoreFacts>, ...told: readonly string[]];

const cases: readonly Case[] = [
  ['all is well', {}],
  ['no backup', { backups: [] }, 'error backup-missing: base has no backup'],
  [
    'an old backup, and no write to measure by',
    { now: '2026-11-23T05:00:00.000Z', rpoMs: undefined as never },
    'error backup-stale: the newest backup, b1, is 5 h 0 m old, and no more than 2 h 0 m may be lost',
  ],
  [
    'one that is not the newest',
    { backups: [backup, { ...backup, id: 'b2', at: '2026-11-24T00:00:00.000Z' }] },
    'error backup-not-newest: b1 of 2026-11-23T00:00:00.000Z was offered as the newest, and b2 is of 2026-11-24T00:00:00.000Z',
  ],
  [
    'one that is not the last that was taken',
    { manifest: { ...manifest, backup: 'b9' } },
    'error backup-not-newest: b1 was offered as the newest, and the last that was taken is b9',
  ],
  [
    'another cluster',
    { expected: { systemIdentifier: '8' } },
    'error wrong-cluster: the backup is of the cluster 7, and 8 is the one that it must be of',
  ],
  ['another tenant', { tenant: 'south' }, 'error wrong-tenant: what was restored says that it is another tenant’s'],
  ['the tool refuses it', { verified: { ok: false, said: 'checksum mismatch' } }, 'error verify-failed: base says: checksum mismatch'],
  ['a server refuses what it brings', { refused: 'no such type' }, 'error not-restorable: it cannot be restored: no such type'],
  [
    'it does not start',
    { started: { why: 'PANIC: no checkpoint', complaints: [] } },
    'error does-not-start: the server does not start on what was restored: PANIC: no checkpoint',
  ],
  [
    'the server complains',
    { started: { complaints: ['WARNING: page verification failed'] } },
    'error server-complains: the server says: WARNING: page verification failed',
  ],
  [
    'no row',
    holding({ tables: [{ table: 'public.t', columns: [], rows: 0, digest: 'sha256:0' }] }),
    'error nothing-restored: no row was restored; the backup had 3',
  ],
  [
    'fewer rows',
    holding({ tables: [{ table: 'public.t', columns: [], rows: 2, digest: 'sha256:b' }] }),
    'error rows-differ: public.t has 2 rows, and there were 3',
  ],
  [
    'a role with less',
    holding({ roles: [{ name: 'app', may: [], memberOf: [] }] }),
    'error role-missing: the role app is no longer: login, member of staff',
  ],
  ['a role with more', holding({ roles: [{ name: 'app', may: ['createdb', 'login'], memberOf: ['staff'] }] })],
  ['another collation', holding({ collations: ['libc 2.31'] }), 'warning collation-differs: collations are libc 2.31, and were libc 2.36'],
  [
    'an unlogged table',
    { manifest: { ...manifest, content: { ...content, unlogged: ['public.u'] } } },
    'note rows-unlogged: public.u is unlogged',
  ],
  [
    'a sequence that is behind',
    holding({ sequences: [{ name: 'public.s', last: '9' }] }),
    'error sequence-behind: public.s stands at 9, and had given 10',
  ],
  ['a sequence that is ahead', holding({ sequences: [{ name: 'public.s', last: '42' }] })],
  [
    'another answer',
    holding({ invariants: [{ name: 'sum', sql: 'SELECT 1', answer: [['2']] }] }),
    'error invariant-broken: sum has another answer than when the backup was taken',
  ],
  [
    'it stopped too early',
    { markers: [{ side: 'before', found: false }] },
    'error point-missed: what was written just before the target is not there',
  ],
  [
    'it stopped too late',
    { markers: [{ side: 'after', found: true }] },
    'error point-missed: what was written just after the target is there',
  ],
  ['too slow', { rtoMs: 1001 }, 'error too-slow: the copy served after 1.00 s, and there are 1.00 s'],
  ['too much lost', { rpoMs: 7_200_001 }, 'error too-much-lost: writes of 2 h 0 m are lost, and no more than 2 h 0 m may be'],
  ['a hole', { holes: ['GET /items/7'] }, 'error write-lost: GET /items/7 is gone, and what was acknowledged after it is there'],
  [
    'N-1 does not start',
    { boot: { version: '1.0.0', why: 'no table', requests: 0, failed: [] } },
    'error release-fails: 1.0.0 does not start on the copy: no table',
  ],
  [
    'N-1 cannot read',
    { boot: { version: '1.0.0', requests: 1, failed: ['GET /items/7'] } },
    'error release-fails: 1.0.0 on the copy: GET /items/7',
  ],
  [
    'somebody tried to reach something',
    { reached: [{ by: 'N-1', where: 'smtp.example:25' }] },
    'warning reached-out: N-1 tried to reach smtp.example:25, and was refused',
  ],
  [
    'a stub was asked for what it does not know',
    { unanswered: ['payments: POST /refunds'] },
    'warning stub-unanswered: N-1 asked the stub payments: POST /refunds, to which it has no answer',
  ],
];

describe('the rules of restores', () => {
  it('say nothing of backups that nobody has looked for', () => {
    const { backups, backup: _, ...rest } = well;
    expect([backups?.length, judgeRestore(rest)]).toEqual([1, []]);
    expect(told({ backups: [] })).toEqual(['error backup-missing: base has no backup']);
  });

  it.each(cases.map(([name, facts, ...expected]) => ({ name, facts, expected })))('$name', ({ facts, expected }) =>
    expect(told(facts)).toEqual(expected),
  );

  it('say nothing of what a server, a tool, a host or a row says, where values must not be shown', () => {
    const secret = 'geheim-7f3a';
    const odd: RestoreFacts = {
      ...well,
      expected: { tenant: `${secret}1` },
      tenant: `${secret}2`,
      verified: { ok: false, said: secret },
      started: { why: `FATAL:  invalid record ${secret}`, complaints: [`WARNING:  odd ${secret}`] },
      content: { ...content, invariants: [{ name: 'sum', sql: 'SELECT 1', answer: [[secret]] }] },
      integrity: {
        foreignKeys: [],
        duplicates: [],
        indexes: [{ name: 'public.i', said: secret }],
        sequences: [{ name: 'public.s', last: secret, highest: secret, column: 'public.t.id' }],
      },
      reached: [
        { by: 'N-1', where: `${secret}.example:25` },
        { by: 'N-1', where: `${secret}.example` },
      ],
      unanswered: [`payments: POST /${secret}`],
      boot: { version: '1.0.0', why: secret, requests: 0, failed: [] },
    };
    const [shown, quiet] = [judgeRestore(odd), judgeRestore(odd, false)];
    expect(quiet.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(shown.map(({ rule, severity }) => `${severity} ${rule}`));
    expect(shown.filter((finding) => JSON.stringify(finding).includes(secret)).map(({ rule }) => rule.slice(8))).toEqual([
      'log-damaged',
      'verify-failed',
      'server-complains',
      'sequence-behind',
      'index-broken',
      'release-fails',
      'reached-out',
      'reached-out',
      'stub-unanswered',
    ]);
    expect(quiet.filter((finding) => JSON.stringify(finding).includes(secret))).toEqual([]);
    expect(new Set(quiet.map(({ fingerprint }) => fingerprint)).size).toBe(quiet.length);
  });

  it('each says why it matters and what to do', () => {
    for (const { why, fix, id } of restoreRules) expect([id, why.length > 20, fix.length > 20]).toEqual([id, true, true]);
  });

  it('findings of different things have different fingerprints, and the same in every run', () => {
    const facts = { ...well, holes: ['GET /a', 'GET /b'] };
    const [one, two] = judgeRestore(facts).map(({ fingerprint }) => fingerprint);
    expect([one === two, judgeRestore(facts).map(({ fingerprint }) => fingerprint)]).toEqual([false, [one, two]]);
  });
});
