import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { serverUser } from '../../storage/engines/postgres/binaries.ts';
import type { Backup, LogFault } from '../provider.ts';
import { logFaults } from './wal.ts';

/** What came of asking for one file of the log. */
export type Got = 'got' | Extract<LogFault['how'], 'missing' | 'damaged'>;

/** Segments, and histories of timelines. */
export const isOfLog = (name: string): boolean => /^(?:[0-9A-F]{24}|[0-9A-F]{8}\.history)$/.test(name);

const atOnce = 4;

/** Asks for all that is needed, some at a time. */
const getAll = async (
  wanted: readonly string[],
  to: string,
  get: (name: string, path: string) => Promise<Got>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Got>> => {
  const came = new Map<string, Got>();
  const user = await serverUser();
  const queue = wanted.values();
  const worker = async (): Promise<void> => {
    for (const name of queue) {
      signal.throwIfAborted();
      const got = await get(name, join(to, name));
      came.set(name, got);
      if (got === 'got' && user) await chown(join(to, name), user.uid, user.gid);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return came;
};

/**
 * Brings the log from a backup's first segment on, and looks at it: the server of the copy takes it from a folder, and never meets the
 * repository or its passwords.
 * @param names all that the archive has
 * @param first segment that the backup begins in
 * @returns the command that hands it to the server; absent where there is none
 */
export const collectLog = async (
  {
    names,
    first,
    folder,
    backup,
  }: { readonly names: readonly string[]; readonly first: string; readonly folder: string; readonly backup: Backup },
  get: (name: string, path: string) => Promise<Got>,
  signal: AbortSignal,
): Promise<{ readonly log: readonly LogFault[]; readonly restoreCommand?: string }> => {
  const to = join(folder, 'wal');
  await mkdir(to, { recursive: true, mode: 0o700 });
  const user = await serverUser();
  if (user) await chown(to, user.uid, user.gid);
  const wanted = [...new Set(names)]
    .filter((name) => isOfLog(name) && (name.endsWith('.history') || name.slice(8) >= first.slice(8)))
    .sort();
  const came = await getAll(wanted, to, get, signal);
  const seen = await logFaults(to, backup);
  // What the archive has and does not give is not missing.
  const refused = [...came].flatMap(([segment, how]) => (how === 'got' || how === 'missing' ? [] : [{ segment, how }]));
  const log = [...seen.filter(({ segment }) => !refused.some((one) => one.segment === segment)), ...refused];
  const hasLog = [...came.values()].includes('got');
  return { log: log.sort((a, b) => (a.segment < b.segment ? -1 : 1)), ...(hasLog && { restoreCommand: commandFor(to) }) };
};

/** Of a folder with the log: PostgreSQL's `restore_command`. */
const commandFor = (folder: string): string => `cp '${folder.replaceAll("'", `'\\''`)}/%f' '%p'`;
