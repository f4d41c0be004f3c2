import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { DrillError, messageOf } from '../core/error.ts';
import { sha256 } from '../core/hash.ts';
import { suggestion } from '../core/nearest.ts';
import type { Entry } from '../model/fact.ts';
import type { Journal } from '../model/journal.ts';
import { makeFolder, writeWhole } from './durable.ts';

/** Where journals lie, relative to the workspace's root. */
export const journalFolder = '.drill/journals';

/** This many journals are kept, besides those that the ledger still rests on. */
export const journalsKept = 50;

/** `20261123T070102Z-orders-rollback-1a2b3c4d.json`: by name is by age. */
const fileName = ({ startedAt, drill, id }: Journal): string => `${startedAt.replaceAll(/[-:]|\.\d+/g, '')}-${drill}-${id}.json`;

/**
 * Writes a journal, whole or not at all.
 * @returns its path relative to `root`, and the hash of its bytes
 * @throws DrillError `evidence/unwritable`
 */
export const writeJournal = async (root: string, journal: Journal): Promise<{ path: string; sha256: string }> => {
  const path = `${journalFolder}/${fileName(journal)}`;
  const text = `${JSON.stringify(journal, null, 2)}\n`;
  await makeFolder(join(root, journalFolder));
  await writeWhole(join(root, path), text);
  return { path, sha256: sha256(text) };
};

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();

/** A file’s path, or the id (or the beginning of the name) of one of the workspace’s journals. */
const find = async (named: string, cwd: string): Promise<{ path: string; text: string }> => {
  const folder = join(cwd, journalFolder);
  const names = await namesIn(folder);
  const byId = names.filter((name) => name.endsWith(`-${named}.json`) || name === named || name === `${named}.json`);
  const path = byId[0] === undefined ? resolve(cwd, named) : join(folder, byId[0]);
  try {
    return { path, text: await readFile(path, 'utf8') };
  } catch (cause) {
    const known = names.map((name) => name.replace(/\.json$/, ''));
    throw new DrillError('journal/missing', `cannot read the journal ${named}: ${messageOf(cause)}`, {
      cause,
      fix: known.length === 0 ? '`drill run` writes one' : suggestion(basename(named, '.json'), known.slice(-10)),
    });
  }
};

/**
 * Reads a journal by its path or its id.
 * @throws DrillError `journal/missing`, `journal/not-one`, `journal/newer`
 */
export const readJournal = async (named: string, cwd: string): Promise<Journal> => {
  const { path, text } = await find(named, cwd);
  const at = { file: path, line: 1, column: 1 };
  let value: Partial<Journal> | null;
  try {
    value = JSON.parse(text) as Partial<Journal> | null;
  } catch (cause) {
    throw new DrillError('journal/not-one', `this is not a journal: ${messageOf(cause)}`, { cause, at });
  }
  if (value?.format !== 'rollback-drill/journal' || !Array.isArray(value.rehearsals)) throw new DrillError('journal/not-one', 'this is JSON, but not a journal of `drill`', { at });
  if (value.version !== 1) throw new DrillError('journal/newer', `this journal is of version ${String(value.version)}; this program reads version 1`, { at, fix: 'update rollback-drill' });
  return value as Journal;
};

/**
 * Removes old journals. The newest 50 stay, and every one that the ledger’s newest evidence of a drill, for its versions and
 * environment, refers to.
 * @returns paths of what was removed, relative to `root`
 */
export const pruneJournals = async (root: string, entries: readonly Entry[], keep = journalsKept): Promise<string[]> => {
  const needed = new Map<string, string>();
  for (const { fact } of entries)
    if (fact.kind === 'evidence' && fact.document) needed.set([fact.of, fact.artifact, fact.environment, fact.drill, fact.from.digest, fact.to.digest].join('\n'), fact.document.path);
  const inUse = new Set(needed.values());
  const names = await namesIn(join(root, journalFolder));
  const old = names.slice(0, Math.max(0, names.length - keep)).map((name) => `${journalFolder}/${name}`);
  const removed = old.filter((path) => !inUse.has(path));
  for (const path of removed) await rm(join(root, path), { force: true });
  return removed;
};
