import type { Finding } from '../../model/finding.ts';
import type { Change } from '../change.ts';
import type { Ground, ScratchServer } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import { askAll } from './ask.ts';
import type { Judged } from './confirm.ts';
import { explain } from './explain.ts';
import { tableOf } from './guests.ts';
import type { Observation } from './observation.ts';
import { observedFinding } from './observed.ts';
import { prepareSchema } from './prepare.ts';
import { refusedWitness } from './refused.ts';
import { applyWithRoles, type ReadScript } from './script.ts';
import type { Scripts } from './scripts.ts';

// What N was seen to ask may be refused for the rows that it meets. It is asked where N-1 has left none: what is refused there, too, lies
// in the statement, and what is not lies in the rows. Those of a seed somebody has given; others were only made.

/** What rows of N-1 refuse to N. */
interface ByRows {
  readonly observation: Observation;
  /** Those of the seed do; false: only rows that were made. */
  readonly isGiven: boolean;
}

/** Those that are refused on a schema of N of its own; none where that cannot be made. */
const refusedBeside = async (
  statements: readonly Statement[],
  seed: ReadScript | undefined,
  { before, up }: Scripts,
  ground: Ground,
  server: ScratchServer,
): Promise<readonly Statement[]> => {
  await using session = await (await prepareSchema(before, ground, server)).connect();
  for (const script of seed ? [seed, up] : [up]) {
    if (await applyWithRoles(session, script, server)) return [];
    await session.reset();
  }
  const askings = await askAll(session, statements, []);
  return statements.filter((_, index) => askings[index]?.reply.kind === 'refused');
};

/** Of what N was refused, what the rows of N-1 refuse. That a key is taken or not there has to do with where it was captured. */
export const refusedByRows = async (
  observations: readonly Observation[],
  scripts: Scripts,
  ground: Ground,
  server: ScratchServer,
): Promise<readonly ByRows[]> => {
  const mine = observations.filter(
    ({ statement, refusal }) => statement.origin === 'captured' && refusal && !refusal.amongOthers && !refusal.stopped,
  );
  if (mine.length === 0) return [];
  const own = new Set(
    await refusedBeside(
      mine.map(({ statement }) => statement),
      undefined,
      scripts,
      ground,
      server,
    ),
  );
  const rest = mine.filter(({ statement }) => !own.has(statement));
  const asked = rest.map(({ statement }) => statement);
  const given = new Set(scripts.seed && rest.length > 0 ? await refusedBeside(asked, scripts.seed, scripts, ground, server) : []);
  return rest.map((observation) => ({ observation, isGiven: given.has(observation.statement) }));
};

/** A finding of each that no judged change explains. */
export const rowsRefuse = (
  all: readonly ByRows[],
  changes: readonly Change[],
  judged: readonly Judged[],
  server: string,
): readonly Finding[] =>
  all.flatMap(({ observation, isGiven }): Finding[] => {
    const { statement, refusal, on } = observation;
    const isJudged = (change: Change): boolean => judged.some((one) => one.change === change);
    const cause = explain(observation, changes, isJudged);
    if (!refusal || (cause && isJudged(cause))) return [];
    return [
      observedFinding('refused', `N's ${statement.name} is refused on ${on}: ${refusal.message}`, {
        why: 'N meets the rows that N-1 has left from its first request on, and fails on them.',
        fix: 'Correct these rows in the migration, or let N take them as they are.',
        object: tableOf(statement),
        cells: { rollout: isGiven ? 'breaks' : 'breaks-if-used' },
        witness: refusedWitness(statement, refusal, on, server),
        use: { of: isGiven ? statement.name : 'such a row', state: isGiven ? 'seen' : 'unknown', assume: isGiven ? 'used' : 'unused' },
        ...(!isGiven && { severity: 'note', downgraded: 'only rows that were made refuse it' }),
      }),
    ];
  });
