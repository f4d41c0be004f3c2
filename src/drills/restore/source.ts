import { DrillError, messageOf } from '../../core/error.ts';
import type { Scratch } from '../../core/scratch/scratch.ts';
import { startEmbedded } from '../../storage/engines/postgres/embedded.ts';
import type { StoreDefinition } from '../../workspace/definition.ts';
import { migrateOn } from '../rollback/migrate.ts';
import { StartFailed } from '../targets/target.ts';
import { type ServedVersion, type Worked, workOn } from './worked.ts';

/** A database that is written to, on a server of our own that archives its log. Disposing of it ends all of it. */
export interface MadeSource extends AsyncDisposable, Pick<Worked, 'work' | 'acked'> {
  readonly url: string;
  readonly database: string;
  /** The machine is gone: nothing is flushed, nothing more is archived. Resolves to ms on the monotonic clock. */
  readonly lose: () => Promise<number>;
}

/** Starts a server, a version's migrations, the version, and traffic to it. Backups of it are of no use to anybody: they go with the run. */
export const makeSource = async (
  wanted: {
    readonly scratch: Scratch;
    readonly version: ServedVersion;
    readonly store: string;
    readonly migrations: StoreDefinition['migrations'];
    readonly runId: string;
    readonly originMs: number;
    /** Of the server, so that what backs it up can. */
    readonly settings: Readonly<Record<string, string>>;
  },
  signal: AbortSignal,
): Promise<MadeSource> => {
  const { scratch, version, store, migrations, runId, originMs, settings } = wanted;
  await using stack = new AsyncDisposableStack();
  const server = await startEmbedded(scratch, signal, { settings, inMemory: true });
  let isLost = false;
  stack.defer(async () => {
    if (!isLost) await server[Symbol.asyncDispose]();
  });
  await server.createDatabase(store);
  const url = server.url(store);
  await migrateOn({ scratch, url, folder: version.folder, migrations, version: version.version, machine: version.machine }, signal);
  const worked = stack.use(
    await workOn(version, { scratch, stores: { [store]: url }, runId, originMs }, signal).catch((error: unknown) => {
      // Nothing was backed up yet: it is no fault of a backup.
      throw error instanceof StartFailed
        ? new DrillError('restore/source', `${version.version} does not serve on the source: ${messageOf(error)}`, {
            why: error.log.slice(-12).join('\n'),
            fix: 'Mend the version or how it is run (`run` in drill.yaml).',
            kind: 'internal',
          })
        : error;
    }),
  );
  const all = stack.move();
  return {
    url,
    database: store,
    work: worked.work,
    acked: worked.acked,
    lose: async () => {
      await worked.stop();
      const at = performance.now();
      isLost = true;
      await server.crash();
      return at;
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
};
