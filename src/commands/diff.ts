import { Option } from 'commander';
import { DrillError } from '../core/error.ts';
import { exitCodes } from '../core/exit.ts';
import { inTurns } from '../core/turns.ts';
import { diffSteps } from '../compat/diff.ts';
import { type Document, readDocuments } from '../compat/document.ts';
import type { FormatName } from '../compat/formats/format.ts';
import { formats } from '../compat/formats/registry.ts';
import { openAsker } from '../compat/second-opinion/asker.ts';
import { withSecondOpinions } from '../compat/second-opinion/contracts.ts';
import type { Role } from '../compat/judge.ts';
import type { Profile } from '../compat/profile.ts';
import type { CheckReport } from '../model/check.ts';
import type { Severity } from '../model/finding.ts';
import { type Migrate, migrates } from '../storage/rule.ts';
import { judgeCheck } from '../verdict/check.ts';
import { summaryOf } from '../verdict/check/summary.ts';
import {
  describe,
  failOnOption,
  formatOption,
  jsonOption,
  reporterNamed,
  profileOption,
  secondOpinionOption,
  type Subcommand,
} from './command.ts';
import { exchangesFor } from './check/exchanges.ts';
import { type ReplayOptions, replayOf, withReplay, withReplayOptions } from './check/replay.ts';
import { runDiffBatch } from './diff/batch/batch.ts';
import { areSnapshots } from './diff/kind.ts';
import { aboutOf } from './report/about.ts';
import { refuseOverwriting } from './report/distinct.ts';
import { reportOption, type ReportOptions, writeReports } from './report/files.ts';

interface DiffOptions extends ReportOptions, ReplayOptions {
  readonly format: string;
  readonly as?: FormatName;
  readonly role: Role;
  readonly failOn: Severity;
  readonly persisted?: true;
  readonly profile: Profile;
  readonly batch?: true;
  readonly secondOpinion?: true;
  readonly migrate?: Migrate;
}

/** Options that say for all lines what each line says for itself, or how a single result is told. */
const batchAlone = ['as', 'role', 'persisted', 'profile', 'format', 'json', 'report', 'secondOpinion', 'failOn', 'replay', 'migrate'];

/** Options that only make sense of contracts, as they are written. */
const ofContracts = { as: '--as', persisted: '--persisted', secondOpinion: '--second-opinion', replay: '--replay' } as const;

const help = `
--batch: one question a line on standard input,
  {"id":1,"old":{…},"new":{…},"as"?,"role"?,"profile"?,"persisted"?,"migrate"?}
each document as an object, as text (JSON or YAML), or as the path of a file; one answer a line on standard output, in order,
  {"id":1,"verdict":"fail","cells":{"rollout":"breaks","mixed":"breaks","rollback":"holds"},"findings":[{"rule","cells","severity","object"?,"old","new","witness"?}],"ms":4.2}
and exit code 0 when every line was answered, else 64. A bad line answers {"id","error":{"code","message","at"}}.`;

/** @throws DrillError (usage) for options that mean nothing for what is compared */
const refuseOthers = (options: DiffOptions, isOfStores: boolean): void => {
  const stray = isOfStores
    ? Object.entries(ofContracts).flatMap(([name, flag]) => (options[name as keyof typeof ofContracts] === undefined ? [] : [flag]))[0]
    : options.migrate && '--migrate';
  if (stray === undefined) return;
  throw new DrillError('diff/stray-option', `${stray} means nothing for ${isOfStores ? 'snapshots of stores' : 'contracts'}`, {
    fix: 'Leave it out.',
  });
};

/** @throws DrillError (usage) for two contracts that are not two */
const two = (old: string | undefined, next: string | undefined): readonly [string, string] => {
  if (old !== undefined && next !== undefined) return [old, next];
  throw new DrillError('diff/two-needed', old === undefined ? 'no contract is named' : 'one contract is named; two are compared', {
    fix: 'Give two files, N-1 first: drill diff <old> <new>; or many questions on standard input: drill diff --batch.',
  });
};

const withOpinions = async (report: CheckReport, old: Document, next: Document): Promise<CheckReport> => {
  await using asker = openAsker();
  return { ...report, contracts: await Promise.all(report.contracts.map((contract) => withSecondOpinions(contract, old, next, asker))) };
};

export const diff: Subcommand = {
  name: 'diff',
  build: (io, exit) =>
    withReplayOptions(
      describe(
        'diff',
        'Compares any two contracts, or snapshots of a store, N-1 first: what breaks when N is rolled out, and what when it is rolled back.',
        [
          ['drill diff v1/openapi.yaml v2/openapi.yaml', 'two OpenAPI documents'],
          ['drill diff --persisted old.schema.json new.schema.json', 'schemas of documents that are stored'],
          ['drill diff snapshots/orders/{1.4.0,1.5.0}/db.json', 'two snapshots of a store'],
          ['drill diff --batch <questions.ndjson', 'many pairs, one a line'],
        ],
      )
        .argument('[old]', 'the contract of N-1, JSON or YAML; or the snapshot')
        .argument('[new]', 'the contract, or the snapshot, of N')
        .addOption(
          new Option('--as <format>', 'what they are, instead of a guess by their content').choices(formats.map(({ name }) => name)),
        )
        .addOption(
          new Option('--role <role>', 'does the artifact serve the contract, call it, or both and nobody else does?')
            .choices(['provider', 'consumer', 'both'])
            .default('provider'),
        )
        .addOption(new Option('--persisted', 'its documents are stored and outlive a release'))
        .addOption(
          new Option('--migrate <when>', 'of snapshots: when the migration runs, seen from the code (default: before)').choices(migrates),
        )
        .addOption(failOnOption())
        .addOption(new Option('--batch', 'many questions, as NDJSON, from standard input').conflicts(batchAlone))
        .addOption(profileOption())
        .addOption(secondOpinionOption())
        .addOption(formatOption('check'))
        .addOption(reportOption('check'))
        .addOption(jsonOption()),
    )
      .addHelpText('after', help)
      .action(async (oldFile: string | undefined, newFile: string | undefined, options: DiffOptions) => {
        if (options.batch) {
          if (oldFile !== undefined)
            throw new DrillError('diff/batch-with-files', '--batch reads its questions from standard input', {
              fix: 'Leave the files out.',
            });
          exit(await runDiffBatch(io));
          return;
        }
        const [oldName, newName] = two(oldFile, newFile);
        const reporter = reporterNamed(options.format);
        refuseOverwriting(options.report, [oldName, newName], io.cwd);
        const finish = async (report: CheckReport): Promise<void> => {
          const judgement = judgeCheck(report, { failOn: options.failOn });
          const reports = [{ kind: 'check', report, judgement, about: aboutOf(io.cwd) }] as const;
          io.signal.throwIfAborted();
          io.out(reporter.render(reports, io.look.out));
          await writeReports(reports, options.report, io);
          exit(exitCodes[judgement.outcome]);
        };
        const isOfStores = await areSnapshots(oldName, newName, io.cwd);
        refuseOthers(options, isOfStores);
        if (isOfStores) {
          // What reads them is loaded where there are some.
          const { diffSnapshots } = await import('./diff/snapshots.ts');
          const found = await diffSnapshots(
            [{ name: oldName }, { name: newName }],
            io.cwd,
            { migrate: options.migrate ?? 'before' },
            io.clock.now(),
          );
          await finish({ ...found, summary: summaryOf(found.contracts) });
          return;
        }
        const [old, next] = await readDocuments([{ path: oldName }, { path: newName }], io.cwd);
        refuseOverwriting(options.report, [...(old.files ?? []), ...(next.files ?? [])], io.cwd);
        // Without a workspace nothing is declared: this machine alone may be asked.
        const replay = replayOf(options, [], io);
        const exchanges = exchangesFor([options.format, ...options.report.map(({ format }) => format)], replay !== undefined);
        const compared = await inTurns(diffSteps(old, next, { ...options, exchanges }, io.clock.now()), io.signal);
        const plain = replay ? await withReplay(compared, replay) : compared;
        const told = { ...plain, summary: summaryOf(plain.contracts) };
        await finish(options.secondOpinion ? await withOpinions(told, old, next) : told);
      }),
};
