import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { within } from '../../core/deadline.ts';
import { parseDuration } from '../../core/duration.ts';
import { DrillError } from '../../core/error.ts';
import { makeSource } from '../../drills/restore/source.ts';
import { readBackOn, type ServedVersion } from '../../drills/restore/worked.ts';
import { targetNamed } from '../../drills/targets/registry.ts';
import type { Acked } from '../../drills/workload/acked.ts';
import { workloadOf } from '../../drills/workload/load.ts';
import { writeWhole } from '../../evidence/durable.ts';
import { evidenceOfDrill } from '../../evidence/evidence.ts';
import { pruneJournals, writeJournal } from '../../evidence/journal.ts';
import { openLedger, type Ledger } from '../../evidence/ledger.ts';
import { showProgress } from '../../report/terminal/progress.ts';
import { runRestoreDrill, type RestorePorts } from '../../restore/drill.ts';
import { parseManifest, writeManifest } from '../../restore/manifest.ts';
import type { RestorePlan } from '../../restore/plan.ts';
import { providers } from '../../restore/providers/registry.ts';
import { judgeDrill } from '../../verdict/drill.ts';
import { digestOf, provide } from '../../workspace/sources/registry.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Io } from '../command.ts';
import { toolVersion } from '../version.ts';
import { definitionOf } from './definition.ts';
import type { MigrationOccasion } from './migration.ts';
import type { RunOptions } from './options.ts';
import { restorePlanJson, restorePlanText } from './plan-text.ts';
import type { Telling } from './telling.ts';

const manifestPath = (backup: string): string => `.drill/manifests/${backup}.json`;

const ms = (text: string | undefined): number | undefined => (text === undefined ? undefined : parseDuration(text));

/** Without a `deadline` it ends after so many milliseconds. */
const usualMs = 300_000;
/** How long N-1 is written to before the backup and after it, ms. */
const workMs = 1000;

/** Runs one restore drill from its declaration to the ledger; with `dryRun` only decides what would be done. */
export const runRestore = async (
  workspace: Workspace,
  { drill, declared, artifact, environment, chosen }: MigrationOccasion,
  options: RunOptions,
  io: Io,
  telling: Telling,
): Promise<void> => {
  const [store, definition] =
    Object.entries(artifact.stores ?? {}).find(([name, { backup }]) => backup && (drill.stores?.includes(name) ?? true)) ?? [];
  const backup = definition?.backup;
  if (store === undefined || !definition || !backup || !artifact.run)
    throw new DrillError('run/unresolved', `drill ${drill.name} has nothing to restore`, { kind: 'internal' });
  const budgets = { rtoMs: ms(backup.rto), rpoMs: ms(backup.rpo) };
  const plan: RestorePlan = {
    id: randomBytes(4).toString('hex'),
    drill: drill.name,
    artifact: artifact.name,
    environment: environment.name,
    synthetic: environment.synthetic ?? false,
    from: { version: chosen.from.version, digest: await digestOf(workspace, chosen.from, { signal: io.signal }) },
    to: { version: chosen.to.version, digest: await digestOf(workspace, chosen.to, { signal: io.signal }) },
    store,
    invariants: Object.entries(backup.invariants ?? {}).map(([name, sql]) => ({ name, sql })),
    ...(backup.tenant !== undefined && { tenant: backup.tenant }),
    budgets: {
      ...(budgets.rtoMs !== undefined && { rtoMs: budgets.rtoMs }),
      ...(budgets.rpoMs !== undefined && { rpoMs: budgets.rpoMs }),
    },
    deadlineMs: ms(drill.deadline) ?? usualMs,
    workMs,
    requestTimeoutMs: ms(drill.requestTimeout) ?? 2000,
  };
  if (options.dryRun) return telling.planned({ text: restorePlanText(plan, backup.provider), json: restorePlanJson(plan) });
  const workload = await within(io.signal, workloadOf(drill.workload ?? '', workspace.root, relative(io.cwd, workspace.file), io.cwd));
  using progress = showProgress(drill.name, {
    write: io.err,
    look: io.look.err,
    interactive: io.interactive,
    monotonic: io.clock.monotonic,
  });
  await using from = await provide(workspace, chosen.from, { signal: io.signal, progress });
  const ledger = openLedger(workspace.root, io.clock);
  const originMs = performance.now();
  const version: ServedVersion = {
    target: targetNamed(environment.target),
    artifact: artifact.name,
    version: chosen.from.version,
    folder: from.folder,
    run: artifact.run,
    machine: io.env,
    workload,
    rate: drill.rate ?? 20,
    requestTimeoutMs: plan.requestTimeoutMs,
  };
  let acked: readonly Acked[] = [];
  const journal = await runRestoreDrill(
    plan,
    {
      openSource: async (scratch, signal) => {
        const source = await makeSource({ scratch, version, store, migrations: definition.migrations, runId: plan.id, originMs }, signal);
        return {
          ...source,
          repository: providers[backup.provider].open({ repository: source.repository }, workspace.root),
          lose: async () => {
            const at = await source.lose();
            acked = source.acked();
            return at;
          },
        };
      },
      boot: async (url, scratch, signal) => ({
        version: version.version,
        ...(await readBackOn(version, { scratch, stores: { [store]: url } }, acked, signal)),
      }),
      manifests: manifestsOf(workspace, ledger, {
        artifact: artifact.name,
        environment: environment.name,
        store,
        provider: backup.provider,
      }),
    },
    { clock: io.clock, progress, signal: io.signal, toolVersion: toolVersion(), originMs },
  );
  const document = await writeJournal(workspace.root, journal);
  const judgement = judgeDrill(journal);
  telling.found({ kind: 'drill', journal, judgement, path: document.path }, []);
  if (io.signal.aborted) return;
  const known = await definitionOf(workspace, declared, { now: io.clock.now(), entries: (await ledger.read()).entries });
  await ledger.append(evidenceOfDrill(journal, judgement, document, known));
  await pruneJournals(workspace.root, (await ledger.read()).entries);
};

/** Manifests lie in files; their hashes are in the ledger, which nobody edits unseen. */
const manifestsOf = (
  { root }: Workspace,
  ledger: Ledger,
  about: { readonly artifact: string; readonly environment: string; readonly store: string; readonly provider: string },
): RestorePorts['manifests'] => ({
  write: async (manifest, hash) => {
    await mkdir(join(root, '.drill/manifests'), { recursive: true });
    await writeWhole(join(root, manifestPath(manifest.backup)), writeManifest(manifest));
    await ledger.append({ kind: 'backup', ...about, backup: manifest.backup, manifest: hash });
  },
  read: async ({ id }) => {
    const { entries } = await ledger.read();
    const fact = entries.findLast(
      (entry) => entry.fact.kind === 'backup' && entry.fact.backup === id && entry.fact.store === about.store,
    )?.fact;
    const text = await readFile(join(root, manifestPath(id)), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    return { manifest: parseManifest(text, manifestPath(id)), ...(fact?.kind === 'backup' && { ledger: fact.manifest }) };
  },
});
