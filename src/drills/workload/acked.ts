import type { AckedWrite, Role } from '../../model/journal.ts';
import type { WriteExpectation } from './workload.ts';

/** What must be readable later, and how. */
export interface ReadBack {
  readonly read: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly at?: string;
  readonly among?: boolean;
  readonly expect: unknown;
  readonly gone: boolean;
}

/** An acknowledged write, before it has been read back. */
export interface Acked {
  readonly about: Omit<AckedWrite, 'state' | 'got' | 'read' | 'expect'>;
  readonly wanted: ReadBack;
  /** Other writes of the same resource that may have been applied last: without a clear answer, or at the same time. */
  readonly or: readonly ReadBack[];
}

/** The acked-write list: the oracle of the drill. */
export interface AckedList {
  readonly add: (
    about: Omit<AckedWrite, 'state' | 'got' | 'read' | 'expect' | 'resource'>,
    write: WriteExpectation,
    /** When its request was sent, and who served at that time. */
    sent: { readonly at: number; readonly serving: Role | 'mixed' | undefined },
  ) => void;
  /** A write may or may not have happened: its answer did not come, or was an error of the server's. */
  readonly unclear: (key: string, write: WriteExpectation) => void;
  readonly all: () => readonly Acked[];
  /** The same by what is written: as it is now, whatever comes later. */
  readonly slots: () => ReadonlyMap<string, Acked>;
  /** How many were acknowledged, superseded ones too. */
  readonly count: () => { readonly byVersion: ReadonlyMap<string, number>; readonly mixed: number };
}

const readBackOf = (write: WriteExpectation): ReadBack => ({
  read: write.read,
  ...(write.headers ? { headers: write.headers } : {}),
  ...(write.at === undefined ? {} : { at: write.at }),
  ...(write.among === undefined ? {} : { among: write.among }),
  expect: write.expect,
  gone: write.gone ?? false,
});

/** What tells writes apart, where the workload does not name the resource: whatever this errand reads back in this way. */
const slotOf = (key: string, write: WriteExpectation): string => write.resource ?? `${key} ${write.read} ${write.at ?? ''}`.trimEnd();

export const ackedList = (): AckedList => {
  const bySlot = new Map<string, Acked>();
  const byVersion = new Map<string, number>();
  let mixedWrites = 0;
  return {
    add: (about, write, sent) => {
      const slot = slotOf(about.key, write);
      byVersion.set(about.by, (byVersion.get(about.by) ?? 0) + 1);
      if (sent.serving === 'mixed') mixedWrites++;
      const known = bySlot.get(slot);
      // Sent before the other was acknowledged: which of the two was applied last, nobody knows.
      const or = known && sent.at < known.about.at ? [known.wanted, ...known.or] : [];
      bySlot.set(slot, { about: { ...about, resource: write.resource ?? about.key }, wanted: readBackOf(write), or });
    },
    unclear: (key, write) => {
      const slot = slotOf(key, write);
      const known = bySlot.get(slot);
      // A first write without an answer was never promised, so nothing is owed for it.
      if (known) bySlot.set(slot, { ...known, or: [...known.or, readBackOf(write)] });
    },
    all: () => [...bySlot.values()],
    slots: () => new Map(bySlot),
    count: () => ({ byVersion, mixed: mixedWrites }),
  };
};
