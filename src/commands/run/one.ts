import { randomBytes } from 'node:crypto';
import { relative } from 'node:path';
import { DrillError } from '../../core/error.ts';
import { type Plan, planDrill } from '../../drills/rollback/plan.ts';
import { runDrill } from '../../drills/rollback/drill.ts';
import { workloadOf } from '../../drills/workload/load.ts';
import { evidenceOfDrill } from '../../evidence/evidence.ts';
import { lastKnownGood } from '../../evidence/history.ts';
import { pruneJournals, writeJournal } from '../../evidence/journal.ts';
import { openLedger } from '../../evidence/ledger.ts';
import type { Report } from '../../model/report.ts';
import { showProgress } from '../../report/terminal/progress.ts';
import { judgeDrill } from '../../verdict/drill.ts';
import { chooseVersions } from '../../workspace/choose.ts';
import { provide } from '../../workspace/sources/registry.ts';
import type { Drill, Workspace } from '../../workspace/workspace.ts';
import { toolVersion } from '../version.ts';
import type { Io } from '../command.ts';
import type { RunOptions } from './options.ts';

type DrillReport = Extract<Report, { kind: 'drill' }>;
export type Done =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'done'; readonly report: DrillReport; readonly kept: readonly string[] };

/** Runs one drill from its declaration to the ledger; with `dryRun` only decides what would be done. */
export const runOne = async (workspace: Workspace, declared: Drill, options: RunOptions, io: Io): Promise<Done> => {
  const drill = options.route ? { ...declared, routes: options.route } : declared;
  const artifact = workspace.artifacts.get(drill.artifact);
  const environment = workspace.environments.get(drill.environment);
  if (!artifact || !environment)
    throw new DrillError('run/unresolved', `drill ${drill.name} names what is not there`, { kind: 'internal' });
  const ledger = openLedger(workspace.root, io.clock);
  const { entries } = await ledger.read();
  const good = lastKnownGood(entries, artifact.name, environment.name);
  const chosen = chooseVersions(workspace, artifact.name, {
    drill,
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.to === undefined ? {} : { to: options.to }),
    ...(good ? { lastKnownGood: good.version } : {}),
  });
  const workload = await workloadOf(drill.workload, workspace.root, relative(io.cwd, workspace.file), io.cwd);

  using progress = showProgress(drill.name, {
    write: io.err,
    look: io.look.err,
    interactive: io.interactive,
    monotonic: io.clock.monotonic,
  });
  const providing = { signal: io.signal, progress };
  await using from = await provide(workspace, chosen.from, providing);
  await using to = await provide(workspace, chosen.to, providing);
  const plan = planDrill({
    id: randomBytes(4).toString('hex'),
    drill,
    artifact,
    environment,
    from: { version: chosen.from.version, digest: from.digest, folder: from.folder },
    to: { version: chosen.to.version, digest: to.digest, folder: to.folder },
    workload,
  });
  if (options.dryRun) return { kind: 'plan', plan };

  const { journal, kept } = await runDrill(plan, {
    clock: io.clock,
    progress,
    signal: io.signal,
    keep: options.keep ?? false,
    machine: io.env,
    toolVersion: toolVersion(),
  });
  const document = await writeJournal(workspace.root, journal);
  const judgement = judgeDrill(journal);
  // Somebody stopped it: that says nothing about the versions, so the ledger does not hear of it.
  if (!io.signal.aborted) {
    await ledger.append(evidenceOfDrill(journal, judgement, document));
    await pruneJournals(workspace.root, (await ledger.read()).entries);
  }
  return { kind: 'done', report: { kind: 'drill', journal, judgement, path: document.path }, kept };
};
