import type { Finding } from '../../../model/finding.ts';
import type { Catalog } from '../../catalog.ts';
import type { Refusal, ScratchDatabase } from '../../engine.ts';
import type { Statement } from '../../statements/statement.ts';
import { askAll } from '../ask.ts';
import { tableOf } from '../guests.ts';
import { observedFinding } from '../observed.ts';
import { placeOf, type ReadScript } from '../script.ts';
import { refusedWitness } from '../refused.ts';

// A migration that is in no transaction shows N-1 each of its steps: for as long as the next takes, and until somebody comes where
// it stops there.

/** What N-1 is refused once so many statements of the migration are done, and on neither schema. */
export interface HalfWay {
  readonly after: number;
  readonly statement: Statement;
  readonly refusal: Refusal;
}

/** Statements that are asked at each step. */
const mostAsked = 200;

export const askHalfWay = async (
  database: ScratchDatabase,
  after: number,
  statements: readonly Statement[],
  catalog: Catalog,
): Promise<readonly HalfWay[]> => {
  await using session = await database.connect();
  const asked = statements.slice(0, mostAsked);
  const askings = await askAll(session, asked, [catalog]);
  return asked.flatMap((statement, index): HalfWay[] => {
    const reply = askings[index]?.reply;
    // What rows refuse may have other reasons than the schema.
    return reply?.kind === 'refused' && reply.refusal.about !== 'rows' ? [{ after, statement, refusal: reply.refusal }] : [];
  });
};

/** One finding for what the server says, of the first step at which it does; captured statements first. */
export const halfWayFindings = (all: readonly HalfWay[], up: ReadScript, server: string): readonly Finding[] => {
  const sorted = all.toSorted((a, b) => Number(b.statement.origin === 'captured') - Number(a.statement.origin === 'captured'));
  const first = new Map(sorted.toReversed().map((one) => [one.refusal.message, one]));
  return [...first.values()].map(({ after, statement, refusal }) => {
    const isSeen = statement.origin === 'captured';
    const own = up.statements[after - 1];
    return observedFinding(
      'halfWay',
      `N-1's ${statement.name} is refused after statement ${after} of ${up.statements.length} of the migration, and neither before nor at its end: ${refusal.message}`,
      {
        ...(isSeen && { severity: 'error' as const, cells: { rollout: 'breaks' as const } }),
        ...(own && { at: { new: placeOf(up.file, own, {}) } }),
        object: tableOf(statement),
        use: { of: `${statement.name} while the migration runs`, state: isSeen ? 'seen' : 'unknown', assume: 'used' },
        witness: refusedWitness(statement, refusal, `the schema after statement ${after} of the migration`, server),
      },
    );
  });
};
