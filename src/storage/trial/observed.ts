import type { Finding, Severity } from '../../model/finding.ts';
import type { RuleText } from '../../model/rule.ts';

// What only a trial shows. Each is told once for a cause, with what the server said.

interface ObservedRule {
  readonly id: string;
  readonly severity: Severity;
  readonly cells: RuleText['cells'];
  readonly route?: 'down';
  readonly why: string;
  readonly fix: string;
}

const observed = {
  migrationFailed: {
    id: 'storage/migration-failed',
    severity: 'error',
    cells: { rollout: 'breaks' },
    why: 'The rollout stops half-way: N never comes up, or comes up on a schema that nobody has tested.',
    fix: 'Mend the migration; where rows stop it, correct them in a migration before this one.',
  },
  migrationHangs: {
    id: 'storage/migration-hangs',
    severity: 'error',
    cells: { rollout: 'breaks' },
    why: 'A migration that does not end keeps its locks: N-1 stands still behind it, and nobody can go forward or back.',
    fix: 'Set a lock_timeout, and do in the background what takes long.',
  },
  zoneDecides: {
    id: 'storage/time-zone-decides',
    severity: 'warning',
    cells: { rollout: 'breaks-if-used' },
    why: 'The same migration gives other points in time on a server, or by a tool, whose sessions are not in the zone that the values were written in: they are shifted by hours, and nothing tells.',
    fix: "Say the zone in the migration: USING at AT TIME ZONE 'UTC', or SET TimeZone = 'UTC' before it, with which a change between the two types does not write the table anew either.",
  },
  looseTransaction: {
    id: 'storage/migration-loses-transaction',
    severity: 'error',
    cells: { rollout: 'breaks' },
    why: 'Whatever runs the migration believes it to be in one transaction: when it fails after this statement, half of it stays, or nothing of it is there at all.',
    fix: 'Leave BEGIN, COMMIT and ROLLBACK to the tool, or put one pair around the whole file.',
  },
  killed: {
    id: 'storage/migration-not-repeatable',
    severity: 'warning',
    cells: { rollout: 'breaks-if-used' },
    why: 'A migration that is killed half-way (a node goes, a deadline passes) is run again; this one then ends in a schema that is neither of N-1 nor of N.',
    fix: 'Write IF NOT EXISTS and IF EXISTS where it is not in one transaction, or make each of its statements a migration of its own.',
  },
  leftInvalid: {
    id: 'storage/index-left-invalid',
    severity: 'note',
    cells: {},
    why: 'An index that is built beside traffic is there from its beginning, and stays, not valid, when that is killed. Run again, the migration is refused for it, or passes over it with IF NOT EXISTS and leaves it as it is.',
    fix: 'Begin with DROP INDEX CONCURRENTLY IF EXISTS, so that the migration can be run again.',
  },
  halfWay: {
    id: 'storage/half-way-refuses',
    severity: 'warning',
    cells: { rollout: 'breaks-if-used' },
    why: 'The migration is not in one transaction, so N-1 meets what lies between its statements: for as long as the next takes, and for good where it stops there.',
    fix: 'Put into one transaction what belongs together, or do it in an order in which every step accepts what N-1 asks.',
  },
  deadlock: {
    id: 'storage/traffic-deadlocks',
    severity: 'warning',
    cells: { rollout: 'breaks-if-used' },
    why: 'While the migration runs N-1 goes on. Each holds what the other wants: either requests of N-1 fail, or the migration does, by chance.',
    fix: 'Take the strongest lock first (LOCK TABLE … IN ACCESS EXCLUSIVE MODE, in the order in which N-1 takes them), or put each statement into a transaction of its own.',
  },
  waits: {
    id: 'storage/traffic-waits',
    severity: 'warning',
    cells: { rollout: 'breaks-if-used' },
    why: 'While the migration runs requests of N-1 stand still behind it, and those that come after them stand still behind those.',
    fix: 'Do what takes long in small pieces, each in a transaction of its own, and what locks last and by itself.',
  },
  refused: {
    id: 'storage/statement-refused',
    severity: 'error',
    cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
    why: 'What the one version asks, the schema of the other refuses: requests fail while both serve, and after going back.',
    fix: 'Change the schema in steps, so that each accepts what both versions ask.',
  },
  differs: {
    id: 'storage/result-differs',
    severity: 'error',
    cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
    why: 'N-1 gets or leaves something else than it means to, and nothing tells it so.',
    fix: 'Leave what N-1 reads as it was, and put what is new beside it.',
  },
  roleShutOut: {
    id: 'storage/role-shut-out',
    severity: 'error',
    cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
    why: 'A release that comes as this role is not let in: with its next connection all that it asks fails.',
    fix: 'Let the role in until no release comes as it any more; shut it out one release later.',
  },
  databaseShut: {
    id: 'storage/database-shut',
    severity: 'error',
    cells: { rollout: 'breaks', mixed: 'breaks', rollback: 'breaks' },
    why: 'Connections that are open go on, and each new one is refused: of the previous release, of N, and of whoever goes back.',
    fix: 'Let the database take connections; keep out whom you mean by the rights of a role.',
  },
  cachedPlan: {
    id: 'storage/cached-plan',
    severity: 'note',
    cells: { mixed: 'breaks-if-used' },
    why: 'Connections that keep statements prepared across the migration get errors until they prepare them anew.',
    fix: 'Name the columns instead of *, or let the pool open its connections anew after the migration. A driver that prepares anew by itself gets over it outside of transactions.',
  },
  oldSnapshot: {
    id: 'storage/old-snapshot-empty',
    severity: 'note',
    cells: {},
    why: 'The migration writes the table anew, and its rows are as new as that to everybody who still looks at what was before: a long report or export goes on without a word, and without the rows.',
    fix: 'Let transactions with one snapshot end before the migration, or change the type by way of a new column that is filled in batches.',
  },
  downFailed: {
    id: 'storage/down-failed',
    severity: 'error',
    cells: { rollback: 'breaks' },
    route: 'down',
    why: 'There is no way back by the down migration, once N has written rows.',
    fix: 'Write a down migration that also takes what N may have written.',
  },
  downDiffers: {
    id: 'storage/down-schema-differs',
    severity: 'error',
    cells: { rollback: 'breaks' },
    route: 'down',
    why: 'After its down migration N must leave the schema of N-1; whatever differs was never tested with N-1.',
    fix: 'Make the down migration the exact mirror of the up.',
  },
  downHarmsOld: {
    id: 'storage/down-loses-rows',
    severity: 'error',
    cells: { rollback: 'breaks' },
    route: 'down',
    why: 'Rows that were there before N came are not what they were after going back.',
    fix: 'Keep in the up migration what the down must bring back.',
  },
  downHarmsNew: {
    id: 'storage/down-loses-new-rows',
    severity: 'error',
    cells: { rollback: 'breaks' },
    route: 'down',
    why: 'What was written while N served, and N-1 has a place for, is gone or changed after going back.',
    fix: 'Move in the down migration what N wrote to where N-1 reads it.',
  },
  downAdds: {
    id: 'storage/down-adds-rows',
    severity: 'error',
    cells: { rollback: 'breaks' },
    route: 'down',
    why: 'After going back N-1 finds rows that nobody wrote: what it counts, sums or shows is more than there was.',
    fix: 'Put back in the down migration only what the up took away, and what N wrote elsewhere.',
  },
  upRepeats: {
    id: 'storage/sequence-set-back',
    severity: 'error',
    cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
    why: 'N-1 and N let a sequence number their rows, and it comes once more to numbers that rows have: inserts are refused then, or two rows have the same number.',
    fix: 'Leave the sequence where it stands, or set it to the greatest number of the column.',
  },
  downRepeats: {
    id: 'storage/down-repeats-numbers',
    severity: 'error',
    cells: { rollback: 'breaks-if-used' },
    route: 'down',
    why: 'N-1 lets a sequence number its rows, and after the down migration that gives numbers which rows have: inserts are refused until it is past them, or two rows have the same number.',
    fix: 'End the down migration with setval(…, the greatest number of the column), and take the greatest after N has stopped writing.',
  },
  downRefuses: {
    id: 'storage/down-refuses',
    severity: 'error',
    cells: { rollback: 'breaks-if-used' },
    route: 'down',
    why: 'The schema is that of N-1 again, and N-1 is refused what it asks all the same: by what no snapshot holds, such as the members of roles, who may connect, or text search configurations.',
    fix: 'Put back in the down migration what the up took, and take nothing that the up did not make.',
  },
  downNotJudged: {
    id: 'storage/down-not-judged',
    severity: 'warning',
    cells: {},
    route: 'down',
    why: 'A down migration is judged by what becomes of rows that N has written. There are none here, or they cannot be told apart.',
    fix: 'Give rows by a seed beside which N can write others, or leave the table alone in the down migration.',
  },
  notExercised: {
    id: 'storage/statement-not-exercised',
    severity: 'warning',
    cells: {},
    why: 'What a statement does to rows is seen on rows. It met none, so that nothing is known of it, and nothing that holds has been shown.',
    fix: 'Give rows that it changes by a seed (--seed), or waive it where there are none in production either.',
  },
  upAgain: {
    id: 'storage/up-again-differs',
    severity: 'error',
    cells: { rollout: 'breaks' },
    route: 'down',
    why: 'After going back the next attempt to roll out ends elsewhere than the first: the down migration left something behind.',
    fix: 'Let the down migration remove all that the up makes.',
  },
} as const satisfies Record<string, ObservedRule>;

/** A finding of what was observed. */
export const observedFinding = (name: keyof typeof observed, what: string, more: Partial<Finding> = {}): Finding => {
  const { id, ...rule } = observed[name];
  return { rule: id, ...rule, what, at: {}, ...more };
};

/** Every rule of what only a trial shows. */
export const observedRules: readonly ObservedRule[] = Object.values(observed);
