import type { Problem } from '../core/error.ts';
import type { Entry } from '../model/fact.ts';
import { hashOf, lineOf, noEntryBefore } from './entry.ts';
import { entryFault } from './shape.ts';

/** What the bytes of a ledger say. */
export interface Chain {
  /** Every line that is an entry and carries its own right hash, in the order of the file. */
  readonly entries: readonly Entry[];
  /** What was tampered with, line by line; empty when the chain is whole. */
  readonly problems: readonly Problem[];
  /** A last line that a crash cut off; not tampering, and set aside by the next append. */
  readonly torn?: { readonly line: number; readonly bytes: number };
  /** Bytes that stand in whole lines: where the next line begins. */
  readonly end: number;
  /** The last line is whole but for its line break, which the next append writes. */
  readonly unterminated: boolean;
}

/** What a line must follow: the sequence number before it, and the hashes that it may name (none: what stood there cannot be read). */
interface Before {
  readonly seq: number;
  readonly hashes?: readonly string[];
}

const short = (hash: string): string => `${hash.slice(0, 19)}…`;

type Look = { readonly entry: Entry } | { readonly code: string; readonly fault: string; readonly entry?: Entry };

/** One line by itself: is it an entry, in the one text it can have, with its own right hash? */
const lookAt = (bytes: Buffer): Look => {
  const text = bytes.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { code: 'ledger/unreadable-line', fault: text === '' ? 'is empty' : 'is not JSON' };
  }
  const fault = entryFault(value);
  if (fault !== undefined) return { code: 'ledger/unreadable-line', fault: `is no entry: ${fault}` };
  const entry = value as Entry;
  const hash = hashOf(entry);
  if (hash !== entry.hash)
    return {
      code: 'ledger/edited',
      fault: `was changed after it was written: its content has the hash ${short(hash)}, it says ${short(entry.hash)}`,
      entry,
    };
  if (!bytes.equals(Buffer.from(lineOf(entry))))
    return { code: 'ledger/edited', fault: 'was changed after it was written: it is not in the form in which drill writes', entry };
  return { entry };
};

/** Does the entry follow what stands before it? In words why not. */
const misplaced = (entry: Entry, before: Before): { code: string; fault: string } | undefined => {
  const expected = before.seq + 1;
  if (entry.seq > expected) {
    const missing = entry.seq === expected + 1 ? `entry ${expected} is` : `entries ${expected} to ${entry.seq - 1} are`;
    return { code: 'ledger/gap', fault: `should have seq ${expected}: ${missing} missing` };
  }
  if (entry.seq < expected) return { code: 'ledger/order', fault: `should have seq ${expected}: lines were moved or copied` };
  if (before.hashes && !before.hashes.includes(entry.prev))
    return {
      code: 'ledger/broken-link',
      fault: `does not follow the line before: it names ${short(entry.prev)} as the hash before it, where ${short(before.hashes[0] ?? '')} stands; one of the two was replaced`,
    };
  return undefined;
};

const firstUnlessAny = <T>(faults: readonly (T | undefined)[]): T | undefined => (faults.includes(undefined) ? undefined : faults[0]);

const fix = 'Restore the file from a copy (version control, backup). Nothing is appended to a chain that does not hold.';

/**
 * Reads the bytes of a ledger and checks the whole chain. One edit gives one problem: after a broken line the check
 * goes on from what that line says. `file` is the name for messages.
 */
export const readChain = (bytes: Buffer, file: string): Chain => {
  const entries: Entry[] = [];
  const problems: Problem[] = [];
  // One of these must fit; after a line that cannot be read: it was put in between, or it stands where an entry was.
  let before: readonly [Before, ...Before[]] = [{ seq: 0, hashes: [noEntryBefore] }];
  let start = 0;
  for (let line = 1; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const stop = newline === -1 ? bytes.length : newline;
    const look = lookAt(bytes.subarray(start, stop));
    const isTorn = newline === -1 && look.entry === undefined;
    if (isTorn) return { entries, problems, torn: { line, bytes: stop - start }, end: start, unterminated: false };
    const { entry } = look;
    const fault = 'fault' in look ? look : firstUnlessAny(before.map((each) => misplaced(look.entry, each)));
    if (fault)
      problems.push({
        code: fault.code,
        what: `line ${line}${entry ? ` (seq ${entry.seq})` : ''} of the ledger ${fault.fault}`,
        fix,
        at: { file, line, column: 1 },
      });
    const [expected] = before;
    if (!('fault' in look)) {
      entries.push(look.entry);
      before = [{ seq: look.entry.seq, hashes: [look.entry.hash] }];
    } else if (entry) before = [{ seq: expected.seq + 1, hashes: [entry.hash, hashOf(entry)] }];
    else before = [expected, { seq: expected.seq + 1 }];
    start = stop + 1;
  }
  return { entries, problems, end: Math.min(start, bytes.length), unterminated: start > bytes.length };
};
