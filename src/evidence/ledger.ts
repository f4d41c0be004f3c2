import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { sleep } from '../core/deadline.ts';
import { DrillError, type Problem } from '../core/error.ts';
import type { Entry, Fact } from '../model/fact.ts';
import { type Chain, readChain } from './chain.ts';
import { fileError, makeFolder, syncFolder } from './durable.ts';
import { lineOf, noEntryBefore, seal } from './entry.ts';
import { refuseOtherDigest } from './identity.ts';
import { takeLock } from './lock.ts';
import { factFault } from './shape.ts';

/** What the ledger says, and whether it can be believed. */
export interface LedgerState {
  readonly exists: boolean;
  /** Every entry that can be read and carries its own right hash, oldest first; believe them only while `problems` is empty. */
  readonly entries: readonly Entry[];
  /** What was tampered with, with line and sequence number; empty when the chain is whole. */
  readonly problems: readonly Problem[];
  /** A last line that a crash cut off: it was never acknowledged, and the next append sets it aside. */
  readonly torn?: { readonly line: number; readonly bytes: number };
}

export interface Ledger {
  /** Reads and verifies the whole chain. An absent file is an empty ledger. @throws DrillError when the file cannot be read */
  readonly read: () => Promise<LedgerState>;
  /**
   * Appends one fact; once this resolves, the entry is on the disk.
   * @throws DrillError `ledger/tampered` (nothing is appended to a broken chain), `ledger/other-digest`, `ledger/locked`, `evidence/unwritable`
   */
  readonly append: (fact: Fact) => Promise<Entry>;
}

/** Where the ledger of a workspace lies, relative to its root. */
export const ledgerPath = '.drill/ledger.ndjson';

const isAbsent = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Reads the ledger of the workspace at `root` and verifies its whole chain. @throws DrillError `evidence/unreadable` */
export const readLedger = async (root: string): Promise<LedgerState> => {
  const path = join(root, ledgerPath);
  for (let attempt = 1; ; attempt++) {
    let bytes: Buffer;
    try {
      bytes = await readFile(path);
    } catch (error) {
      if (isAbsent(error)) return { exists: false, entries: [], problems: [] };
      throw fileError('read', path, error);
    }
    const { entries, problems, torn } = readChain(bytes, ledgerPath);
    // Readers take no lock: what looks torn may be a line that is being written at this moment.
    if (torn && attempt < 4) await sleep(10);
    else return { exists: true, entries, problems, ...(torn && { torn }) };
  }
};

/** Sets a torn last line aside, so that nothing that ever was in the file is lost, and cuts it off. */
const recover = async (folder: string, file: FileHandle, bytes: Buffer, chain: Chain): Promise<void> => {
  const tail = bytes.subarray(chain.end);
  const name = join(folder, `ledger.torn-${(chain.entries.at(-1)?.seq ?? 0) + 1}`);
  for (let n = 1; ; n++) {
    try {
      const aside = await open(n === 1 ? name : `${name}.${n}`, 'wx');
      try {
        await aside.writeFile(tail);
        await aside.sync();
      } finally {
        await aside.close();
      }
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
  await syncFolder(folder);
  await file.truncate(chain.end);
};

/** Writes one line at the end, or nothing: what is cut short by a full disk is taken back. */
const writeLine = async (file: FileHandle, at: number, line: string): Promise<void> => {
  try {
    const bytes = Buffer.from(line);
    for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    await file.sync();
  } catch (error) {
    await file.truncate(at).catch(() => undefined);
    throw error;
  }
};

/**
 * The ledger of the workspace at `root`: an append-only, hash-chained NDJSON file under `.drill/`. Opening touches nothing.
 * @param options.waitMs how long an append waits for other writers, in milliseconds (default 15 s)
 */
export const openLedger = (root: string, clock: Clock, options: { readonly waitMs?: number } = {}): Ledger => {
  const folder = join(root, '.drill');
  const path = join(root, ledgerPath);

  const appendLocked = async (fact: Fact): Promise<Entry> => {
    await using _lock = await takeLock(join(folder, 'ledger.lock'), clock, options.waitMs ?? 15_000);
    const isNew = await open(path, 'wx').then(
      async (made) => (await made.close(), true),
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      },
    );
    if (isNew) await syncFolder(folder);
    const file = await open(path, 'r+');
    try {
      const bytes = await file.readFile();
      const chain = readChain(bytes, ledgerPath);
      const [broken] = chain.problems;
      if (broken) {
        const { code: _, what, ...more } = broken;
        throw new DrillError('ledger/tampered', `nothing was appended: ${what}`, more);
      }
      refuseOtherDigest(chain.entries, fact);
      if (chain.torn) await recover(folder, file, bytes, chain);
      const last = chain.entries.at(-1);
      const entry = seal(fact, (last?.seq ?? 0) + 1, last?.hash ?? noEntryBefore, clock.now());
      await writeLine(file, chain.end, `${chain.unterminated ? '\n' : ''}${lineOf(entry)}\n`);
      return entry;
    } finally {
      await file.close();
    }
  };

  let turn: Promise<unknown> = Promise.resolve();
  const append = async (fact: Fact): Promise<Entry> => {
    // What JSON leaves out (undefined members, NaN) must not be in what the caller gets back either.
    const plain = JSON.parse(JSON.stringify(fact)) as Fact;
    const fault = factFault(plain);
    if (fault !== undefined) throw new DrillError('ledger/bad-fact', `this cannot be entered: ${fault}`, { kind: 'internal' });
    const mine = turn.then(async () => {
      try {
        await makeFolder(folder);
        return await appendLocked(plain);
      } catch (error) {
        throw fileError('write', path, error);
      }
    });
    turn = mine.catch(() => undefined);
    return mine;
  };

  return { read: () => readLedger(root), append };
};
