import { DrillError } from '../../../core/error.ts';
import { type ExitCode, exitCodes } from '../../../core/exit.ts';
import { readLedger } from '../../../evidence/ledger.ts';
import type { Entry } from '../../../model/fact.ts';
import type { ReadinessReport } from '../../../model/readiness.ts';
import type { ScratchServer } from '../../../storage/engine.ts';
import type { Gap, VersionFacts } from '../../../storage/plans/facts.ts';
import { type Readiness, readinessOf } from '../../../storage/plans/readiness.ts';
import { hasTarget, type Target, targetText } from '../../../storage/plans/target.ts';
import { judgeReadiness } from '../../../verdict/readiness.ts';
import { artifactNamed } from '../../../workspace/choose.ts';
import { loadWorkspace } from '../../../workspace/load.ts';
import type { Artifact, Workspace } from '../../../workspace/workspace.ts';
import { type Io, reporterNamed } from '../../command.ts';
import { environmentNamed } from '../../environment.ts';
import { scratchServer } from '../../migration/server.ts';
import { chooseTarget, type Chosen } from './chosen.ts';
import { sharersOf } from './databases.ts';
import { type Facts, openFacts } from './facts.ts';
import { neededVersions } from './live.ts';

/** What is asked about the versions that must be able to run. */
export interface Asking {
  readonly workspace: Workspace;
  readonly entries: readonly Entry[];
  readonly environment: string | undefined;
  readonly now: Date;
  readonly facts: Facts;
}

/** Does it concern the other artifact at all? What is not known does. */
const concerns = (target: Target, { known }: VersionFacts): boolean => known.kind === 'unknown' || hasTarget(known.catalog, target);

/**
 * May something be dropped from a store: asked of every version that runs, or must stay reachable, of the artifact and of those that share
 * the database. `also`: versions that are asked whatever the ledger says.
 */
export const readinessIn = async (
  { workspace, entries, environment, now, facts }: Asking,
  { artifact, store, target }: Chosen,
  also: readonly { readonly version: string; readonly because: string }[] = [],
): Promise<Readiness> => {
  const versionsOf = async (
    one: Artifact,
    name: string,
  ): Promise<{ readonly versions: readonly VersionFacts[]; readonly gaps: readonly Gap[] }> => {
    const { needed, gaps } = neededVersions(workspace, one, name, { entries, environment, now });
    const more = one !== artifact ? [] : also.filter(({ version }) => !needed.some((known) => known.version === version));
    const versions: VersionFacts[] = [];
    for (const each of [...needed, ...more.map(({ version, because }) => ({ version, because: [because] }))])
      versions.push(await facts.of(one, name, each));
    return { versions, gaps };
  };
  const own = await versionsOf(artifact, store);
  const [versions, gaps] = [[...own.versions], [...own.gaps]];
  for (const other of sharersOf(workspace, artifact, store)) {
    const theirs = await versionsOf(artifactNamed(workspace, other.artifact), other.store);
    versions.push(...theirs.versions.filter((one) => concerns(target, one)));
    gaps.push(...theirs.gaps);
  }
  return readinessOf(target, versions, gaps);
};

/** What a document tells of an answer. */
const reportOf = (
  { artifact, store, target, plan }: Chosen,
  readiness: Readiness,
  environment: string | undefined,
  at: Date,
): ReadinessReport => ({
  format: 'rollback-drill/readiness',
  version: 1,
  artifact: artifact.name,
  store,
  object: targetText(target),
  ...(plan && {
    plan: { name: plan.name, ...(plan.replacedBy !== undefined && { replacedBy: plan.replacedBy }), steps: { ...plan.steps } },
  }),
  ...(environment === undefined ? {} : { environment }),
  at: at.toISOString(),
  answer: readiness.answer,
  versions: readiness.versions.map(({ statements, ...one }) => ({
    ...one,
    statements: statements.map(({ name, text, at: place }) => ({ name, text, ...(place && { at: place }) })),
  })),
  gaps: readiness.gaps,
});

const tampered: Gap = { what: 'the ledger was tampered with, so that nobody knows what runs', fix: 'drill ledger verify' };

/** `drill check --contract-ready <name>`: may it be dropped now? Nothing is compared, and nothing is recorded. */
export const contractReady = async (
  name: string,
  artifacts: readonly string[],
  options: { readonly format: string; readonly file?: string; readonly environment?: string; readonly server?: string },
  io: Io,
): Promise<ExitCode> => {
  const reporter = reporterNamed(options.format);
  if (reporter.kinds !== undefined && !reporter.kinds.includes('readiness'))
    throw new DrillError('cli/format', `--contract-ready is not told as ${options.format}`, { fix: 'Take terminal or json.' });
  const workspace = await loadWorkspace(io.cwd, options.file);
  if (options.environment !== undefined) environmentNamed(workspace, options.environment);
  const among = [...new Set(artifacts)].map((one) => artifactNamed(workspace, one));
  const { entries, problems } = await readLedger(workspace.root);
  let starting: Promise<ScratchServer> | undefined;
  const server = (): Promise<ScratchServer> => (starting ??= scratchServer(io.signal, { where: options.server }));
  await using _closing = {
    [Symbol.asyncDispose]: async () => {
      const started = await starting?.catch(() => undefined);
      await started?.[Symbol.asyncDispose]();
    },
  };
  const facts = openFacts({ workspace, entries, cwd: io.cwd, signal: io.signal, machine: io.env, server });
  const chosen = await chooseTarget(workspace, name, among, facts);
  const { environment } = options;
  const now = io.clock.now();
  const found = await readinessIn({ workspace, entries, environment, now, facts }, chosen);
  const readiness: Readiness =
    problems.length === 0 ? found : { ...found, answer: found.answer === 'needed' ? 'needed' : 'unknown', gaps: [tampered, ...found.gaps] };
  io.signal.throwIfAborted();
  const report = reportOf(chosen, readiness, environment, now);
  const judgement = judgeReadiness(report);
  io.out(reporter.render([{ kind: 'readiness', report, judgement }], io.look.out));
  return exitCodes[judgement.outcome];
};
