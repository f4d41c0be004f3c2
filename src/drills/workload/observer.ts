import { canonicalJson } from '../../core/hash.ts';
import type { FailedExpectation, PhaseName } from '../../model/journal.ts';
import { type AckedList, ackedList } from './acked.ts';
import type { Sample } from './samples.ts';

/** Everything that is seen of the traffic of one rehearsal. */
export interface Observer {
  readonly acked: AckedList;
  readonly samples: readonly Sample[];
  readonly sample: (sample: Sample) => void;
  readonly unexpected: (failed: Omit<FailedExpectation, 'count'>) => void;
  readonly failedExpectations: () => FailedExpectation[];
  /** An answer carried this version in the header that the artifact declares. */
  readonly said: (version: string) => void;
  readonly saidBy: (version: string) => number;
  /** Names of the journeys that were begun at least once. */
  readonly begun: Set<string>;
  /** Which phase requests belong to that start now. */
  phase: PhaseName;
}

/** Different texts of one and the same failure would fill the journal: digits and ids in the request's path are set aside. */
const kindOf = (failed: Omit<FailedExpectation, 'count'>): string =>
  canonicalJson([
    failed.phase,
    failed.version,
    failed.journey,
    failed.request.replaceAll(/[0-9a-f]{6,}[0-9a-f-]*|\d+/g, '#'),
    failed.what.replaceAll(/\d+/g, '#'),
  ]);

export const observer = (): Observer => {
  const samples: Sample[] = [];
  const failures = new Map<string, FailedExpectation>();
  const said = new Map<string, number>();
  return {
    acked: ackedList(),
    samples,
    sample: (sample) => void samples.push(sample),
    unexpected: (failed) => {
      const kind = kindOf(failed);
      const known = failures.get(kind);
      failures.set(kind, known ? { ...known, count: known.count + 1 } : { ...failed, count: 1 });
    },
    failedExpectations: () => [...failures.values()],
    said: (version) => void said.set(version, (said.get(version) ?? 0) + 1),
    begun: new Set(),
    saidBy: (version) => said.get(version) ?? 0,
    phase: 'baseline',
  };
};
