import type { RestoreRule } from '../rule.ts';

export const logForeign: RestoreRule = {
  id: 'restore/log-foreign',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'A segment of the log is of another cluster or timeline: recovery stops there, or goes another way than the data did.',
  fix: 'Look at what writes to the archive: two servers must never share one.',
  check: (facts) =>
    (facts.log ?? []).flatMap(({ segment, how }) =>
      how === 'other cluster' || how === 'other timeline'
        ? [{ what: `the segment ${segment} of the log is of an${how}`, of: segment }]
        : [],
    ),
};
