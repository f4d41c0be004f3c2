import { randomBytes } from 'node:crypto';
import { sleep, within } from '../../../core/deadline.ts';
import { DrillError, messageOf } from '../../../core/error.ts';
import type { Thing } from '../../../core/scratch/outside.ts';
import { hasRoom } from '../../../core/scratch/memory.ts';
import type { Scratch } from '../../../core/scratch/scratch.ts';
import type { EmbeddedOptions, PostgresServer } from './embedded.ts';
import { openSession } from './session.ts';

// A server in a container, by way of testcontainers, which is loaded when it is asked for: it brings a hundred packages along.

/** What containers are written down as. */
export const containerKind = 'container';

/** Every container of a run carries it, with the run's id. */
const label = 'rollback-drill.scratch';

/** The first pull of an image takes its time. */
const startMs = 120_000;

const library = async (): Promise<typeof import('testcontainers')> => {
  // Its own reaper is a container of an image that has to be fetched: what is left of us is removed by the next command.
  process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
  try {
    return await import('testcontainers');
  } catch (cause) {
    throw new DrillError('docker/no-library', 'the package testcontainers is not installed', {
      why: 'It is needed for servers in containers alone, and does not come with drill.',
      fix: 'npm install --save-dev testcontainers; the embedded server does without',
      cause,
    });
  }
};

const client = async (): Promise<Awaited<ReturnType<(typeof import('testcontainers'))['getContainerRuntimeClient']>>> => {
  const { getContainerRuntimeClient } = await library();
  return getContainerRuntimeClient().catch((cause: unknown) => {
    throw new DrillError('docker/no-engine', `no container engine answers: ${messageOf(cause)}`, {
      fix: 'start Docker (or set DOCKER_HOST), and let this user reach it; the embedded server does without',
      cause,
    });
  });
};

/** Removes the containers of a run, with their volumes; how many there were. */
const remove = async (scratch: string): Promise<number> => {
  const { dockerode } = (await client()).container;
  const found = await dockerode.listContainers({ all: true, filters: { label: [`${label}=${scratch}`] } });
  await Promise.all(
    found.map(({ Id }) =>
      dockerode
        .getContainer(Id)
        .remove({ force: true, v: true })
        .catch((error: { statusCode?: number }) => {
          // Gone, or going.
          if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
        }),
    ),
  );
  return found.length;
};

/** Removes what is left of a run. */
export const removeContainers = async ({ scratch = '' }: Thing): Promise<void> => {
  if (scratch !== '') await remove(scratch);
};

/** Rejects when the run's container ends before it serves, with its last words: the library would wait for its whole time. */
const endedEarly = async (scratch: string, signal: AbortSignal): Promise<never> => {
  const { dockerode } = (await client()).container;
  for (;;) {
    await sleep(500, signal);
    const [ended] = await dockerode.listContainers({ all: true, filters: { label: [`${label}=${scratch}`], status: ['exited', 'dead'] } });
    if (!ended) continue;
    const said = await dockerode.getContainer(ended.Id).logs({ stdout: true, stderr: true, tail: 5 });
    // Each line has a head of eight bytes, which says how long it is.
    const text = said
      .toString('utf8')
      .replaceAll(/[^\P{C}\n]/gu, '')
      .trim();
    throw new Error(`it ended: ${ended.Status}${text === '' ? '' : `: ${text}`}`);
  }
};

const untilReady = async (url: string, ended: () => Promise<boolean>, signal: AbortSignal): Promise<string> => {
  for (;;) {
    signal.throwIfAborted();
    try {
      await using session = await openSession(url);
      const [version] = await session.query<{ number: string }>("SELECT current_setting('server_version_num') AS number");
      return version?.number ?? '';
    } catch (error) {
      if (await ended()) throw error;
      await sleep(50, signal);
    }
  }
};

/** Settings of a server whose data need not survive. */
const ownSettings = { fsync: 'off', full_page_writes: 'off', max_connections: '100' };

/** Those of its log stay as they are: it is what tells that the server is ready. */
const settingsOf = (settings: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries({ ...ownSettings, ...settings }).flatMap(([name, value]) =>
    name.startsWith('log_') || name.startsWith('logging_') ? [] : ['-c', `${name}=${value}`],
  );

/**
 * Starts a server of an image that is made like PostgreSQL's official ones.
 * @throws DrillError `docker/…`; the signal's reason when it aborts
 */
export const startContainer = async (
  image: string,
  scratch: Scratch,
  signal: AbortSignal,
  { settings = {}, inMemory = false }: EmbeddedOptions = {},
): Promise<PostgresServer> => {
  const { GenericContainer, Wait } = await library();
  const { dockerode } = (await client()).container;
  const password = randomBytes(12).toString('hex');
  const thing: Thing = { kind: containerKind, scratch: scratch.id };
  const forget = await scratch.remember(thing);
  const stop = async (): Promise<void> => {
    const removed = await remove(scratch.id);
    // Where none was there yet, what is still being fetched may become one: the next command looks again.
    if (settled || removed > 0) await forget();
  };
  let settled = true;
  let wanted = false;
  try {
    const made = new GenericContainer(image)
      .withEnvironment({
        POSTGRES_USER: 'drill',
        POSTGRES_PASSWORD: password,
        POSTGRES_DB: 'postgres',
        POSTGRES_INITDB_ARGS: '-E UTF8 --locale=C --no-sync',
        PGDATA: '/var/lib/drill/data',
      })
      .withLabels({ [label]: scratch.id })
      .withExposedPorts(5432)
      .withCommand(['postgres', ...settingsOf(settings)])
      .withSharedMemorySize(256 * 1024 ** 2)
      .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/))
      .withStartupTimeout(startMs);
    const starting = (inMemory && (await hasRoom()) ? made.withTmpFs({ '/var/lib/drill': 'rw,mode=1777' }) : made).start();
    starting.then(
      () => (settled = true),
      () => (settled = true),
    );
    settled = false;
    const early = new AbortController();
    const started = await within(signal, Promise.race([starting, endedEarly(scratch.id, early.signal)]))
      .catch((cause: unknown) => {
        signal.throwIfAborted();
        throw new DrillError('docker/cannot-start', `a container of ${image} does not start: ${messageOf(cause)}`, {
          why: 'It must be an image like PostgreSQL’s official ones, with the variables POSTGRES_USER and POSTGRES_PASSWORD.',
          fix: `try \`docker run --rm -e POSTGRES_PASSWORD=x ${image}\``,
          cause,
        });
      })
      .finally(() => early.abort());
    const container = dockerode.getContainer(started.getId());
    const isEnded = async (): Promise<boolean> =>
      container.inspect().then(
        ({ State }) => !State.Running,
        () => true,
      );
    const url = (database: string): string =>
      `postgres://drill:${password}@${started.getHost()}:${started.getMappedPort(5432)}/${database}`;
    const number = Number(await untilReady(url('postgres'), isEnded, signal));
    const major = Math.floor(number / 10000);
    return {
      version: `${major}.${number % 10000}`,
      major,
      url,
      createDatabase: async (name) => {
        await using session = await openSession(url('postgres'));
        await session.query(
          `CREATE DATABASE "${name.replaceAll('"', '""')}" TEMPLATE template0 ${major >= 15 ? 'STRATEGY FILE_COPY' : ''}`,
        );
      },
      lost: container.wait().then(
        ({ StatusCode }: { StatusCode: number }) =>
          wanted ? new Promise<never>(() => {}) : `its container ended, exit code ${StatusCode}`,
        () => new Promise<never>(() => {}),
      ),
      tail: async (lines) =>
        String(await container.logs({ stdout: true, stderr: true, tail: lines }))
          .split('\n')
          .slice(-lines),
      [Symbol.asyncDispose]: async () => {
        wanted = true;
        await stop();
      },
    };
  } catch (error) {
    wanted = true;
    await stop();
    throw error;
  }
};
