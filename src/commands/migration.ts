import { resolve } from 'node:path';
import { Option } from 'commander';
import { DrillError } from '../core/error.ts';
import { exitCodes } from '../core/exit.ts';
import { readQueries } from '../storage/statements/files.ts';
import type { Query } from '../storage/statements/query.ts';
import { tryChain, wholeOf } from '../storage/trial/chain/chain.ts';
import type { ChainSubject } from '../storage/trial/chain/step.ts';
import type { Subject } from '../storage/trial/subject.ts';
import { judgeMigration } from '../verdict/migration.ts';
import { describe, formatOption, jsonOption, reporterNamed, type Subcommand } from './command.ts';
import { runMigrationBatch } from './migration/batch.ts';
import { readSql, readStep } from './migration/files.ts';
import { reportOf } from './migration/report.ts';
import { budgetOf, rowsOf, usualBudget } from './migration/watched.ts';
import { scratchServer } from './migration/server.ts';
import { serverOption } from './server/option.ts';
import { migrates, tryInTime } from './migration/subject.ts';

interface MigrationOptions {
  readonly before?: string;
  readonly down: readonly string[];
  readonly seed?: string;
  readonly statements?: string;
  readonly statementsOfN?: string;
  readonly migrate: Subject['migrate'];
  readonly server?: string;
  readonly format: string;
  readonly batch?: true;
  readonly watch: boolean;
  readonly rows: readonly string[];
  readonly lockBudget: string;
}

const batchAlone = ['before', 'down', 'seed', 'statements', 'statementsOfN', 'migrate', 'rows', 'lockBudget', 'watch', 'format', 'json'];

const help = `
It is run on a PostgreSQL server of its own, by a role without special rights, on rows that are made from the schema. What N-1 asks is
made from its schema too, unless --statements says what it asks: all of it, so that what it never touches may go.

--batch: one question a line on standard input, each text being SQL,
  {"id":1,"before":"…","up":"…","down"?:"…","statements"?:["…",{"text":"…","values":["…"]}],"statementsOfN"?:["…"],"seed"?:"…",
   "migrate"?:"before","watch"?:true,"rows"?:{"public.orders":4000000},"lockBudget"?:"200ms"}
and one answer a line on standard output, in order,
  {"id":1,"verdict":"fail","cells":{"rollout":"holds","mixed":"breaks-if-used","rollback":"breaks-if-used"},"findings":[{"rule","cells","severity","object","witness"?}],
   "down"?:{"catalog":"equal","kept":3,"changed":0,"lost":0,"added":0},"ms":180}
and exit code 0 when every line was answered, else 64. A bad line answers {"id","error":{"code","message","at"}}.`;

export const migration: Subcommand = {
  name: 'migration',
  build: (io, exit) =>
    describe(
      'migration',
      'Tries one migration on a scratch server: what breaks when it is rolled out, and whether and how one gets back.',
      [
        ['drill migration 007.up.sql --before schema.sql --down 007.down.sql', 'forward, back, and forward again'],
        ['drill migration 007.up.sql 008.up.sql --before schema.sql', 'several, and each on the ground that those before it have made'],
        ['drill migration 007.up.sql --before schema.sql --statements queries/', 'judged by what N-1 asks'],
        ['drill migration --batch <questions.ndjson', 'many, one a line'],
      ],
    )
      .argument('[up.sql...]', 'the migration; or several, in their order')
      .option('--before <schema.sql>', 'the schema of N-1, from an empty database')
      .addOption(
        new Option('--down <down.sql>', 'the migration back; of several migrations as often, in the same order')
          .argParser((one: string, all: readonly string[]) => [...all, one])
          .default([], 'none'),
      )
      .option('--statements <path>', 'what N-1 asks, all of it: a file or a folder of .sql')
      .option('--statements-of-n <path>', 'the same of N: a value that N-1 has never seen counts once N is seen to write it')
      .option('--seed <rows.sql>', 'rows beside the generated ones')
      .addOption(new Option('--migrate <when>', 'when it runs, seen from N’s code').choices(migrates).default('before'))
      .addOption(
        new Option('--rows <table=rows>', 'how many rows a table has in production, e.g. public.orders=4000000; several times')
          .argParser((one: string, all: readonly string[]) => [...all, one])
          .default([], 'none declared'),
      )
      .option('--lock-budget <duration>', 'how long a lock may keep others waiting', usualBudget)
      .option('--no-watch', 'do not look at what it locks, and how long')
      .addOption(serverOption())
      .addOption(new Option('--batch', 'many questions, as NDJSON, from standard input').conflicts(batchAlone))
      .addOption(formatOption('migration'))
      .addOption(jsonOption())
      .addHelpText('after', help)
      .action(async (ups: readonly string[], options: MigrationOptions) => {
        if (options.batch) {
          if (ups.length > 0)
            throw new DrillError('migration/batch-with-file', '--batch reads its questions from standard input', {
              fix: 'Leave the file out.',
            });
          await using server = await scratchServer(io.signal, { where: options.server });
          exit(await runMigrationBatch(server, io));
          return;
        }
        if (ups.length === 0)
          throw new DrillError('migration/none', 'no migration is named', {
            fix: 'Name its file: drill migration <up.sql> --before <schema.sql>',
          });
        if (options.before === undefined)
          throw new DrillError('migration/no-before', 'the schema of N-1 is not given', {
            fix: 'Give it as --before <schema.sql>; pg_dump --schema-only writes one.',
          });
        const declared = { budgetMs: budgetOf(options.lockBudget), rows: rowsOf(options.rows) };
        const watch = options.watch ? declared : undefined;
        const reporter = reporterNamed(options.format);
        if (options.down.length > ups.length || (ups.length > 1 && options.down.length > 0 && options.down.length < ups.length))
          throw new DrillError('migration/stray-down', `${ups.length} migrations and ${options.down.length} downs do not belong together`, {
            fix: 'Give one --down for each migration, in the same order, or none.',
          });
        const [before, steps, seed] = await Promise.all([
          readSql(options.before, io.cwd),
          Promise.all(ups.map((up, index) => readStep(up, options.down[index], io.cwd))),
          options.seed === undefined ? undefined : readSql(options.seed, io.cwd),
        ]);
        await using server = await scratchServer(io.signal, { where: options.server });
        const asked = async (path: string | undefined): Promise<readonly Query[] | undefined> =>
          path === undefined ? undefined : await readQueries(resolve(io.cwd, path), server.split);
        const [captured, capturedNew] = [await asked(options.statements), await asked(options.statementsOfN)];
        const subject: ChainSubject = {
          before: [before],
          steps,
          ...(seed && { seed }),
          ...(captured && { captured }),
          ...(capturedNew && { capturedNew }),
          ...declared,
          migrate: options.migrate,
        };
        const trial = await tryChain(subject, server, io.signal, (whole) => tryInTime(whole, server, io.signal, watch));
        const report = reportOf(trial, wholeOf(subject).subject);
        const judgement = judgeMigration(report);
        io.out(reporter.render([{ kind: 'migration', report, judgement }], io.look.out));
        exit(exitCodes[judgement.outcome]);
      }),
};
