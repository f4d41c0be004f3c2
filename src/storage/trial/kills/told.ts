import type { Finding } from '../../../model/finding.ts';
import type { Kills, Stuck } from '../kills.ts';
import { observedFinding } from '../observed.ts';
import { type ReadScript, refusalText } from '../script.ts';

/** What is killed, and whose the schema is at its end. */
interface Way {
  readonly what: string;
  readonly end: string;
  readonly more: Partial<Finding>;
}

const ways = {
  up: { what: 'the migration', end: "N's", more: {} },
  down: { what: 'the down migration', end: "N-1's", more: { route: 'down' } },
} satisfies Readonly<Record<string, Way>>;

const endOf = ({ objects, rows, invalid }: Stuck, { end }: Way): string =>
  rows
    ? `the schema is ${end}, but the rows of ${rows.table} are not what they are when nobody kills it`
    : invalid
      ? `there is an index that is not valid, which costs every write and serves no read: ${objects.slice(0, 5).join(', ')}`
      : `the schema is neither N-1's nor N's: ${objects.slice(0, 5).join(', ')}`;

/** A kill that the migration does not get over. */
const killedFinding = (stuck: Stuck, { statements }: ReadScript, server: string, way: Way): Finding => {
  const { after, within, failure, objects, rows, invalid } = stuck;
  const moment = within ? `while statement ${after} of ${statements.length} ran` : `after statement ${after} of ${statements.length}`;
  return observedFinding(
    invalid ? 'leftInvalid' : 'killed',
    `killed ${moment} and run again, ${way.what} ${failure ? `is refused (${refusalText(failure.refusal)})` : 'goes through'}, and ${endOf(stuck, way)}`,
    {
      ...way.more,
      ...(way.more.route && !invalid ? { cells: { rollback: 'breaks-if-used' as const } } : {}),
      ...(failure ? { at: { new: failure.at } } : {}),
      object: objects[0] ?? '',
      use: { of: `${way === ways.up ? 'a migration' : 'a down migration'} that is killed half-way`, state: 'unknown', assume: 'unused' },
      witness: {
        kind: 'statement',
        value: {
          [within ? 'killedIn' : 'killedAfter']: statements[after - 1]?.text ?? '',
          objects,
          ...(rows && { was: rows.was ?? null, is: rows.is ?? null }),
        },
        confirmedBy: server,
      },
    },
  );
};

/** The first of what it does not get over, and the first index that is left over. */
export const killFindings = ({ stuck }: Kills, script: ReadScript, server: string, way: keyof typeof ways = 'up'): readonly Finding[] =>
  [stuck.find(({ invalid }) => !invalid), stuck.find(({ invalid }) => invalid)].flatMap((one) =>
    one ? [killedFinding(one, script, server, ways[way])] : [],
  );
