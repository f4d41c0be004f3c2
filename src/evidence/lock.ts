import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { sleep } from '../core/deadline.ts';
import { formatDuration } from '../core/duration.ts';
import { DrillError } from '../core/error.ts';
import { fateOf, type ProcessName, thisProcess } from './process.ts';

// The lock is a folder with one file in it that names its owner. It is made beside, complete, and then renamed into
// place: rename of a folder onto one that is not empty fails, so that exactly one wins, and there is never a lock whose
// owner is not known yet. The owner's file has a name of its own, never used again: whoever removes the file of a dead
// owner cannot hit that of a living one, however late it comes. (docs/decisions: ledger-lock)

interface Owner extends ProcessName {
  /** ISO 8601 */
  readonly since: string;
}

/** How long a lock whose owner's file cannot be read (a loss of power can leave it empty) is let be. */
const graceMs = 2000;

/** How long a folder that was made beside and has no owner's file yet is let be. */
const stagedGraceMs = 60_000;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const ignoring = async (codes: readonly string[], work: Promise<unknown>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!codes.includes(codeOf(error))) throw error;
  }
};

const ownerIn = async (file: string): Promise<Owner | undefined> => {
  try {
    const owner = JSON.parse(await readFile(file, 'utf8')) as Partial<Owner> | null;
    return typeof owner?.pid === 'number' && typeof owner.host === 'string' ? (owner as Owner) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

/** Looks at who holds the lock: the holder when it must be waited for; undefined when the lock is free, or was just freed here. */
const holder = async (folder: string, clock: Clock): Promise<Owner | 'unknown' | undefined> => {
  try {
    const [name] = await readdir(folder);
    if (name === undefined) return undefined;
    const file = join(folder, name);
    const owner = await ownerIn(file);
    const isStale = owner ? (await fateOf(owner)) === 'gone' : clock.now().getTime() - (await stat(file)).mtimeMs > graceMs;
    if (!isStale) return owner ?? 'unknown';
    await unlink(file);
    return undefined;
  } catch (error) {
    // Whatever was there has gone in the meantime.
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/** Removes what died between making its folder and renaming it into place. */
const sweep = async (folder: string, clock: Clock): Promise<void> => {
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(`${basename(folder)}.`)) continue;
    const path = join(dirname(folder), name);
    try {
      const [file] = await readdir(path);
      const owner = file === undefined ? undefined : await ownerIn(join(path, file));
      const age = clock.now().getTime() - (await stat(path)).mtimeMs;
      if (owner ? (await fateOf(owner)) === 'gone' : age > stagedGraceMs) await rm(path, { recursive: true, force: true });
    } catch (error) {
      // It has gone, or has become the lock, in the meantime.
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }
};

const heldBy = (owner: Owner | 'unknown', folder: string, waitMs: number): DrillError => {
  const who = owner === 'unknown' ? 'somebody unknown' : `process ${owner.pid} on ${owner.host.split('/')[0]} since ${owner.since}`;
  return new DrillError('ledger/locked', `the ledger is held by ${who}; waited ${formatDuration(waitMs)} for it`, {
    why: 'Entries are appended one after the other; two writers at once would break the chain.',
    fix: `Let that process end and run it again. If it is gone for good (another machine or container that was stopped), remove ${folder}.`,
  });
};

/**
 * Takes the lock, and gives it back when disposed of. A dead owner's lock is taken over at once.
 * @param waitMs how long to wait for a living owner, in milliseconds
 * @throws DrillError `ledger/locked` that names the holder, once `waitMs` have passed
 */
export const takeLock = async (folder: string, clock: Clock, waitMs: number): Promise<AsyncDisposable> => {
  const token = randomUUID();
  const mine = `owner-${token}.json`;
  const staged = `${folder}.${token}`;
  const started = clock.monotonic();
  await mkdir(staged);
  try {
    await writeFile(join(staged, mine), JSON.stringify({ ...(await thisProcess()), since: clock.now().toISOString() } satisfies Owner));
    await sweep(folder, clock);
    for (;;) {
      try {
        await rename(staged, folder);
        break;
      } catch (error) {
        if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
      }
      const owner = await holder(folder, clock);
      if (owner === undefined) continue;
      if (clock.monotonic() - started > waitMs) throw heldBy(owner, folder, waitMs);
      await sleep(2 + Math.random() * 8);
    }
  } catch (error) {
    await rm(staged, { recursive: true, force: true });
    throw error;
  }
  return {
    [Symbol.asyncDispose]: async () => {
      await ignoring(['ENOENT'], unlink(join(folder, mine)));
      // Not empty, or gone: the next owner has it already.
      await ignoring(['ENOENT', 'ENOTEMPTY', 'EEXIST'], rmdir(folder));
    },
  };
};
