import type { RestoreRule } from '../rule.ts';

export const logMissing: RestoreRule = {
  id: 'restore/log-missing',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The log has a gap: nothing after it can be recovered.',
  fix: 'Look at what archives the log, and at what removes old segments; until then only a backup after the gap is good.',
  check: (facts) =>
    (facts.log ?? []).flatMap(({ segment, how }) =>
      how === 'missing' ? [{ what: `the segment ${segment} of the log is not there`, of: segment }] : [],
    ),
};
