import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError } from '../../../core/error.ts';
import { silent } from '../../../core/progress.ts';
import { openScratch, type Scratch } from '../../../core/scratch/scratch.ts';
import { runTool } from '../../../drills/rollback/migrate.ts';
import { openConnection } from '../../../storage/engines/postgres/connection.ts';
import { type EmbeddedServer, startEmbedded } from '../../../storage/engines/postgres/embedded.ts';
import { MigrationFailed } from '../../../storage/engines/postgres/migrations.ts';
import { listen, statementLogSettings } from '../../../storage/engines/postgres/statement-log.ts';
import { refusedIn } from '../../../storage/engines/postgres/refused-statements.ts';
import { committedIn } from '../../../storage/engines/postgres/transactions.ts';
import { doesMore, isBook, type RecordedStep, stepsIn } from '../../../storage/migrations/recorded.ts';
import type { Step } from '../../../storage/migrations/step.ts';
import { insertRows } from '../../../storage/rows/insert-rows.ts';
import { rowsFor, usualRows } from '../../../storage/rows/rows.ts';
import { indexedBytes } from '../../../storage/rows/shape.ts';
import { usualLimits } from '../../../storage/trial/trial.ts';
import type { Catalog } from '../../../storage/catalog.ts';
import type { StoreDefinition } from '../../../workspace/definition.ts';
import { asTyped } from '../../../workspace/reading/file.ts';
import { provide } from '../../../workspace/sources/registry.ts';
import type { ArtifactVersion, Workspace } from '../../../workspace/workspace.ts';
import { oneByOne } from './one-by-one.ts';
import type { RefusedByServer } from './refused.ts';

// The artifact's own migration tool is run on a server that writes down what it is asked. What the tool did is SQL then, and is tried and
// judged as any other; each migration is told from the next by what the tool notes of it, or by a command for one at a time.

export interface ToolOccasion {
  readonly cwd: string;
  readonly machine: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Hears what is being done. */
  readonly step?: (what: string) => void;
}

/** What the tools of two versions did. */
export interface Recorded {
  readonly old: readonly Step[];
  readonly next: readonly Step[];
  /** The schema as the tool of N left it, without the tables in which it keeps its books. */
  readonly catalog: Catalog;
  /** What the server refused of what the tool of N did, whatever that said. */
  readonly refused: readonly RefusedByServer[];
}

type Tool = Exclude<NonNullable<StoreDefinition['migrations']>, string>;

/** More steps than these nobody takes one at a time. */
const mostSteps = 1000;

/** Rows of N-1, so that a tool which goes through rows meets some; in its own books it would take them for migrations. */
const placeRows = async (server: EmbeddedServer, database: string): Promise<void> => {
  await using connection = await openConnection(
    { url: server.url(database), major: Number.parseInt(server.version, 10) },
    usualLimits,
    async () => {},
  );
  const catalog = await connection.catalog();
  // The same as those that the trial places: the same seed, the same number. A text that no index takes would end the tool.
  const rows = rowsFor(catalog, { seed: 1, ...usualRows, longest: indexedBytes }).filter(({ table }) => !isBook(table));
  await insertRows(connection, catalog, rows, { seed: 1 });
};

const withoutBooks = (catalog: Catalog): Catalog => ({
  ...catalog,
  objects: catalog.objects.filter((one) => {
    const table =
      'table' in one
        ? one.table
        : one.kind === 'grant'
          ? one.on.replace(/^.* /, '')
          : one.kind === 'sequence'
            ? (one.ownedBy?.replace(/\.[^.]+$/, '') ?? one.name)
            : one.name;
    return !isBook(table);
  }),
});

/** 42P07, 42710, 42P06: a table, another object, a schema of that name is there. */
const isThere: ReadonlySet<string> = new Set(['42P07', '42710', '42P06']);

interface Runner {
  /** Runs a command of a version, and gives what it did, migration by migration. */
  readonly run: (
    folder: string,
    command: readonly string[],
    whose: string,
    way: RefusedByServer['way'],
  ) => Promise<readonly RecordedStep[]>;
  /** What the server refused so far of what the tool did not expect to be refused. */
  readonly refused: readonly RefusedByServer[];
}

const runnerOn = (
  scratch: Scratch,
  server: EmbeddedServer,
  database: string,
  { deadline }: Tool,
  { machine, signal, step }: ToolOccasion,
): Runner => {
  let count = 0;
  const refused: RefusedByServer[] = [];
  /** What it asked in the runs before: what is refused again as being there it asks every time. */
  const before = new Set<string>();
  return {
    refused,
    run: async (folder, command, whose, way) => {
      step?.(`what ${command.join(' ')} of ${whose} does`);
      const listening = await listen(server.statementLog, server.url(database), `${database} ${++count}`);
      try {
        await runTool({ scratch, command, folder, url: server.url(database), machine, log: `${database}-${count}.log`, deadline }, signal);
      } catch (error) {
        if (!(error instanceof MigrationFailed)) throw error;
        throw new DrillError('check/migration-failed', `the migration tool of ${whose} failed: ${error.message}`, {
          cause: error,
          fix: 'Mend it; or leave the migrations out with --no-run-migrations.',
        });
      }
      const log = await listening.end(signal);
      const committed = committedIn(log, database);
      if (!committed)
        throw new DrillError('check/tool-log', `what the migration tool of ${whose} did cannot be read from the server’s log`, {
          kind: 'internal',
        });
      const errors = refusedIn(log, database);
      for (const one of errors)
        if (doesMore(one.text) && !(isThere.has(one.code) && before.has(one.text)))
          refused.push({ ...one, command: command.join(' '), whose, way });
      for (const { text } of errors) before.add(text);
      for (const { statements } of committed) for (const text of statements) before.add(text);
      return stepsIn(committed);
    },
  };
};

/** The ways back of the steps, in their order; none where they cannot be told apart. */
const downsOf = async (
  { run }: Runner,
  tool: Tool,
  folder: string,
  whose: string,
  ups: readonly RecordedStep[],
  schema: () => Promise<string>,
): Promise<readonly RecordedStep[]> => {
  const { down, step } = tool;
  const downs = down
    ? await run(folder, down, whose, 'down')
    : step?.down
      ? await oneByOne(() => run(folder, step.down ?? [], whose, 'down'), schema, ups.length)
      : [];
  return downs.toReversed();
};

const joined = (steps: readonly RecordedStep[]): string => steps.map(({ sql }) => sql).join('');

/** Steps with their downs; where these are not as many, all of it is one step. A way back that is declared and does nothing is one too. */
const pair = (
  ups: readonly RecordedStep[],
  downs: readonly RecordedStep[],
  isDownDeclared: boolean,
): readonly { readonly name: string; readonly up: string; readonly down?: string }[] => {
  if (downs.length === 0 && isDownDeclared) return ups.map(({ name, sql }) => ({ name, up: sql, down: '' }));
  if (downs.length === 0) return ups.map(({ name, sql }) => ({ name, up: sql }));
  const isOfUps = downs.every(({ isNoted, name }) => isNoted && ups.some((up) => up.name === name));
  if (isOfUps)
    return ups.map(({ name, sql }) => {
      // What is declared as the way back, and does not take it back, does nothing for it.
      return { name, up: sql, down: downs.find((one) => one.name === name)?.sql ?? '' };
    });
  if (downs.length === ups.length) return ups.map(({ name, sql }, index) => ({ name, up: sql, down: downs[index]?.sql ?? '' }));
  return [{ name: `${ups[0]?.name ?? ''}-${ups.at(-1)?.name ?? ''}`, up: joined(ups), down: joined(downs.toReversed()) }];
};

/** Where what a tool did is written down, so that findings have a place to stand. */
const keep = async (workspace: Workspace, { artifact, version }: ArtifactVersion, store: string, cwd: string) => {
  const folder = ['.drill', 'recorded', `${artifact}-${version}-${store}`].join('/');
  await rm(join(workspace.root, folder), { recursive: true, force: true });
  await mkdir(join(workspace.root, folder), { recursive: true });
  return async (name: string, text: string) => {
    const path = join(workspace.root, folder, name);
    await writeFile(path, text);
    return { file: asTyped(cwd, path), text, isRecorded: true } as const;
  };
};

/**
 * What the tool of one version does to an empty database, as SQL; undefined: the store is not migrated by a tool.
 * @throws DrillError where the tool fails
 */
export const recordAlone = async (
  workspace: Workspace,
  version: ArtifactVersion,
  { migrations }: StoreDefinition,
  occasion: ToolOccasion,
): Promise<string | undefined> => {
  if (migrations === undefined || typeof migrations === 'string') return undefined;
  await using provided = await provide(workspace, version, { signal: occasion.signal, progress: silent });
  await using scratch = await openScratch(`tool${randomBytes(4).toString('hex')}`);
  await using server = await startEmbedded(scratch, occasion.signal, { settings: statementLogSettings, inMemory: true });
  await server.createDatabase('store');
  const steps = await runnerOn(scratch, server, 'store', migrations, occasion).run(
    provided.folder,
    migrations.up,
    `${version.artifact} ${version.version}`,
    'up',
  );
  return joined(steps);
};

/**
 * Runs the migration tools of both versions on a server of their own, one after the other.
 * @throws DrillError where a tool fails, or does nothing that could be tried
 */
export const recordTool = async (
  workspace: Workspace,
  { from, to }: { readonly from: ArtifactVersion; readonly to: ArtifactVersion },
  [store, { migrations }]: readonly [string, StoreDefinition],
  occasion: ToolOccasion,
): Promise<Recorded | undefined> => {
  if (migrations === undefined || typeof migrations === 'string') return undefined;
  const tool: Tool = migrations;
  const { signal, cwd } = occasion;
  await using old = await provide(workspace, from, { signal, progress: silent });
  await using next = await provide(workspace, to, { signal, progress: silent });
  await using scratch = await openScratch(`tool${randomBytes(4).toString('hex')}`);
  await using server = await startEmbedded(scratch, signal, { settings: statementLogSettings, inMemory: true });
  const whose = `${to.artifact} ${to.version}`;
  const { step } = tool;
  /** N-1 with rows, in a database of its own. */
  const begun = async (database: string) => {
    await server.createDatabase(database);
    const runner = runnerOn(scratch, server, database, tool, occasion);
    const before = await runner.run(old.folder, tool.up, `${from.artifact} ${from.version}`, 'up');
    await placeRows(server, database);
    return { database, runner, before };
  };
  const first = await begun('store');
  const whole = await first.runner.run(next.folder, tool.up, whose, 'up');
  // Where it does not say itself where one ends, it is made to go one at a time.
  const isTold = whole.every(({ isNoted }) => isNoted);
  const { database, runner, before } = isTold || !step ? first : await begun('steps');
  await using connection = await openConnection(
    { url: server.url(database), major: Number.parseInt(server.version, 10) },
    usualLimits,
    async () => {},
  );
  const schema = async () => JSON.stringify(await connection.catalog());
  const ups = isTold || !step ? whole : await oneByOne(() => runner.run(next.folder, step.up, whose, 'up'), schema, mostSteps);
  const catalog = withoutBooks(await connection.catalog());
  const downs = ups.length === 0 ? [] : await downsOf(runner, tool, next.folder, whose, ups, schema);
  const [writeOld, writeNew] = [await keep(workspace, from, store, cwd), await keep(workspace, to, store, cwd)];
  const ran: Step[] = before.length === 0 ? [] : [{ name: 'what N-1 has run', up: await writeOld('before.sql', joined(before)) }];
  const steps = await Promise.all(
    pair(ups, downs, (tool.down ?? step?.down) !== undefined).map(async ({ name, up, down }): Promise<Step> => {
      const upSql = await writeNew(`${name}.up.sql`, up);
      return { name, up: upSql, ...(down !== undefined && { down: await writeNew(`${name}.down.sql`, down) }) };
    }),
  );
  const refused = [...first.runner.refused, ...(runner === first.runner ? [] : runner.refused)].filter((one) => one.whose === whose);
  return { old: ran, next: [...ran, ...steps], catalog, refused };
};
