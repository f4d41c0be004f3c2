import type { Reason } from '../../model/outcome.ts';
import { type Case, little, type Rule } from './case.ts';

const more = 'Let the workload write more (rate, phases, journeys with `write`), or lower `minimum`.';

/** Counted by acknowledgements, not by resources: one resource that is written often is many writes. */
const enough = ({ rehearsal, journal }: Case): Reason[] => {
  const { acknowledged, writes } = rehearsal;
  const total = acknowledged.old + acknowledged.new;
  const least = journal.expectations.minimum.writes;
  if (total === 0) return [little('no-writes', 'no write was acknowledged, so nothing could be lost', more)];
  if (writes.length === 0) return [little('no-writes', `${total} writes were acknowledged, and not one was read back`, more)];
  const { version } = journal.to;
  return [
    ...(total >= least ? [] : [little('few-writes', `${total} writes were acknowledged, fewer than ${least}`, more)]),
    ...(acknowledged.new > 0
      ? []
      : [
          little(
            'new-wrote-nothing',
            `${version} acknowledged no write, so nothing of ${version}’s was read back`,
            'Let the workload write in exercise too, in journeys that N acknowledges.',
          ),
        ]),
  ];
};

const enoughMixed = ({ rehearsal, journal }: Case): Reason[] => {
  const { mixedWrites } = rehearsal;
  const least = journal.expectations.minimum.mixedWrites;
  return mixedWrites >= least
    ? []
    : [little('few-mixed-writes', `${mixedWrites} writes were acknowledged while both versions served, fewer than ${least}`, more)];
};

/** An empty database passes as one from which everything was deleted. */
const onlyDeletions = ({ rehearsal: { writes } }: Case): Reason[] =>
  writes.length > 0 && writes.every(({ expect }) => expect === 'gone')
    ? [
        little(
          'only-deletions',
          'every write that was read back is a deletion, and what is gone tells nothing of what N-1 can read',
          'Let the workload also write something that must be there afterwards.',
        ),
      ]
    : [];

/** Enough was written, by N too and while both served, and something of it has to be there afterwards. */
export const written: Rule = (it) => (it.failures.length > 0 ? [] : [...enough(it), ...enoughMixed(it), ...onlyDeletions(it)]);
