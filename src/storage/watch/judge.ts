import type { Finding } from '../../model/finding.ts';
import type { Watch, WatchedLock } from '../../model/migration.ts';
import { watchRules } from './rules/registry.ts';
import { objectOf } from './words.ts';

const findingOf = (lock: WatchedLock, watch: Watch, file: string, limitsWaiting: boolean, server: string): Finding[] => {
  for (const { check, id, severity, cells, why, fix } of watchRules) {
    const told = check({ lock, budgetMs: watch.budgetMs, limitsWaiting });
    if (!told) continue;
    return [
      {
        rule: id,
        severity: told.severity ?? severity,
        cells,
        object: objectOf(lock),
        what: told.what,
        why: `${why} ${watch.unknown}`,
        fix,
        at: { new: { file, line: lock.line, column: 1 } },
        use: { of: `traffic on ${lock.table} while the migration runs`, state: 'unknown', assume: 'used' },
        witness: {
          kind: 'statement',
          value: {
            mode: lock.mode,
            blocks: lock.blocks,
            held: lock.held,
            ...(lock.estimate && { estimate: lock.estimate }),
            ...(lock.lockTimeoutMs === undefined ? {} : { lockTimeoutMs: lock.lockTimeoutMs }),
          },
          confirmedBy: server,
        },
      },
    ];
  }
  return [];
};

/** What of the locks of a migration is a finding: one for each lock at most, and of those that are only not limited the first. `limits`: by statement, whether the migration had said how long it waits. */
export const judgeWatch = (watch: Watch, file: string, limits: readonly boolean[], server: string): readonly Finding[] => {
  const all = watch.locks.flatMap((lock) => findingOf(lock, watch, file, limits[lock.statement - 1] === true, server));
  const first = all.find(({ severity }) => severity === 'note');
  return all.filter((finding) => finding.severity !== 'note' || finding === first);
};
