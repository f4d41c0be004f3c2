import type { Connection, LockSeen, Reply, ScratchDatabase, ScratchServer, ScriptStatement, Sight, Watcher } from '../engine.ts';
import { askedOf, type ReadScript, refusalText } from '../trial/script.ts';

/** What one statement did. */
export interface Step {
  readonly statement: ScriptStatement;
  /** Steps of one transaction have the same number. */
  readonly transaction: number;
  /** Milliseconds, of the last one of a transaction with its commit. */
  readonly ms: number;
  /** Absent: it was only timed. */
  readonly sight?: Sight;
}

export type Steps = readonly Step[];

export type Run = { readonly kind: 'done'; readonly steps: Steps } | { readonly kind: 'stopped'; readonly why: string };

interface Done {
  readonly reply: Reply;
  readonly ms: number;
}

interface Seen {
  readonly done: Done;
  readonly locks: readonly LockSeen[];
}

const timed = async (work: () => Promise<Reply>): Promise<Done> => {
  const since = performance.now();
  const reply = await work();
  return { reply, ms: performance.now() - since };
};

/**
 * Runs the migration in a database, statement by statement; with a watcher looking before each transaction ends.
 * @param begins told the number of each statement, from 1, when it begins
 */
export const runOn = async (
  connection: Connection,
  up: ReadScript,
  watcher: Watcher | undefined,
  begins: (statement: number) => void = () => {},
): Promise<Run> => {
  const steps: Step[] = [];
  let transaction = 0;
  const refused = (statement: ScriptStatement, reply: Reply): Run => ({
    kind: 'stopped',
    why: `line ${statement.line}: ${reply.kind === 'refused' ? refusalText(reply.refusal) : ''}`,
  });
  const charge = (ms: number): void => {
    const last = steps.at(-1);
    if (last) steps[steps.length - 1] = { ...last, ms: last.ms + ms };
  };
  const whole = up.mode === 'one-transaction';
  if (whole) await connection.ask({ text: 'BEGIN' });
  for (const [index, statement] of up.statements.entries()) {
    begins(index + 1);
    const control = statement.control !== undefined;
    const within = connection.transaction() !== 'none';
    // What can be in a transaction is put into one, so that its locks are there to be looked at.
    const own = !within && !control && statement.alone === undefined;
    if (own) await connection.ask({ text: 'BEGIN' });
    const once = (): Promise<Done> => timed(() => connection.ask(askedOf(statement)));
    const alone = async (): Promise<Seen> => {
      if (!watcher) return { done: await once(), locks: [] };
      const { result, locks } = await watcher.during(once);
      return { done: result, locks: locks() };
    };
    let { done, locks }: Seen = own || within ? { done: await once(), locks: [] } : await alone();
    if (own && done.reply.kind === 'refused') {
      await connection.rollback();
      ({ done, locks } = await alone());
    }
    if (done.reply.kind === 'refused') return refused(statement, done.reply);
    if (control) {
      charge(done.ms);
      if (connection.transaction() === 'none') transaction++;
      continue;
    }
    const sight = await watcher?.look();
    steps.push({ statement, transaction, ms: done.ms, ...(sight && { sight: { ...sight, locks: [...sight.locks, ...locks] } }) });
    if (own && connection.transaction() !== 'none') {
      const { reply, ms } = await timed(() => connection.commit());
      if (reply.kind === 'refused') return refused(statement, reply);
      charge(ms);
    }
    if (connection.transaction() === 'none') transaction++;
  }
  if (connection.transaction() !== 'none') {
    const { reply, ms } = await timed(() => connection.commit());
    const last = up.statements.at(-1);
    if (reply.kind === 'refused' && last) return refused(last, reply);
    charge(ms);
  }
  return { kind: 'done', steps };
};

/** Runs the migration once in a database that nobody else is in; `watched`: what it does is looked at, which takes time of its own. */
export const runOnce = async (server: ScratchServer, database: ScratchDatabase, up: ReadScript, watched: boolean): Promise<Run> => {
  await using connection = await database.connect();
  // What depends on the zone takes longest outside of UTC, and where it is run nobody has said.
  await server.leaveUtc(connection);
  await using watcher = watched ? await server.watch(database, connection) : undefined;
  return await runOn(connection, up, watcher);
};
