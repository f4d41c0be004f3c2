import { join } from 'node:path';
import { Option } from 'commander';
import { openAsker } from '../compat/second-opinion/asker.ts';
import { DrillError } from '../core/error.ts';
import { exitCodes } from '../core/exit.ts';
import { silent } from '../core/progress.ts';
import { evidenceOfCheck } from '../evidence/evidence.ts';
import { openLedger, readLedger } from '../evidence/ledger.ts';
import type { Profile } from '../compat/profile.ts';
import type { CheckReport } from '../model/check.ts';
import type { Severity } from '../model/finding.ts';
import { combine, type Outcome } from '../model/outcome.ts';
import type { Report } from '../model/report.ts';
import { showProgress } from '../report/terminal/progress.ts';
import { baselineName } from '../workspace/baseline.ts';
import { artifactNamed, chooseVersions, versionNamed } from '../workspace/choose.ts';
import { loadWorkspace } from '../workspace/load.ts';
import type { Artifact, Workspace } from '../workspace/workspace.ts';
import { type Base, openBase } from './check/base.ts';
import { type Changes, openChanges, unchangedReport } from './check/changed.ts';
import { consumersOf, usageFilesOf } from './check/consumers.ts';
import { checkBase, checkVersions, type Occasion } from './check/contracts.ts';
import { fileOf } from './check/files.ts';
import { expiryOf, judgeReports } from './check/judge.ts';
import { judgedBy, refuseUnknownRules, sunsetsAllowed } from './check/policy.ts';
import type { Stores } from './check/stores.ts';
import type { Versions } from './check/stores/versions.ts';
import { goodEverywhere } from './check/previous.ts';
import {
  describe,
  fileOption,
  failOnOption,
  formatOption,
  type Io,
  jsonOption,
  reporterNamed,
  profileOption,
  secondOpinionOption,
  type Subcommand,
} from './command.ts';
import { environmentNamed } from './environment.ts';
import { serverOption } from './server/option.ts';
import { aboutOf } from './report/about.ts';
import { exchangesFor } from './check/exchanges.ts';
import { type ReplayOptions, replayOf, serversOf, withReplay, withReplayOptions } from './check/replay.ts';
import { visible } from '../report/terminal/value.ts';
import { refuseOverwriting } from './report/distinct.ts';
import { reportOption, type ReportOptions, writeReports } from './report/files.ts';

interface CheckOptions extends ReportOptions, ReplayOptions {
  readonly format: string;
  readonly file?: string;
  readonly from?: string;
  readonly to?: string;
  readonly base?: string;
  readonly changed?: string | true;
  readonly record: boolean;
  readonly runMigrations: boolean;
  readonly server?: string;
  readonly watch: boolean;
  readonly profile: Profile;
  readonly secondOpinion?: true;
  readonly environment?: string;
  readonly failOn: Severity;
  readonly writeBaseline?: true;
  readonly expires?: string;
  readonly contractReady?: string;
}

const checkOne = async (
  workspace: Workspace,
  artifact: Artifact,
  base: Base | undefined,
  options: CheckOptions,
  io: Io,
  { asker, onRead, stores }: Pick<Occasion, 'asker' | 'onRead'> & { readonly stores: () => Promise<Stores> },
): Promise<CheckReport> => {
  const { entries } = await readLedger(workspace.root);
  const note = (text: string): void => io.err(`note: ${visible(text)}\n`);
  const at = io.clock.now();
  const sunset = { allow: sunsetsAllowed(workspace, artifact.name, options.environment), now: at };
  const exchanges = exchangesFor([options.format, ...options.report.map(({ format }) => format)], options.replay !== undefined);
  const occasion = {
    at,
    cwd: io.cwd,
    exchanges,
    signal: io.signal,
    ...(onRead ? { onRead } : {}),
    stanceOn: async (contract: string) => ({
      sunset,
      profile: options.profile,
      consumers: await consumersOf(workspace, artifact.name, contract, entries, options.environment, { cwd: io.cwd, note }),
    }),
    ...(asker ? { asker } : {}),
  };
  const good = goodEverywhere(workspace, artifact.name, entries, note);
  const wish = {
    ...(options.from === undefined ? {} : { from: options.from }),
    ...(options.to === undefined ? {} : { to: options.to }),
    ...(good === undefined ? {} : { lastKnownGood: good }),
  };
  const withStores = async (report: CheckReport, versions: Versions): Promise<CheckReport> =>
    Object.keys(artifact.stores ?? {}).length === 0 ? report : (await stores()).added(report, artifact, versions);
  if (!base) {
    const chosen = chooseVersions(workspace, artifact.name, wish);
    return withStores(await checkVersions(workspace, artifact, chosen, occasion), { kind: 'versions', ...chosen });
  }
  const to =
    options.to === undefined ? artifact.ordered.findLast(({ source }) => !source.onDemand) : versionNamed(workspace, artifact, options.to);
  if (!to) throw new DrillError('version/none', `every version of ${artifact.name} is onDemand`, { fix: 'name one with `--to <version>`' });
  const compared = await checkBase(workspace, artifact, to, base, occasion, (text) => io.err(`note: ${visible(text)}\n`));
  return withStores(compared, { kind: 'base', base, to });
};

/** Something to compare: contracts or stores. */
const isComparable = ({ contracts = {}, stores = {} }: Artifact): boolean => Object.keys(contracts).length + Object.keys(stores).length > 0;

/** Stores are read by what takes long to load, so that is loaded with the first of them. */
const storesWhenNeeded = (open: () => Promise<Stores>): AsyncDisposable & { readonly get: () => Promise<Stores> } => {
  let opened: Promise<Stores> | undefined;
  return {
    get: () => (opened ??= open()),
    [Symbol.asyncDispose]: async () => {
      const stores = await opened?.catch(() => undefined);
      await stores?.[Symbol.asyncDispose]();
    },
  };
};

type CheckResult = Extract<Report, { kind: 'check' }>;

const changesSince = async (workspace: Workspace, ref: string | true, io: Io): Promise<Changes> => {
  const changes = await openChanges(workspace, ref === true ? 'HEAD' : ref);
  if (changes.isDeclaredAnew) io.err(`note: drill.yaml is not as at ${changes.name}, so every artifact is compared\n`);
  return changes;
};

/** Is there nothing before N? Then a bare check goes on with the others. */
const hasNoPrevious = (error: unknown): error is DrillError =>
  error instanceof DrillError && error.problems[0]?.code === 'version/no-previous';

/** The files that a check may read, so far as drill.yaml names them. */
const inputsOf = (workspace: Workspace): string[] =>
  [
    baselineName,
    ...[...workspace.artifacts.values()].flatMap((artifact) => [
      ...Object.values(artifact.contracts ?? {}).flatMap((contract) => artifact.ordered.map(({ version }) => fileOf(contract, version))),
      ...usageFilesOf(workspace, artifact),
    ]),
  ].map((file) => join(workspace.root, file));

const checkAll = async (names: readonly string[], options: CheckOptions, io: Io): Promise<Outcome> => {
  const reporter = reporterNamed(options.format);
  const workspace = await loadWorkspace(io.cwd, options.file);
  refuseOverwriting(options.report, [workspace.file, ...inputsOf(workspace)], io.cwd);
  refuseUnknownRules(workspace);
  if (options.environment !== undefined) environmentNamed(workspace, options.environment);
  if (options.expires !== undefined && !options.writeBaseline)
    throw new DrillError('check/no-baseline', '--expires is for what --write-baseline accepts', { fix: 'Add --write-baseline.' });
  const acceptUntil = options.writeBaseline ? expiryOf(options.expires ?? '30d', io.clock.now()) : undefined;
  const artifacts =
    names.length > 0
      ? [...new Set(names)].map((name) => artifactNamed(workspace, name))
      : [...workspace.artifacts.values()].filter(({ onDemand }) => !onDemand);
  const replay = replayOf(
    options,
    serversOf(
      workspace,
      artifacts.map(({ name }) => name),
    ),
    io,
  );
  if (replay && artifacts.length !== 1)
    throw new DrillError('replay/one-artifact', 'a replay is of one server, and so of one artifact', { fix: 'Name the artifact.' });
  const base = options.base === undefined ? undefined : await openBase(workspace.root, options.base);
  await using asker = options.secondOpinion ? openAsker() : undefined;
  const ledger = openLedger(workspace.root, io.clock);
  const about = aboutOf(io.cwd, workspace.root);
  const changes = options.changed === undefined ? undefined : await changesSince(workspace, options.changed, io);
  const inputs: string[] = [];
  const onRead = (files: readonly string[]): void => void inputs.push(...files);
  // Of a pipe's reader nobody waits for the next line.
  using progress = io.interactive
    ? showProgress('check', { write: io.err, look: io.look.err, interactive: true, monotonic: io.clock.monotonic })
    : { ...silent, [Symbol.dispose]: () => {} };
  await using stores = storesWhenNeeded(async () =>
    (await import('./check/stores.ts')).openStores(workspace, {
      cwd: io.cwd,
      signal: io.signal,
      machine: io.env,
      ...(options.server === undefined ? {} : { server: options.server }),
      isRun: options.runMigrations,
      isWatched: options.watch,
      now: io.clock.now(),
      progress,
      ...(options.environment === undefined ? {} : { environment: options.environment }),
      onRead,
    }),
  );
  const raw: CheckReport[] = [];
  const unchanged: Omit<CheckResult, 'kind'>[] = [];
  for (const artifact of artifacts) {
    progress.step(artifact.name);
    const skip = (why: string): void => io.err(`skipped: ${artifact.name} ${why}\n`);
    if (names.length === 0 && !isComparable(artifact)) {
      skip('declares neither a contract nor a store');
      continue;
    }
    if (changes && !changes.isDeclaredAnew) {
      const looked = await changes.of(artifact);
      if (looked.changed.length === 0 && Object.keys(looked.digests).length > 0) {
        unchanged.push(unchangedReport(artifact, changes, looked, io.clock.now()));
        continue;
      }
    }
    try {
      const report = await checkOne(workspace, artifact, base, options, io, {
        ...(asker ? { asker } : {}),
        onRead,
        stores: stores.get,
      });
      raw.push(replay ? await withReplay(report, replay) : report);
    } catch (error) {
      if (names.length > 0 || !hasNoPrevious(error)) throw error;
      skip('has no version before N yet');
    }
  }
  progress[Symbol.dispose]();
  // What the contracts refer to is known now.
  refuseOverwriting(options.report, inputs, io.cwd);
  const judged = judgeReports(workspace, raw, {
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    ...(acceptUntil === undefined ? {} : { acceptUntil }),
    failOn: options.failOn,
    isWhole: [...workspace.artifacts.values()].every(
      (artifact) => !isComparable(artifact) || raw.some((report) => report.artifact === artifact.name),
    ),
    now: io.clock.now(),
    cwd: io.cwd,
    note: (text) => io.err(`note: ${visible(text)}\n`),
  });
  const reports = [...judged, ...unchanged].map((each): CheckResult => ({ kind: 'check', ...each, about }));
  // Of what was not compared to its end nothing is told and nothing recorded.
  io.signal.throwIfAborted();
  if (changes)
    io.err(
      `compared: ${raw.length} of ${raw.length + unchanged.length} artifacts, whose contracts or stores differ from ${changes.name}\n`,
    );
  if (reports.length > 0 || options.format !== 'terminal') io.out(reporter.render(reports, io.look.out));
  await writeReports(reports, options.report, io);
  // What was found is told first: a ledger that cannot be written must not hide it.
  const { entries } = await readLedger(workspace.root);
  for (const { report, judgement } of options.record ? judged : []) {
    const definition = judgedBy(workspace, artifactNamed(workspace, report.artifact), options.environment, io.clock.now(), entries);
    await ledger.append(evidenceOfCheck(report, judgement, definition === undefined ? {} : { definition }));
  }
  if (reports.length === 0)
    io.err(
      'nothing was compared, which is never a pass: inconclusive\n  what to do: declare a contract of an artifact under `contracts:` in drill.yaml, or a store under `stores:`, or name an artifact that is onDemand.\n',
    );
  return combine(reports.map(({ judgement }) => judgement.outcome));
};

export const check: Subcommand = {
  name: 'check',
  build: (io, exit) =>
    withReplayOptions(
      describe('check', 'Compares the contracts and the stores of N-1 and N of each artifact, and records what it found.', [
        ['drill check', 'every artifact that is not onDemand, newest version against the one before'],
        ['drill check orders --to 1.6.0', 'one artifact, and which version is N'],
        ['drill check --base main', 'the working tree against what is committed on main'],
        ['drill check --changed origin/main', 'only what changed since this branch left main'],
        ['drill check orders --replay http://localhost:3000', 'and what the server that runs there says to what breaks'],
        ['drill check --environment production', 'judged by what the policy says of production'],
        ['drill check --write-baseline --expires 14d', 'accept what it finds today, for a fortnight'],
        ['drill check --contract-ready orders.email', 'may this column be dropped now, and who still needs it?'],
      ])
        .argument('[artifact...]', 'artifacts by name; all that are not onDemand when none is named')
        .addOption(new Option('--from <version>', 'N-1, instead of the last known good version').conflicts('base'))
        .addOption(new Option('--to <version>', 'N, instead of the newest declared version'))
        .addOption(new Option('--base <git-ref>', 'N-1 is what is committed there, N is the working tree'))
        .addOption(
          new Option(
            '--changed [git-ref]',
            'only artifacts whose contracts or stores differ from there; without a ref, from HEAD',
          ).conflicts('writeBaseline'),
        )
        .addOption(serverOption())
        .addOption(new Option('--no-run-migrations', 'judge stores by their committed snapshots alone; no evidence for `drill gate`'))
        .addOption(new Option('--no-watch', 'do not look at what migrations lock, and how long'))
        .addOption(new Option('--no-record', 'leave the ledger alone: the check is no evidence for `drill gate`'))
        .addOption(new Option('--environment <name>', 'judge by what the policy says of this environment'))
        .addOption(failOnOption())
        .addOption(new Option('--write-baseline', 'accept what it finds: from now on it does not count, until it expires'))
        .addOption(new Option('--expires <when>', 'how long that is accepted (30d), or until which day (2026-12-31); default 30d'))
        .addOption(
          new Option(
            '--contract-ready <name>',
            'may a column, table or enum value be dropped now? By its name, or that of its plan; exit 0 yes, 1 no, 2 not known',
          ).conflicts(['from', 'to', 'base', 'changed', 'writeBaseline', 'replay', 'report']),
        )
        .addOption(profileOption())
        .addOption(secondOpinionOption())
        .addOption(fileOption())
        .addOption(formatOption('check'))
        .addOption(reportOption('check'))
        .addOption(jsonOption()),
    ).action(async (names: string[], options: CheckOptions) => {
      if (options.contractReady === undefined) exit(exitCodes[await checkAll(names, options, io)]);
      else exit(await (await import('./check/plans/ready.ts')).contractReady(options.contractReady, names, options, io));
    }),
};
