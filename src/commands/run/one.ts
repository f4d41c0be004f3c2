import { randomBytes } from 'node:crypto';
import { relative } from 'node:path';
import { within } from '../../core/deadline.ts';
import { DrillError, messageOf, type Place } from '../../core/error.ts';
import { planDrill } from '../../drills/rollback/plan.ts';
import { runDrill } from '../../drills/rollback/drill.ts';
import { workloadOf } from '../../drills/workload/load.ts';
import { evidenceOfDrill } from '../../evidence/evidence.ts';
import { lastKnownGood } from '../../evidence/history.ts';
import { pruneJournals, writeJournal } from '../../evidence/journal.ts';
import { openLedger } from '../../evidence/ledger.ts';
import { showProgress } from '../../report/terminal/progress.ts';
import { judgeDrill } from '../../verdict/drill.ts';
import { chooseVersions } from '../../workspace/choose.ts';
import { digestOf, provide } from '../../workspace/sources/registry.ts';
import type { Artifact, ArtifactVersion, Drill, Environment, Workspace } from '../../workspace/workspace.ts';
import { backupsOf } from './backups.ts';
import { keepingContracts } from './contracts.ts';
import { keepingStatements } from './statements.ts';
import { definitionOf } from './definition.ts';
import { runMigration } from './migration.ts';
import { runRestore } from './restore.ts';
import { planJson, planText } from './plan-text.ts';
import { toolVersion } from '../version.ts';
import type { Io } from '../command.ts';
import type { RunOptions } from './options.ts';
import type { Telling } from './telling.ts';

/** An error of the plan is about the drill's declaration: that is its place, unless it has a better one. */
const placed = <T>(at: Place, plan: () => T): T => {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    const [first, ...rest] = error.problems.map((problem) => ({ at, ...problem }));
    throw first ? DrillError.of([first, ...rest], error.kind) : error;
  }
};

/**
 * A version that writes into its own folder is not booted cold the second time, and is not what was declared any more: the
 * digests are taken again at the end.
 */
const changedVersions = async (
  workspace: Workspace,
  versions: readonly (readonly [version: ArtifactVersion, digest: string])[],
): Promise<string[]> => {
  const changed: string[] = [];
  for (const [version, digest] of versions) {
    const now = await digestOf(workspace, version).catch((error: unknown) => messageOf(error));
    if (now !== digest)
      changed.push(`changes in the folder of ${version.artifact} ${version.version}, made while it ran (it was ${digest}, now: ${now})`);
  }
  return changed;
};

/** The environment, with all stores on another server. */
const movedTo = (server: string, artifact: Artifact, environment: Environment): Environment => ({
  ...environment,
  stores: Object.fromEntries(Object.keys(artifact.stores ?? {}).map((name) => [name, server])),
});

/** Runs one drill from its declaration to the ledger; with `dryRun` only decides what would be done. */
export const runOne = async (workspace: Workspace, declared: Drill, options: RunOptions, io: Io, telling: Telling): Promise<void> => {
  const drill = options.route ? { ...declared, routes: [...new Set(options.route)] } : declared;
  const artifact = workspace.artifacts.get(drill.artifact);
  const found = workspace.environments.get(drill.environment);
  const environment = found && options.server !== undefined && artifact ? movedTo(options.server, artifact, found) : found;
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
  if (drill.kind === 'migration') return runMigration(workspace, { drill, declared, artifact, environment, chosen }, options, io, telling);
  if (drill.kind === 'restore') return runRestore(workspace, { drill, declared, artifact, environment, chosen }, options, io, telling);
  const workload = await within(io.signal, workloadOf(drill.workload ?? '', workspace.root, relative(io.cwd, workspace.file), io.cwd));

  using progress = showProgress(drill.name, {
    write: io.err,
    look: io.look.err,
    interactive: io.interactive,
    monotonic: io.clock.monotonic,
  });
  const providing = { signal: io.signal, progress };
  await using from = await provide(workspace, chosen.from, providing);
  await using to = await provide(workspace, chosen.to, providing);
  const plan = placed(workspace.placeOf(`/drills/${drill.name}`), () =>
    planDrill({
      id: randomBytes(4).toString('hex'),
      drill,
      artifact,
      environment,
      from: { version: chosen.from.version, digest: from.digest, folder: from.folder },
      to: { version: chosen.to.version, digest: to.digest, folder: to.folder },
      workload,
    }),
  );
  if (options.dryRun) return telling.planned({ text: planText(plan), json: planJson(plan) });
  const definition = await definitionOf(workspace, declared, { now: io.clock.now(), entries });

  const done = await runDrill(plan, {
    clock: io.clock,
    progress,
    signal: io.signal,
    keep: options.keep ?? false,
    machine: io.env,
    openBackups: backupsOf(workspace, artifact, io),
    keepContract: keepingContracts(workspace, artifact),
    keepStatements: keepingStatements(workspace, artifact, plan.synthetic),
    toolVersion: toolVersion(),
  });
  const journal = {
    ...done.journal,
    leftovers: [
      ...done.journal.leftovers,
      ...(await changedVersions(workspace, [
        [chosen.from, from.digest],
        [chosen.to, to.digest],
      ])),
    ],
  };
  const document = await writeJournal(workspace.root, journal);
  const judgement = judgeDrill(journal);
  telling.found({ kind: 'drill', journal, judgement, path: document.path }, done.kept);
  // Somebody stopped it: that says nothing about the versions, so the ledger does not hear of it.
  if (!io.signal.aborted) {
    await ledger.append(evidenceOfDrill(journal, judgement, document, definition));
    await pruneJournals(workspace.root, (await ledger.read()).entries);
  }
};
