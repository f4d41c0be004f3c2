import type { RestoreRule } from '../rule.ts';

/** What PostgreSQL says of a log that ends before its time. */
const unreadable =
  /recovery ended before configured recovery target|invalid (?:record|resource|magic|info)|incorrect (?:resource manager data|prev-link)|WAL ends before|unexpected (?:pageaddr|timeline)/;

const words = {
  truncated: 'is shorter than a segment',
  'not a segment': 'is none',
  damaged: 'has a record whose checksum is wrong',
} as const;

export const logDamaged: RestoreRule = {
  id: 'restore/log-damaged',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The log cannot be read from there on: nothing after it can be recovered.',
  fix: 'Look at the storage of the archive; until then only a backup after the damage is good.',
  check: (facts) => [
    ...(facts.log ?? []).flatMap(({ segment, how }) =>
      how === 'truncated' || how === 'not a segment' || how === 'damaged'
        ? [{ what: `the segment ${segment} of the log ${words[how]}`, of: segment }]
        : [],
    ),
    ...((facts.log ?? []).length === 0 && facts.started?.why !== undefined && unreadable.test(facts.started.why)
      ? [
          {
            what: `the log cannot be read to where it must be: ${facts.started.why.split('\n').find((line) => unreadable.test(line)) ?? ''}`,
            quiet: { what: 'the log cannot be read to where it must be' },
          },
        ]
      : []),
  ],
};
