import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { runMigrationDrill, type Trying } from '../../drills/migration/drill.ts';
import { type MigrationPlan, planMigration } from '../../drills/migration/plan.ts';
import { serverOf } from '../../drills/rollback/plan.ts';
import { evidenceOfDrill } from '../../evidence/evidence.ts';
import { pruneJournals, writeJournal } from '../../evidence/journal.ts';
import { openLedger } from '../../evidence/ledger.ts';
import type { CheckReport } from '../../model/check.ts';
import type { MigrationJournal } from '../../model/journal.ts';
import type { Progress } from '../../core/progress.ts';
import { showProgress } from '../../report/terminal/progress.ts';
import { byRoutes } from '../../verdict/check/cells.ts';
import { judgeDrill } from '../../verdict/drill.ts';
import type { Chosen } from '../../workspace/choose.ts';
import { digestOf } from '../../workspace/sources/registry.ts';
import type { Artifact, Drill, Environment, Workspace } from '../../workspace/workspace.ts';
import { judgeReports } from '../check/judge.ts';
import { openStores } from '../check/stores.ts';
import type { Io } from '../command.ts';
import { readSql } from '../migration/files.ts';
import { toolVersion } from '../version.ts';
import { definitionOf } from './definition.ts';
import type { RunOptions } from './options.ts';
import type { Telling } from './telling.ts';
import { migrationPlanJson, migrationPlanText } from './plan-text.ts';

/** A drill of migrations, and where it stands. */
export interface MigrationOccasion {
  readonly drill: Drill;
  /** As drill.yaml has it, without what was said on the command line. */
  readonly declared: Drill;
  readonly artifact: Artifact;
  readonly environment: Environment;
  readonly chosen: Chosen;
}

const headOf = ({ artifact, from, to }: MigrationPlan, at: Date): CheckReport => ({
  format: 'rollback-drill/check',
  version: 1,
  artifact,
  from,
  to,
  at: at.toISOString(),
  contracts: [],
});

/** Stores as `drill check` tries them, but that nothing counts that was not run. */
const tryingOf =
  (workspace: Workspace, { artifact, drill, chosen, environment }: MigrationOccasion, plan: MigrationPlan, io: Io, progress: Progress) =>
  (signal: AbortSignal): Trying => {
    const { cwd, clock } = io;
    const server = serverOf(artifact, environment);
    const opening = (async () => {
      const seed = drill.seed === undefined ? undefined : await readSql(join(workspace.root, drill.seed), cwd);
      return openStores(workspace, {
        cwd,
        signal,
        isRun: true,
        ...(server === undefined ? {} : { server }),
        isWatched: true,
        mustRun: true,
        machine: io.env,
        now: clock.now(),
        progress,
        ...(seed && { seed }),
      });
    })();
    let database: string | undefined;
    return {
      store: async (name, limited) => {
        limited.throwIfAborted();
        const opened = await opening;
        const definition = artifact.stores?.[name];
        const only: Artifact = { ...artifact, stores: definition ? { [name]: definition } : {} };
        const report = await opened.added(headOf(plan, clock.now()), only, { kind: 'versions', ...chosen });
        database = opened.database();
        const [store] = report.contracts;
        if (!store) throw new Error(`there is no store ${name}`);
        return store;
      },
      database: () => database,
      [Symbol.asyncDispose]: async () => (await opening)[Symbol.asyncDispose](),
    };
  };

/** With what is accepted, and what the policy says of findings: the drill is judged by them, now and when it is shown again. */
const judgedIn = (workspace: Workspace, journal: MigrationJournal, io: Io): MigrationJournal => {
  const { artifact, from, to, startedAt: at, stores, routes } = journal;
  const asked = stores.map((store) => byRoutes(store, routes));
  const [judged] = judgeReports(workspace, [{ format: 'rollback-drill/check', version: 1, artifact, from, to, at, contracts: asked }], {
    failOn: 'error',
    isWhole: false,
    now: io.clock.now(),
    cwd: io.cwd,
    note: (text) => io.err(`note: ${text}\n`),
  });
  return { ...journal, stores: judged?.report.contracts ?? asked };
};

/** Runs one drill of migrations from its declaration to the ledger; with `dryRun` only decides what would be done. */
export const runMigration = async (
  workspace: Workspace,
  occasion: MigrationOccasion,
  options: RunOptions,
  io: Io,
  telling: Telling,
): Promise<void> => {
  const { drill, declared, artifact, environment, chosen } = occasion;
  const named = async (version: typeof chosen.from) => ({
    version: version.version,
    digest: await digestOf(workspace, version, { signal: io.signal }),
  });
  const plan = planMigration({
    id: randomBytes(4).toString('hex'),
    drill,
    artifact,
    environment,
    from: await named(chosen.from),
    to: await named(chosen.to),
  });
  if (options.dryRun) return telling.planned({ text: migrationPlanText(plan), json: migrationPlanJson(plan) });
  const ledger = openLedger(workspace.root, io.clock);
  const definition = await definitionOf(workspace, declared, { now: io.clock.now(), entries: (await ledger.read()).entries });
  using progress = showProgress(drill.name, {
    write: io.err,
    look: io.look.err,
    interactive: io.interactive,
    monotonic: io.clock.monotonic,
  });
  const observed = await runMigrationDrill(plan, {
    clock: io.clock,
    progress,
    signal: io.signal,
    toolVersion: toolVersion(),
    open: tryingOf(workspace, occasion, plan, io, progress),
  });
  const journal = judgedIn(workspace, observed, io);
  const document = await writeJournal(workspace.root, journal);
  const judgement = judgeDrill(journal);
  telling.found({ kind: 'drill', journal, judgement, path: document.path }, []);
  if (io.signal.aborted) return;
  await ledger.append(evidenceOfDrill(journal, judgement, document, definition));
  await pruneJournals(workspace.root, (await ledger.read()).entries);
};
