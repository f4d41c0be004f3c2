import type { AckedWrite } from '../../model/journal.ts';
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
  /** A later write of the same resource got no clear answer: either may be there. */
  readonly or: readonly ReadBack[];
}

/** The acked-write list: the oracle of the drill. */
export interface AckedList {
  readonly add: (
    about: Omit<AckedWrite, 'state' | 'got' | 'read' | 'expect' | 'resource'>,
    write: WriteExpectation,
    mixed: boolean,
  ) => void;
  /** A write may or may not have happened: its answer did not come, or was an error of the server's. */
  readonly unclear: (key: string, write: WriteExpectation) => void;
  readonly all: () => readonly Acked[];
  /** How many were acknowledged, superseded ones too. */
  readonly count: () => { readonly writes: number; readonly mixed: number };
}

const readBackOf = (write: WriteExpectation): ReadBack => ({
  read: write.read,
  ...(write.headers ? { headers: write.headers } : {}),
  ...(write.at === undefined ? {} : { at: write.at }),
  ...(write.among === undefined ? {} : { among: write.among }),
  expect: write.expect,
  gone: write.gone ?? false,
});

export const ackedList = (): AckedList => {
  const byResource = new Map<string, Acked>();
  let writes = 0;
  let mixedWrites = 0;
  return {
    add: (about, write, mixed) => {
      const resource = write.resource ?? about.key;
      writes++;
      if (mixed) mixedWrites++;
      byResource.set(resource, { about: { ...about, resource }, wanted: readBackOf(write), or: [] });
    },
    unclear: (key, write) => {
      const known = byResource.get(write.resource ?? key);
      // A first write without an answer was never promised, so nothing is owed for it.
      if (known) byResource.set(known.about.resource, { ...known, or: [...known.or, readBackOf(write)] });
    },
    all: () => [...byResource.values()],
    count: () => ({ writes, mixed: mixedWrites }),
  };
};
