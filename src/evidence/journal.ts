import { constants, existsSync } from 'node:fs';
import { access, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DrillError } from '../core/error.ts';
import { sha256 } from '../core/hash.ts';
import { suggestion } from '../core/nearest.ts';
import type { Entry } from '../model/fact.ts';
import type { Journal } from '../model/journal.ts';
import { fileError, makeFolder, writeWhole } from './durable.ts';
import { journalFault } from './journal-shape.ts';

/** Where journals lie, relative to the workspace's root. */
export const journalsPath = '.drill/journals';

/** `20261123T070000-orders-rollback-1a2b3c4d.json`: sorts by time. */
const nameOf = ({ startedAt, drill, id }: Journal): string => `${startedAt.slice(0, 19).replace(/[-:]/g, '')}-${drill}-${id}.json`;

/**
 * Makes the folder of journals, before anything is done that one must tell of.
 * @throws DrillError `evidence/unwritable`
 */
export const prepareJournals = async (root: string): Promise<void> => {
  const folder = join(root, journalsPath);
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
  } catch (error) {
    throw fileError('write', journalsPath, error);
  }
};

/**
 * Writes a journal, whole or not at all.
 * @returns its path relative to the root, and its hash, as evidence names it
 * @throws DrillError `evidence/unwritable`
 */
export const writeJournal = async (root: string, journal: Journal): Promise<{ path: string; sha256: string }> => {
  const path = `${journalsPath}/${nameOf(journal)}`;
  const text = `${JSON.stringify(journal, null, 2)}\n`;
  await writeWhole(join(root, path), text);
  return { path, sha256: sha256(text) };
};

const journalsIn = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).filter((name) => /^\d{8}T\d{6}-.+\.json$/.test(name)).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileError('read', folder, error);
  }
};

/** The nearest journals’ folder upwards from here. */
const folderAbove = (from: string): string | undefined => {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, journalsPath))) return join(at, journalsPath);
    if (dirname(at) === at) return undefined;
  }
};

/** The file that is meant by a path, a file's name, or a journal's id. */
const fileOf = async (name: string, cwd: string): Promise<string> => {
  const direct = resolve(cwd, name);
  if (existsSync(direct)) return direct;
  const folder = folderAbove(cwd);
  const known = folder === undefined ? [] : await journalsIn(folder);
  const found = known.filter((file) => file === name || file === `${name}.json` || (name !== '' && file.endsWith(`-${name}.json`)));
  if (folder !== undefined && found[0] !== undefined && found.length === 1) return join(folder, found[0]);
  const ids = known.map((file) => file.replace(/^.*-|\.json$/g, ''));
  throw new DrillError(
    'journal/missing',
    found.length > 1 ? `several journals end in ${JSON.stringify(name)}` : `there is no journal ${JSON.stringify(name)}`,
    {
      fix:
        known.length === 0
          ? 'none was written here yet; `drill run` writes one'
          : found.length > 1
            ? `name one: ${found.join(', ')}`
            : suggestion(name, name.includes('.json') || name.includes('/') ? known.slice(-10) : ids.slice(-10)),
    },
  );
};

/**
 * Reads a journal.
 * @param name its file (relative to `cwd`), its file's name, or its id
 * @throws DrillError `journal/missing` with the nearest name; `journal/unreadable` for what is no journal, or a newer one
 */
export const readJournal = async (name: string, cwd: string): Promise<Journal> => {
  const file = await fileOf(name, cwd);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw fileError('read', file, error);
  }
  const refuse = (fault: string, cause?: unknown): DrillError =>
    new DrillError('journal/unreadable', `${name} cannot be read as a journal: ${fault}`, { cause });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refuse('it is not JSON', error);
  }
  const fault = journalFault(value);
  if (fault !== undefined) throw refuse(fault);
  return value as Journal;
};

/** The journals that the newest evidence of each drill, environment and pair of digests rests on. */
const neededBy = (entries: readonly Entry[]): ReadonlySet<string> => {
  const newest = new Map<string, string>();
  for (const { fact } of entries)
    if (fact.kind === 'evidence' && fact.document)
      newest.set(
        JSON.stringify([fact.artifact, fact.environment, fact.drill, fact.routes, fact.from.digest, fact.to.digest]),
        fact.document.path,
      );
  return new Set(newest.values());
};

/**
 * Removes old journals. Kept are the newest `keep`, and every one that the ledger's newest evidence per artifact,
 * environment, drill, routes and pair of digests refers to.
 * @param entries the ledger's; prune nothing by a ledger whose chain does not hold
 * @returns the paths that were removed, relative to the root
 */
export const pruneJournals = async (
  root: string,
  entries: readonly Entry[],
  { keep = 50 }: { readonly keep?: number } = {},
): Promise<readonly string[]> => {
  const names = await journalsIn(join(root, journalsPath));
  const needed = neededBy(entries);
  const old = names.slice(0, Math.max(0, names.length - keep)).map((name) => `${journalsPath}/${name}`);
  const removed = old.filter((path) => !needed.has(path));
  for (const path of removed) await rm(join(root, path), { force: true });
  return removed;
};
