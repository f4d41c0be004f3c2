import type { RestoreRule } from '../rule.ts';

export const wrongTimeline: RestoreRule = {
  id: 'restore/wrong-timeline',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'A restore goes along the newest timeline in the archive, and that one left the source’s before what is to be restored: it brings back the data of another server that was promoted once.',
  fix: 'Find out which server wrote that timeline; let servers that are only tried archive nowhere, or restore with recovery_target_timeline.',
  check: ({ timeline }) => {
    if (!timeline?.missed) return [];
    const { wanted, newest, missed } = timeline;
    return [
      {
        what: `the newest timeline in the log is ${newest}, which ${missed.fork ? `left ${missed.fork.timeline} at ${missed.fork.at}` : `does not come from ${wanted.timeline}`}; what is to be restored was written on ${wanted.timeline} up to ${wanted.at}`,
      },
    ];
  },
};
