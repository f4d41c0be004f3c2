import { canonicalJson, sha256 } from '../core/hash.ts';
import type { Entry, Fact } from '../model/fact.ts';

/** What the first entry names as the hash before it. */
export const noEntryBefore = `sha256:${'0'.repeat(64)}`;

/** The hash an entry must carry: SHA-256 of the canonical JSON of everything else in it. */
export const hashOf = ({ v, seq, at, prev, fact }: Omit<Entry, 'hash'>): string => sha256(canonicalJson({ v, seq, at, prev, fact }));

/** The one text of an entry, without its line break. */
export const lineOf = (entry: Entry): string => canonicalJson(entry);

/** The next entry after the one with sequence number `seq - 1` and hash `prev`. */
export const seal = (fact: Fact, seq: number, prev: string, at: Date): Entry => {
  const open = { v: 1, seq, at: at.toISOString(), prev, fact } as const;
  return { ...open, hash: hashOf(open) };
};
