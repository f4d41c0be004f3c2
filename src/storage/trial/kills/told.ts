import type { Finding } from '../../../model/finding.ts';
import type { Kills, Stuck } from '../kills.ts';
import { observedFinding } from '../observed.ts';
import { type ReadScript, refusalText } from '../script.ts';

const endOf = ({ objects, rows, invalid }: Stuck): string =>
  rows
    ? `the schema is N's, but the rows of ${rows.table} are not what they are when nobody kills it`
    : invalid
      ? `there is an index that is not valid, which costs every write and serves no read: ${objects.slice(0, 5).join(', ')}`
      : `the schema is neither N-1's nor N's: ${objects.slice(0, 5).join(', ')}`;

/** A kill that the migration does not get over. */
const killedFinding = (stuck: Stuck, { statements }: ReadScript, server: string): Finding => {
  const { after, within, failure, objects, rows, invalid } = stuck;
  const moment = within ? `while statement ${after} of ${statements.length} ran` : `after statement ${after} of ${statements.length}`;
  return observedFinding(
    invalid ? 'leftInvalid' : 'killed',
    `killed ${moment} and run again, the migration ${failure ? `is refused (${refusalText(failure.refusal)})` : 'goes through'}, and ${endOf(stuck)}`,
    {
      ...(failure ? { at: { new: failure.at } } : {}),
      object: objects[0] ?? '',
      use: { of: 'a migration that is killed half-way', state: 'unknown', assume: 'unused' },
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
export const killFindings = ({ stuck }: Kills, script: ReadScript, server: string): readonly Finding[] =>
  [stuck.find(({ invalid }) => !invalid), stuck.find(({ invalid }) => invalid)].flatMap((one) =>
    one ? [killedFinding(one, script, server)] : [],
  );
