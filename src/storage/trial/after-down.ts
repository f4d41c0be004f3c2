import type { Finding } from '../../model/finding.ts';
import type { Connection, Refusal } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import { askAll } from './ask.ts';
import { tableOf } from './guests.ts';
import { observedFinding } from './observed.ts';
import { refusedWitness } from './refused.ts';
import { observeRoles, type RoleBaseline, shutOut } from './roles.ts';

// The schema that a down migration leaves may be that of N-1 in every word, and N-1 be refused all the same: rights that a role has as a
// member, whether it may connect, and what a snapshot does not hold (a text search configuration, a user mapping).

/** What N-1 asks at home. */
export interface Home {
  /** Each is taken by its own schema, as a transaction by itself. */
  readonly statements: readonly Statement[];
  readonly roles: readonly RoleBaseline[];
}

interface Refused {
  readonly statement: Statement;
  readonly refusal: Refusal;
  readonly on: string;
}

/**
 * Rights (42501), what is not there or is not as it was (class 42), what may not be done (0A, 25): nothing that rows refuse, for N was made to
 * write them.
 */
const isOfDown = ({ code, about, stopped }: Refusal): boolean =>
  stopped === undefined && about !== 'rows' && about !== 'plan' && /^(?:0A|25|42)/.test(code);

const on = 'the schema after the down migration, with rows that N wrote';

const refusedNow = async (session: Connection, { statements, roles }: Home): Promise<readonly Refused[]> => {
  const askings = await askAll(session, statements, []);
  const alone = statements.flatMap((statement, index): Refused[] => {
    const reply = askings[index]?.reply;
    return reply?.kind === 'refused' && isOfDown(reply.refusal) ? [{ statement, refusal: reply.refusal, on }] : [];
  });
  const asRoles = await observeRoles(session, roles, on);
  return [...alone, ...asRoles.flatMap((one) => (one.refusal ? [{ statement: one.statement, refusal: one.refusal, on: one.on }] : []))];
};

/** What N-1 is refused where a down migration has left its schema; once for what the server says, captured statements first. */
export const askAfterDown = async (session: Connection, home: Home, server: string): Promise<readonly Finding[]> => {
  const all = await refusedNow(session, home);
  const sorted = all.toSorted((a, b) => Number(b.statement.origin === 'captured') - Number(a.statement.origin === 'captured'));
  const first = new Map(sorted.toReversed().map((one) => [one.refusal.message, one]));
  const shut = await shutOut(session, home.roles, server);
  return [
    ...[...first.values()].map(({ statement, refusal, on: where }) => {
      const isSeen = statement.origin === 'captured';
      return observedFinding('downRefuses', `N-1's ${statement.name} is refused on ${where}: ${refusal.message}`, {
        object: tableOf(statement),
        ...(isSeen && { cells: { rollback: 'breaks' as const } }),
        use: { of: `${statement.name} after going back`, state: isSeen ? 'seen' : 'unknown', assume: 'used' },
        witness: refusedWitness(statement, refusal, where, server),
      });
    }),
    ...shut.map(({ what, object, use, witness }) =>
      observedFinding('downRefuses', `${what}, after the down migration`, {
        ...(object !== undefined && { object }),
        ...(use && { use }),
        ...(witness && { witness }),
      }),
    ),
  ];
};
