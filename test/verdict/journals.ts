import { sha256 } from '../../src/core/hash.ts';
import { type AckedWrite, type Failure, type RollbackJournal, phaseNames, type Rehearsal } from '../../src/model/journal.ts';

// A drill in which nothing went wrong, and ways to make something go wrong in it.

export const version = (name: string) => ({ version: name, digest: sha256(name) });

/** Each phase takes a second: prepare begins at 0, baseline at 1000, rollout 2000, exercise 3000, rollback 4000, verify 5000. */
const phases = phaseNames.map((name, index) => ({ name, startedMs: index * 1000, endedMs: (index + 1) * 1000, requests: 20, failed: 0 }));

export const write = (n: number, more: Partial<AckedWrite> = {}): AckedWrite => ({
  key: `k${n}`,
  resource: `k${n}`,
  journey: 'place an order',
  by: n % 2 === 0 ? '1.4.0' : '1.5.0',
  phase: 'exercise',
  at: 3000 + n,
  request: 'POST /orders',
  read: `GET /orders/${n}`,
  expect: { id: n },
  state: 'present',
  ...more,
});

const latency = { p50: 4, p99: 20, max: 40 };

/** As many acknowledged as are read back. */
const acknowledged = (writes: readonly AckedWrite[]): Rehearsal['acknowledged'] => ({
  old: writes.filter(({ by }) => by === '1.4.0').length,
  new: writes.filter(({ by }) => by === '1.5.0').length,
});

export const rehearsal = ({ writes = [write(1), write(2), write(3), write(4)], ...more }: Partial<Rehearsal> = {}): Rehearsal => ({
  route: 'schema-left',
  phases,
  served: [
    { version: '1.4.0', role: 'old', byProxy: 60, byItself: { count: 60, how: 'header' } },
    { version: '1.5.0', role: 'new', byProxy: 40 },
  ],
  samples: {
    baseline: { requests: 20, failed: 0, latency },
    drill: { requests: 100, failed: 0, latency },
    rollback: { requests: 20, failed: 0, latency },
  },
  writes,
  acknowledged: acknowledged(writes),
  mixedWrites: 2,
  neverBegun: [],
  failedExpectations: [],
  findings: [],
  failures: [],
  ...more,
});

export const journal = (more: Partial<RollbackJournal> = {}): RollbackJournal => ({
  format: 'rollback-drill/journal',
  version: 1,
  id: '1a2b3c4d',
  drill: 'orders-rollback',
  kind: 'rollback',
  artifact: 'orders',
  environment: 'local',
  from: version('1.4.0'),
  to: version('1.5.0'),
  startedAt: '2026-03-01T12:00:00.000Z',
  durationMs: 7000,
  tool: { drill: '0.1.0', node: '24.0.0', platform: 'linux x64' },
  routes: ['schema-left'],
  expectations: {
    slo: { availability: 0.99, p99: 250 },
    sloRollback: { availability: 0.9, p99: 500 },
    minimum: { requests: 10, writes: 4, mixedWrites: 1 },
  },
  rehearsals: [rehearsal()],
  leftovers: [],
  ...more,
});

export const failure = (phase: Failure['phase'], who: Failure['who'], more: Partial<Failure> = {}): Failure => ({
  phase,
  route: 'schema-left',
  who,
  at: phaseNames.indexOf(phase) * 1000 + 500,
  what: 'it ended',
  ...more,
});
