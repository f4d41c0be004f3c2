import { routes } from '../model/cell.ts';
import { severities } from '../model/finding.ts';
import { phaseNames, pointKinds, recoveryPoints, recoverySteps, restorePhases, writeStates } from '../model/journal.ts';
import { anyText, isRecord, list, mapOf, number, object, oneOf, optional, record, text, truth, versionId } from './form.ts';

// As much of a journal's form as judging and telling it again rely on.

const phase = oneOf(phaseNames);
const samples = object({ requests: number, failed: number, latency: optional(object({ p50: number, p99: number, max: number })) });
const slo = object({ availability: optional(number), p50: optional(number), p99: optional(number) });

const finding = object({
  rule: text,
  severity: oneOf(severities),
  cells: mapOf(text),
  what: anyText,
  why: anyText,
  fix: anyText,
  at: record,
});

const recovery = object({
  provider: text,
  backup: object({ id: text, at: text, bytes: optional(number) }),
  stores: list(text),
  point: object({ name: oneOf(recoveryPoints), at: number, place: text, why: anyText }),
  steps: list(object({ name: oneOf(recoverySteps), startedMs: number, endedMs: number })),
  log: optional(anyText),
  lastBack: optional(number),
  requestTimeoutMs: number,
  budgets: object({ rtoMs: optional(number), rpoMs: optional(number) }),
});

const rehearsal = object({
  route: oneOf(routes),
  phases: list(object({ name: phase, startedMs: number, endedMs: number, requests: number, failed: number })),
  served: list(
    object({
      version: text,
      role: oneOf(['old', 'new']),
      byProxy: number,
      byItself: optional(object({ count: optional(number), how: anyText })),
    }),
  ),
  samples: object({ drill: samples, rollback: samples, baseline: samples }),
  timeToRollback: optional(record),
  writes: list(
    object({
      key: text,
      resource: anyText,
      journey: anyText,
      by: text,
      phase,
      at: number,
      request: text,
      read: text,
      state: oneOf(writeStates),
      got: optional(object({ status: optional(number), why: anyText })),
    }),
  ),
  acknowledged: object({ old: number, new: number }),
  mixedWrites: number,
  neverBegun: list(text),
  failedExpectations: list(object({ phase, version: text, journey: anyText, request: text, what: anyText, count: number })),
  findings: list(finding),
  compared: optional(object({ objects: number, rows: number })),
  recovery: optional(recovery),
  failures: list(
    object({
      phase,
      route: oneOf(routes),
      who: oneOf(['old', 'new', 'restore', 'environment', 'harness', 'interrupted']),
      at: number,
      what: anyText,
      log: optional(list(anyText)),
    }),
  ),
});

const cell = object({ state: oneOf(['holds', 'breaks', 'breaks-if-used', 'unknown', 'not-applicable']), because: anyText });

const store = object({
  name: text,
  is: oneOf(['store']),
  format: text,
  files: object({ old: anyText, new: anyText }),
  compared: object({ what: oneOf(['objects']), count: number, identical: number }),
  cells: object({ rollout: cell, mixed: cell, rollback: cell }),
  findings: list(finding),
});

const ofMigration = object({
  asked: list(text),
  stores: list(store),
  failures: list(object({ who: oneOf(['environment', 'harness', 'interrupted']), at: number, what: anyText })),
});

const ofRestore = object({
  store: text,
  provider: text,
  backup: optional(object({ id: text, at: text, form: oneOf(['physical', 'logical']), bytes: optional(number) })),
  backups: number,
  isolation: optional(object({ kind: oneOf(['namespace', 'none']), why: optional(anyText) })),
  phases: list(object({ name: oneOf(restorePhases), startedMs: number, endedMs: number })),
  points: optional(list(object({ kind: oneOf(pointKinds), reached: optional(truth) }))),
  budgets: object({ rtoMs: optional(number), rpoMs: optional(number) }),
  rtoMs: optional(number),
  rto: optional(object({ find: number, fetch: number, start: number, replay: number })),
  estimate: optional(object({ by: oneOf(['bytes', 'rows']), factor: number, bytes: number, rtoMs: number, assumes: list(text) })),
  rpoMs: optional(number),
  work: object({
    files: number,
    tables: number,
    rows: number,
    objects: number,
    sequences: number,
    roles: number,
    invariants: number,
    requests: number,
  }),
  writes: list(object({ key: text, request: text, read: text, at: number, state: oneOf(writeStates) })),
  findings: list(finding),
  failures: list(object({ phase: oneOf(restorePhases), who: oneOf(['environment', 'harness', 'interrupted']), at: number, what: anyText })),
});

const ofRollback = object({
  expectations: object({ slo, sloRollback: slo, minimum: object({ requests: number, writes: number, mixedWrites: number }) }),
  rehearsals: list(rehearsal),
});

const journal = object({
  id: text,
  drill: text,
  kind: oneOf(['rollback', 'migration', 'restore']),
  artifact: text,
  environment: text,
  from: versionId,
  to: versionId,
  startedAt: text,
  durationMs: number,
  tool: object({ drill: anyText, node: anyText, platform: anyText, database: optional(anyText) }),
  routes: list(oneOf(routes)),
  leftovers: list(anyText),
});

/** Why a value is no journal that this drill can read; undefined when it is one. */
export const journalFault = (value: unknown): string | undefined => {
  if (!isRecord(value) || value['format'] !== 'rollback-drill/journal') return 'it is not the journal of a drill';
  if (typeof value['version'] === 'number' && value['version'] > 1)
    return `it was written by a newer drill (journal version ${value['version']})`;
  if (value['version'] !== 1) return 'it has no journal version';
  const own = { rollback: ofRollback, migration: ofMigration, restore: ofRestore };
  return journal(value, '') ?? own[value['kind'] as keyof typeof own](value, '');
};
