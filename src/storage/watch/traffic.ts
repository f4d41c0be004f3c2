import { sleep } from '../../core/deadline.ts';
import type { WatchedTraffic } from '../../model/migration.ts';
import type { Catalog } from '../catalog.ts';
import type { Connection, LockSeen, Lookout, Refusal, ScratchDatabase, ScratchServer, Waiting } from '../engine.ts';
import type { Placement } from '../rows/insert-rows.ts';
import { statementsFor } from '../statements/generated.ts';
import type { Query } from '../statements/query.ts';
import { resolveQueries } from '../statements/resolve.ts';
import type { Statement } from '../statements/statement.ts';
import { guestsFor } from '../trial/guests.ts';
import { withSpare } from '../trial/prepare.ts';
import type { ReadScript } from '../trial/script.ts';
import { runOn, type Steps } from './run.ts';

// N-1's statements go on beside the migration, each again and again on a connection of its own, in a transaction that is taken
// back. A statement that has to wait does so for as long as the migration holds what it wants, whenever it began; that it waits for
// the migration, and not for the machine, the server says itself.

/** Connections of N-1. */
const mostGuests = 6;

/** Milliseconds for which the same goes on without the migration, milliseconds between two visits and between two looks. */
const usualMs = 200;
const pauseMs = 4;
const lookMs = 3;

/** Who waits for the migration, and for what. */
interface Behind {
  readonly statement: number;
  readonly waiting: Waiting;
  /** Milliseconds for which the migration itself waited meanwhile: for others of N-1, and not because of what it does. */
  queuedMs: number;
}

interface Visit {
  readonly ms: number;
  readonly refusal?: Refusal;
  readonly behind?: Behind;
}

interface Guest {
  readonly connection: Connection;
  readonly statement: Statement;
  usual: number;
  isUsable: boolean;
  behind: Behind | undefined;
  readonly visits: Visit[];
}

/** What N-1 asks: captured, else made from its schema. */
export const statementsOf = async (
  session: Connection,
  catalog: Catalog,
  placement: Placement,
  captured: readonly Query[] | undefined,
): Promise<readonly Statement[]> => {
  if (captured) return (await resolveQueries(session, catalog, captured, placement.placed)).statements;
  const { placed, spare } = await withSpare(session, catalog, placement);
  return statementsFor(catalog, placed, spare);
};

/** Set by who looks, meanwhile. */
const behindOf = ({ behind }: Guest): Behind | undefined => behind;

const visit = async (guest: Guest): Promise<Visit> => {
  const { connection, statement } = guest;
  guest.behind = undefined;
  const since = performance.now();
  // Whoever waits for it learns by other ways that its connection was ended.
  const begun = await connection.ask({ text: 'BEGIN' });
  const reply = begun.kind === 'refused' ? begun : await connection.ask({ text: statement.text, values: statement.values });
  const ms = performance.now() - since;
  await connection.rollback();
  const behind = behindOf(guest);
  return { ms, ...(reply.kind === 'refused' && { refusal: reply.refusal }), ...(behind && { behind }) };
};

/** Goes on until it is over. */
const visits = async (guest: Guest, isOver: () => boolean, told: (visited: Visit) => void): Promise<void> => {
  do {
    const visited = await visit(guest);
    told(visited);
    if (visited.refusal?.stopped !== undefined) return;
    await sleep(pauseMs);
  } while (!isOver());
};

/** Does the way from one who waits to those before him lead to `end`? */
const leadsTo = (end: string, who: string, all: ReadonlyMap<string, Waiting>, seen = new Set<string>()): boolean => {
  if (who === end) return true;
  if (seen.has(who)) return false;
  seen.add(who);
  return all.get(who)?.behind.some((next) => leadsTo(end, next, all, seen)) ?? false;
};

/** Looks again and again who waits for the migration, and which of its statements runs when that begins. */
const watchGuests = async (
  lookout: Lookout,
  guests: readonly Guest[],
  migration: string,
  running: () => number,
  isOver: () => boolean,
): Promise<void> => {
  let sinceMs = performance.now();
  while (!isOver()) {
    const waiting = new Map((await lookout.look()).map((one) => [one.who, one]));
    const statement = running();
    const nowMs = performance.now();
    const queuedMs = waiting.has(migration) ? nowMs - sinceMs : 0;
    sinceMs = nowMs;
    for (const guest of guests) {
      const mine = waiting.get(guest.connection.id);
      if (mine && guest.behind) guest.behind.queuedMs += queuedMs;
      if (mine && !guest.behind && leadsTo(migration, mine.who, waiting)) guest.behind = { statement, waiting: mine, queuedMs };
    }
    await sleep(lookMs);
  }
};

type Wait = WatchedTraffic['waits'][number];

const rounded = (ms: number): number => Math.round(ms * 10) / 10;

/**
 * The statement that took what is waited for, where one was seen to: of a table the first, in the last transaction up to the one that ran,
 * whose lock is strong enough; of rows, which were free until then, the last that wrote them.
 */
const takerOf = ({ statement: seen, waiting: { wants, object } }: Behind, up: ReadScript, steps: Steps): number => {
  const table = object?.replace(/^.*? (?=\S+$)/, '') ?? '';
  const numbered = steps.map((step) => ({ ...step, number: up.statements.indexOf(step.statement) + 1 }));
  const isRow = wants === 'a row';
  const blocks = (lock: LockSeen): boolean =>
    lock.table === table && (wants === 'ACCESS SHARE' ? lock.blocks.includes('select') : lock.blocks.length > 0);
  const taking = numbered.filter(
    ({ number, sight }) => number <= seen && (isRow ? sight?.written.includes(table) : sight?.locks.some(blocks)),
  );
  if (isRow) return taking.at(-1)?.number ?? seen;
  return taking.find(({ transaction }) => transaction === taking.at(-1)?.transaction)?.number ?? seen;
};

const waitOf = ({ statement, visits: all, usual }: Guest, up: ReadScript, steps: Steps): Wait[] => {
  const waits = all.flatMap(({ ms, behind }) => (behind ? [{ behind, ms: ms - behind.queuedMs }] : []));
  const [longest] = waits.filter(({ ms }) => ms > 0).toSorted((a, b) => b.ms - a.ms);
  if (!longest) return [];
  const { waiting } = longest.behind;
  const behind = takerOf(longest.behind, up, steps);
  return [
    {
      name: statement.name,
      statement: statement.text,
      origin: statement.origin,
      ms: rounded(longest.ms),
      usualMs: rounded(usual),
      behind,
      line: up.statements[behind - 1]?.line ?? 1,
      wants: waiting.wants,
      ...(waiting.object !== undefined && { object: waiting.object }),
    },
  ];
};

const refusedOf = ({ statement, visits: all }: Guest): WatchedTraffic['refused'] => {
  const refusal = all.find((one) => one.refusal !== undefined && one.refusal.stopped === undefined)?.refusal;
  return refusal ? [{ name: statement.name, error: `${refusal.code} ${refusal.message}` }] : [];
};

/**
 * Runs the migration with N-1's statements beside it; undefined: N-1 has none that speaks of the same tables.
 * @param steps the same migration, watched
 * @param database whose tables are large; N-1's schema, and nobody in it
 */
export const besideTraffic = async (
  server: ScratchServer,
  database: ScratchDatabase,
  up: ReadScript,
  statements: readonly Statement[],
  steps: Steps,
): Promise<WatchedTraffic | undefined> => {
  const chosen = guestsFor(statements, up.statements.map(({ text }) => text).join('\n'), mostGuests);
  if (chosen.length === 0) return undefined;
  await using stack = new AsyncDisposableStack();
  const migration = stack.use(await database.connect());
  await server.leaveUtc(migration);
  const lookout = stack.use(await server.lookout(database));
  const all: Guest[] = [];
  for (const statement of chosen)
    all.push({ connection: stack.use(await database.connect()), statement, usual: 0, isUsable: true, behind: undefined, visits: [] });
  const untilMs = performance.now() + usualMs;
  await Promise.all(
    all.map((guest) =>
      visits(
        guest,
        () => performance.now() > untilMs || !guest.isUsable,
        ({ ms, refusal }) => {
          guest.usual = Math.max(guest.usual, ms);
          if (refusal) guest.isUsable = false;
        },
      ),
    ),
  );
  const guests = all.filter(({ isUsable }) => isUsable);
  if (guests.length === 0) return undefined;
  let running = 1;
  let over = false;
  const isOver = (): boolean => over;
  const going = guests.map((guest) => visits(guest, isOver, (visited) => guest.visits.push(visited)));
  const looking = watchGuests(lookout, guests, migration.id, () => running, isOver);
  const went = await runOn(migration, up, undefined, (statement) => {
    running = statement;
  }).finally(async () => {
    if (migration.transaction() !== 'none') await migration.rollback();
    over = true;
    await Promise.all([...going, looking]);
  });
  return {
    statements: guests.length,
    asked: guests.reduce((sum, guest) => sum + guest.visits.length, 0),
    waits: guests.flatMap((guest) => waitOf(guest, up, steps)).toSorted((a, b) => b.ms - a.ms),
    refused: guests.flatMap(refusedOf),
    ...(went.kind === 'stopped' && { stopped: went.why }),
  };
};
