import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../src/core/clock.ts';
import { openScratch } from '../src/core/scratch/scratch.ts';
import type { RestoreJournal } from '../src/model/journal.ts';
import { runRestoreDrill } from '../src/restore/drill.ts';
import { hashOfManifest, type Manifest } from '../src/restore/manifest.ts';
import type { Repository } from '../src/restore/provider.ts';
import { base } from '../src/restore/providers/base.ts';
import { openSession } from '../src/storage/engines/postgres/session.ts';
import { judgeDrill } from '../src/verdict/drill.ts';
import type { Bench } from './bench.ts';
import type { Expected, Told } from './restore/fault.ts';
import { faultsInFiles, type InFiles, noFaultsInFiles } from './restore/files.ts';
import { faultsInRows, type InRows, noFaultsInRows } from './restore/rows.ts';
import { invariants, tenant } from './restore/shop.ts';
import { type BackedUp, backUp, never } from './restore/source.ts';
import { toolFor } from './restore/tool.ts';

// What is promised of restores: each fault of docs/restore.md is caught in a real restore and named by its class, and what is none raises
// no alarm. Files and log by the provider `base`, what a tool does to rows by the provider `command`.

const context = { root: join(import.meta.dirname, '..'), env: process.env };
let count = 0;

const restore = ({ plan, ledger }: Told, repository: Repository, manifest: Manifest): Promise<RestoreJournal> =>
  runRestoreDrill(
    {
      id: `bench${process.pid}-${++count}`,
      drill: 'bench',
      artifact: 'orders',
      environment: 'local',
      synthetic: true,
      from: { version: '1.0.0', digest: `sha256:${'0'.repeat(64)}` },
      to: { version: '1.1.0', digest: `sha256:${'1'.repeat(64)}` },
      store: 'db',
      provider: repository.provider,
      source: 'none',
      take: false,
      moment: 'lock',
      points: [],
      expects: {},
      database: 'shop',
      invariants,
      tenant,
      budgets: {},
      deadlineMs: 600_000,
      workMs: 0,
      requestTimeoutMs: 1000,
      ...plan,
    },
    {
      repository,
      boot: async (url) => {
        await using session = await openSession(url);
        const why = await session.query('SELECT count(*) FROM orders').then(
          () => undefined,
          (error: Error) => error.message,
        );
        return { version: '1.0.0', requests: 1, writes: [], ...(why !== undefined && { why }) };
      },
      manifests: { write: async () => {}, read: async () => ({ manifest, ledger: ledger ?? hashOfManifest(manifest) }) },
    },
    {
      clock: systemClock,
      progress: { step: () => {}, note: () => {}, count: () => {} },
      signal: never,
      toolVersion: '0',
      originMs: performance.now(),
    },
  );

/** A file system of so many bytes for all that a drill makes; undefined: only root may make one. */
const withRoom = async <T>(bytes: number, work: () => Promise<T>): Promise<T | undefined> => {
  const folder = mkdtempSync('/dev/shm/drill-full-');
  const before = process.env['TMPDIR'];
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=0711`, 'none', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  try {
    process.env['TMPDIR'] = folder;
    const done = await work();
    const left = readdirSync(folder);
    if (left.length > 0) throw new Error(`it left ${left.join(', ')}`);
    return done;
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  }
};

const inFiles = async (given: InFiles, { repository, backup, ofFiles, files }: BackedUp): Promise<RestoreJournal | undefined> => {
  await using scratch = await openScratch(`benchfiles${process.pid}-${++count}`);
  const at = join(await scratch.inMemory(), 'repository');
  cpSync(repository, at, { recursive: true, preserveTimestamps: true });
  chmodSync(at, 0o711);
  given.damage?.(at, backup, files);
  const run = (): Promise<RestoreJournal> => restore(given, base.open({ repository: at }, context), ofFiles);
  return given.room === undefined ? await run() : await withRoom(Math.floor((backup.bytes ?? 0) * given.room), run);
};

const inRows = (given: InRows, rows: number, { ofDump }: BackedUp): Promise<RestoreJournal> =>
  restore(given, toolFor(given, rows, ofDump.at, context), given.manifest?.(ofDump) ?? ofDump);

/** How it is wrong; undefined: it is as it must be. */
const wrongOf = ({ rules, outcome, says }: Expected, journal: RestoreJournal): string | undefined => {
  const judgement = judgeDrill(journal);
  const found = [...new Set(journal.findings.map(({ rule }) => rule.slice('restore/'.length)))].sort();
  const reasons = judgement.reasons.map(({ code, what }) => `${code}: ${what}`).join('; ');
  const wanted = outcome ?? (rules.length > 0 ? 'fail' : 'pass');
  const isRight = judgement.outcome === wanted && found.join() === [...rules].sort().join() && reasons.includes(says ?? '');
  return isRight && journal.leftovers.length === 0
    ? undefined
    : `${judgement.outcome}, ${found.join() || 'nothing found'}; wanted ${wanted}, ${rules.join() || 'nothing'}: ${reasons}`;
};

interface Case {
  readonly given: Expected;
  readonly isFault: boolean;
  readonly run: () => Promise<RestoreJournal | undefined>;
}

/** With fewer rows than these one case of four is looked at, which proves that all of it still runs: test/restore/detection.test.ts has the classes. */
const enoughRows = 10_000;

const faults = async (rows: number): Promise<{ readonly figures: readonly string[] }> => {
  await using scratch = await openScratch(`bench${process.pid}`);
  const source = await backUp(rows, scratch);
  const every: Case[] = [
    ...[...faultsInRows, ...noFaultsInRows].map((given) => ({
      given,
      isFault: faultsInRows.includes(given),
      run: () => inRows(given, rows, source),
    })),
    ...[...faultsInFiles, ...noFaultsInFiles].map((given) => ({
      given,
      isFault: faultsInFiles.includes(given),
      run: () => inFiles(given, source),
    })),
  ];
  const cases = rows < enoughRows ? every.filter((_, index) => index % 4 === 0) : every;
  const [missed, alarms, skipped]: [string[], string[], string[]] = [[], [], []];
  const todo = cases.filter(({ given }) => !('room' in given));
  const look = async ({ given, isFault, run }: Case): Promise<void> => {
    const journal = await run().catch((error: unknown) => error as Error);
    if (journal === undefined) return void skipped.push(given.name);
    const wrong = journal instanceof Error ? String(journal) : wrongOf(given, journal);
    if (wrong !== undefined) (isFault ? missed : alarms).push(`${given.name}: ${wrong}`);
  };
  const worker = async (): Promise<void> => {
    for (let next = todo.shift(); next; next = todo.shift()) await look(next);
  };
  await Promise.all([worker(), worker()]);
  // These have the place for temporary files to themselves.
  for (const one of cases.filter(({ given }) => 'room' in given)) await look(one);
  const all = cases.filter(({ isFault }) => isFault).length;
  if (missed.length + alarms.length > 0)
    throw new Error(['', ...missed.map((one) => `not as it must be: ${one}`), ...alarms.map((one) => `false alarm: ${one}`)].join('\n  '));
  return {
    figures: [
      `${all - skipped.length} of ${all} faults caught, each named by its class`,
      `${cases.length - all} that are none, 0 false alarms`,
      ...(cases.length < every.length ? [`${every.length - cases.length} cases are left to more rows`] : []),
      ...skipped.map((name) => `skipped: ${name} (only root may make a file system for it)`),
    ],
  };
};

export const restoreFaults: Bench = {
  name: 'faults of backups and of restores',
  sizes: [3000, 10_000, 1_000_000],
  unit: 'rows',
  run: faults,
};
