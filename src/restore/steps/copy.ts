import { DrillError } from '../../core/error.ts';
import { type RecoverTo, startRestored } from '../../storage/engines/postgres/restored.ts';
import type { Restored } from '../provider.ts';
import { isFull, saysFull } from '../blame.ts';
import { enough, type Run } from '../run.ts';
import { enclosureOf } from './isolate.ts';

/** A server with what was restored. */
export interface Copy extends AsyncDisposable {
  readonly url: (database: string) => string;
  readonly log: () => Promise<readonly string[]>;
}

/** Lines of a server's log that say that something is wrong with what it was given; what a recovery says as a matter of course is none. */
const complaint = /\b(?:ERROR|FATAL|PANIC|WARNING):/;
const usual =
  /\] session |the database system is (?:starting up|not yet accepting|not accepting|shutting down)|terminating (?:connection|walreceiver|background worker)/;

/** URLs of sockets name no host, which URL does not take. */
const userIn = (url: string): readonly string[] => /^[a-z]+:\/\/([^:@/?]+)[^@/]*@/.exec(url)?.slice(1, 2).map(decodeURIComponent) ?? [];

/** Names that a superuser of the copy may have: those of the source, then what is usual. */
const superusersOf = ({ facts, ports }: Run): readonly string[] => [
  ...new Set([
    ...(facts.manifest?.content.roles ?? [])
      .filter(({ may }) => may.includes('superuser') && may.includes('login'))
      .map(({ name }) => name),
    'drill',
    'postgres',
    ...(ports.source === undefined ? [] : userIn(ports.source)),
  ]),
];

/** Starts a copy of a cluster; that it does not start is a fact. */
const startCluster = async (
  run: Run,
  data: Extract<Restored, { kind: 'cluster' }>,
  to: RecoverTo,
  label: string,
  signal: AbortSignal,
): Promise<Copy> => {
  const { facts, scratch, plan } = run;
  const major = facts.backup?.major ?? facts.manifest?.cluster.major;
  const inside = await enclosureOf(run, signal);
  try {
    const server = await startRestored(
      {
        scratch,
        data: data.data,
        ...(data.restoreCommand !== undefined && { restoreCommand: data.restoreCommand }),
        to,
        ...(facts.manifest && { settings: facts.manifest.cluster.settings }),
        ...(plan.programs !== undefined && { programs: plan.programs }),
        ...(major !== undefined && { major }),
        users: superusersOf(run),
        label,
        ...(inside && { inside }),
      },
      signal,
    );
    run.server = server.name;
    run.opened.push(server.took);
    return server;
  } catch (error) {
    if (!(error instanceof DrillError) || error.problems[0]?.code !== 'restore/does-not-start') throw error;
    // Whoever has no room, or was killed, would not have started on a good backup either.
    if (error.message.includes('SIGKILL') || (await isFull(error, scratch.folder))) throw error;
    facts.started = { why: error.problems[0].why ?? error.message, complaints: [] };
    throw enough;
  }
};

/** Starts what was restored, recovered so far; of one database, what it was restored to runs already. */
export const openCopy = async (run: Run, restored: Restored, to: RecoverTo, label: string, signal: AbortSignal): Promise<Copy> => {
  if (restored.kind === 'cluster') return startCluster(run, restored, to, label, signal);
  const { copyServer } = run;
  if (!copyServer) throw new Error('it was restored to no database');
  run.server = copyServer.name;
  return { url: () => copyServer.empty.url, log: copyServer.log, [Symbol.asyncDispose]: async () => {} };
};

/** Notes something that a server says of the copy. */
export const noteComplaint = (run: Run, ...complaints: readonly string[]): void => {
  run.facts.started = { ...run.facts.started, complaints: [...new Set([...(run.facts.started?.complaints ?? []), ...complaints])] };
};

/** Notes what the server complains of. */
export const noteLog = async (run: Run, copy: Copy): Promise<void> => {
  const lines = await copy.log();
  const complaints = lines.filter((line) => complaint.test(line) && !usual.test(line));
  // What brings the log may have no room either: then a recovery takes for its end what is none.
  const full = lines.find(saysFull);
  if (full !== undefined) throw new DrillError('restore/no-room', `the server says: ${full}`, { kind: 'internal' });
  noteComplaint(run, ...complaints);
};
