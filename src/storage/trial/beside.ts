import { sleep } from '../../core/deadline.ts';
import type { Finding } from '../../model/finding.ts';
import type { Connection, Lookout, Refusal, Reply, ScratchDatabase, ScratchServer } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import type { Baseline } from './cells.ts';
import { guestsFor, tableOf } from './guests.ts';
import { observedFinding } from './observed.ts';
import { refusedWitness } from './refused.ts';
import { askedOf, placeOf, type ReadScript } from './script.ts';

// N-1 goes on while the migration is at work. Left to chance the two would meet seldom; so after each statement of the migration
// its traffic is let in, until each of its statements is through or waits for a lock, and only then the migration goes on. Two that
// can wait for each other do so every time.

/** Connections of N-1 beside the migration. */
const mostGuests = 6;

/** Milliseconds in which all traffic is through or waits; on small tables. */
const gateMs = 1000;

interface Guest {
  readonly connection: Connection;
  readonly statement: Statement;
  pending?: Promise<void>;
  readonly refused: Refusal[];
}

/** Asks in a transaction of its own, of which nothing stays. */
const visit = async (guest: Guest): Promise<void> => {
  const { connection, statement } = guest;
  // Whoever waits for it learns by other ways that its connection was ended.
  const isThere = await connection.begin().then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  const reply: Reply = await connection.ask({ text: statement.text, values: statement.values });
  if (reply.kind === 'refused') guest.refused.push(reply.refusal);
  await connection.rollback();
};

/** Lets all in that are not waiting since before, until each is through or waits. */
const letIn = async (guests: readonly Guest[], lookout: Lookout): Promise<void> => {
  for (const guest of guests)
    guest.pending ??= visit(guest).finally(() => {
      delete guest.pending;
    });
  const untilMs = performance.now() + gateMs;
  while (performance.now() < untilMs) {
    const open = guests.filter(({ pending }) => pending !== undefined);
    const waiting = new Set((open.length > 0 ? await lookout.look() : []).map(({ who }) => who));
    if (guests.every(({ pending, connection }) => pending === undefined || waiting.has(connection.id))) return;
    await Promise.race([sleep(2), ...open.map(({ pending }) => pending)]);
  }
};

const isDeadlock = ({ code }: Refusal): boolean => code === '40P01';

/** Who waited for whom, as the server tells it. */
const partiesOf = ({ detail = '' }: Refusal): readonly string[] => [...detail.matchAll(/Process (\d+) waits/g)].map(([, id = '']) => id);

/** What waits shorter than until the server looks for such a thing gives up by itself, and nobody is ended. */
const givesUp = (limitMs: number): Partial<Finding> & { readonly severity: 'note' } => ({
  severity: 'note',
  cells: {},
  downgraded: `the migration waits ${limitMs} ms at most, so that it gives up before a server ends one of them (deadlock_timeout, 1 s), unless N-1 has waited longer`,
});

const deadlockFinding = (
  statement: Statement,
  number: number,
  up: ReadScript,
  refusal: Refusal,
  server: string,
  limitMs: number | undefined,
): Finding => {
  const own = up.statements[number - 1];
  const isSeen = statement.origin === 'captured';
  return observedFinding(
    'deadlock',
    `N-1's ${statement.name} and statement ${number} of the migration wait for each other, and the server ends one of them: ${refusal.message}`,
    {
      ...(limitMs !== undefined ? givesUp(limitMs) : isSeen ? { severity: 'error' as const, cells: { rollout: 'breaks' as const } } : {}),
      ...(own && { at: { new: placeOf(up.file, own, {}) } }),
      object: tableOf(statement),
      use: { of: `${statement.name} while the migration runs`, state: isSeen ? 'seen' : 'unknown', assume: 'used' },
      witness: refusedWitness(statement, refusal, `N-1's schema, beside statements 1 to ${number} of the migration`, server, {
        migration: own?.text ?? '',
      }),
    },
  );
};

/**
 * Runs a migration that is in one transaction with N-1's traffic beside it, and takes it back. What comes of it is told: with whom
 * it waits for each other. A single statement takes all that it needs at once, and is left out.
 */
export const tryBeside = async (
  database: ScratchDatabase,
  up: ReadScript,
  baseline: readonly Baseline[],
  server: ScratchServer,
): Promise<readonly Finding[]> => {
  if (up.statements.length < 2) return [];
  const text = up.statements.map((statement) => statement.text).join('\n');
  const chosen = guestsFor(
    baseline.map(({ statement }) => statement),
    text,
    mostGuests,
  );
  if (chosen.length === 0) return [];
  await using stack = new AsyncDisposableStack();
  const migration = stack.use(await database.connect());
  const lookout = stack.use(await server.lookout(database));
  const connections = await Promise.all(chosen.map(() => database.connect()));
  const guests = chosen.map((statement, index): Guest => ({
    connection: stack.use(connections[index] as Connection),
    statement,
    refused: [],
  }));
  const findings: Finding[] = [];
  await migration.begin();
  for (const [index, statement] of up.statements.entries()) {
    const saidMs = await server.waitsAtMost(migration);
    const limitMs = saidMs !== undefined && saidMs < server.deadlockMs ? saidMs : undefined;
    if (index > 0) await letIn(guests, lookout);
    const reply = await migration.ask(askedOf(statement));
    const told = [...guests.flatMap(({ refused }) => refused.splice(0)), ...(reply.kind === 'refused' ? [reply.refusal] : [])].filter(
      isDeadlock,
    );
    const parties = new Set(told.flatMap(partiesOf));
    const guest = guests.find(({ connection }) => parties.has(connection.id));
    if (guest && told[0]) findings.push(deadlockFinding(guest.statement, index + 1, up, told[0], server.name, limitMs));
    if (reply.kind === 'refused') break;
  }
  await migration.rollback();
  await Promise.all(guests.flatMap(({ pending }) => pending ?? []));
  return findings;
};
