import { DrillError, type Place } from '../../core/error.ts';
import type { Asked, Connection, Refusal, Script, ScriptStatement, ScratchServer, Waiting } from '../engine.ts';
import type { Sql } from '../migrations/step.ts';

// How a script is run. Tools run a migration in one transaction where they can, and so do we: where it brings no transaction of
// its own, and nothing that cannot be in one. Else statement by statement, as it is written.

export interface ReadScript {
  readonly file: string;
  readonly statements: readonly ScriptStatement[];
  readonly mode: 'one-transaction' | 'as-written';
  /** A statement that ends a transaction which the script did not begin, or leaves one open: whatever runs it loses hold of it. */
  readonly loose?: ScriptStatement;
}

/** A statement that was refused: which, where, and the server's words. */
export interface Failure {
  readonly statement: ScriptStatement;
  /** From 1. */
  readonly number: number;
  readonly refusal: Refusal;
  readonly at: Place;
}

/** The first statement that takes the transaction out of the hands of whoever runs the script. */
const looseIn = (statements: readonly ScriptStatement[]): ScriptStatement | undefined => {
  let begun: ScriptStatement | undefined;
  for (const statement of statements) {
    if (statement.control === 'begin') begun = statement;
    else if (statement.control === 'rollback' || (statement.control === 'commit' && !begun)) return statement;
    else if (statement.control === 'commit') begun = undefined;
  }
  return begun;
};

/** `made`: what was run before it. @throws DrillError with the place of what cannot be read as SQL */
export const readScript = (server: ScratchServer, { file, text }: Sql, made?: string): ReadScript => {
  const script: Script = server.split(text, made);
  if (script.kind === 'unreadable') {
    const { code, what, fix, line, column } = script.problem;
    throw new DrillError(code, what, { fix, at: { file, line, column } });
  }
  const { statements } = script;
  const controls = statements.filter(({ control }) => control !== undefined);
  // A pair around everything is what the tool's own transaction is too.
  const isWhole =
    controls.length === 2 &&
    statements[0]?.control === 'begin' &&
    statements.at(-1)?.control === 'commit' &&
    !statements.some(({ alone }) => alone);
  const loose = looseIn(statements);
  return {
    file,
    statements: isWhole ? statements.slice(1, -1) : statements,
    mode: isWhole || (controls.length === 0 && !statements.some(({ alone }) => alone)) ? 'one-transaction' : 'as-written',
    ...(loose && { loose }),
  };
};

/** What a connection is asked for a statement of a script. */
export const askedOf = ({ text, copy }: ScriptStatement): Asked => ({ text, ...(copy && { copy: copy.rows }) });

/** The place that a server's position means, in the file: in characters from the statement's first; or that of a row. */
export const placeOf = (
  file: string,
  { text, line, column, copy }: ScriptStatement,
  { position, row }: Pick<Refusal, 'position' | 'row'>,
): Place => {
  if (copy && row !== undefined) return { file, line: copy.line + row - 1, column: 1 };
  const before = position === undefined ? [] : Array.from(text).slice(0, position - 1);
  const lineFeeds = before.filter((one) => one === '\n').length;
  return {
    file,
    line: line + lineFeeds,
    column: lineFeeds === 0 ? column + before.length : before.length - before.lastIndexOf('\n'),
  };
};

/** Ends a connection when what it is asked takes too long: a statement can lift the server's own limits. */
const limited = (connection: Connection): { readonly isOver: () => boolean } & Disposable => {
  let over = false;
  const timer = setTimeout(() => {
    over = true;
    void connection.kill().catch(() => {});
  }, connection.limits.scriptMs);
  return { isOver: () => over, [Symbol.dispose]: () => clearTimeout(timer) };
};

/** Milliseconds after which it is looked what a statement waits for; then after twice as long, and so on. */
const firstLookMs = 100;

/** Asks; of what is ended for waiting it is told what it waited for, and who kept that from it. */
const askPatiently = async (connection: Connection, statement: ScriptStatement): Promise<Awaited<ReturnType<Connection['ask']>>> => {
  let waited: Waiting | undefined;
  let timer: NodeJS.Timeout | undefined;
  const lookIn = (ms: number): void => {
    timer = setTimeout(() => {
      connection.waits().then(
        (one) => {
          waited = one ?? waited;
        },
        () => {},
      );
      lookIn(2 * ms);
    }, ms);
  };
  lookIn(firstLookMs);
  const reply = await connection.ask(askedOf(statement)).finally(() => clearTimeout(timer));
  return reply.kind === 'refused' && reply.refusal.stopped !== undefined && waited
    ? { ...reply, refusal: { ...reply.refusal, waited } }
    : reply;
};

/** Is called after each statement that was done, before its transaction ends; `ms`: what the statement took; `count`: rows that it gave or changed. */
type AfterStatement = (index: number, ms: number, count: number) => Promise<void>;

const ask = async (
  connection: Connection,
  statement: ScriptStatement,
  look: (ms: number, count: number) => Promise<void>,
): Promise<Awaited<ReturnType<Connection['ask']>>> => {
  const since = performance.now();
  const reply = await askPatiently(connection, statement);
  if (reply.kind === 'done' && statement.control === undefined) await look(performance.now() - since, reply.count);
  return reply;
};

/** A statement that stands by itself, in a transaction of its own where it may be in one, so that what it holds can be looked at. */
const askWithin = async (...[connection, statement, look]: Parameters<typeof ask>): ReturnType<typeof ask> => {
  if (connection.transaction() !== 'none' || statement.control !== undefined || statement.alone) return ask(connection, statement, look);
  await connection.begin();
  const reply = await ask(connection, statement, look);
  if (reply.kind === 'done') return connection.transaction() === 'none' ? reply : connection.commit();
  await connection.rollback();
  return ask(connection, statement, look);
};

/** Runs the statements `from` … `to` (counted from 0, `to` left out) one by one, until one is refused or the time of a script is over. */
export const runStatements = async (
  connection: Connection,
  script: ReadScript,
  from = 0,
  to = script.statements.length,
  after?: AfterStatement,
): Promise<Failure | undefined> => {
  using limit = limited(connection);
  for (let index = from; index < to; index++) {
    const statement = script.statements[index];
    if (!statement) break;
    const reply = after
      ? await askWithin(connection, statement, (ms, count) => after(index, ms, count))
      : await askPatiently(connection, statement);
    if (reply.kind === 'done') continue;
    const refusal: Refusal = limit.isOver() ? { ...reply.refusal, stopped: 'time' } : reply.refusal;
    return { statement, number: index + 1, refusal, at: placeOf(script.file, statement, refusal) };
  }
  return undefined;
};

/** Runs a script as a tool would. What was in one transaction is undone when it fails. */
export const applyScript = async (connection: Connection, script: ReadScript, after?: AfterStatement): Promise<Failure | undefined> => {
  if (script.mode === 'as-written') {
    const failure = await runStatements(connection, script, 0, script.statements.length, after);
    if (connection.transaction() !== 'none') await connection.rollback();
    return failure;
  }
  await connection.begin();
  const failure = await runStatements(connection, script, 0, script.statements.length, after);
  if (failure) {
    await connection.rollback();
    return failure;
  }
  const reply = await connection.commit();
  const last = script.statements.at(-1);
  // What is deferred to the end of the transaction is refused there.
  return reply.kind === 'refused' && last
    ? { statement: last, number: script.statements.length, refusal: reply.refusal, at: placeOf(script.file, last, {}) }
    : undefined;
};

/** What kept it waiting: the lock, what that is on, who holds it, and what waits behind it meanwhile. */
const waitedText = ({ wants, object, held, holder, blocks }: Waiting): string =>
  [
    `it waits for ${wants}${object === undefined ? '' : ` ${wants === 'a row' ? 'of' : 'on'} ${object}`}`,
    ...(holder === undefined ? [] : [`kept from it ${held === undefined ? '' : `by ${held} `}of a session that is ${holder}`]),
    ...(blocks.length === 0
      ? []
      : [`as long as it waits every ${blocks.join(', ')} waits behind it, so set a lock_timeout and run it again`]),
  ].join('; ');

/** The server's words, with what it adds to them, and what they mean where it ended the statement itself. */
export const refusalText = ({ message, detail, hint, stopped, waited }: Refusal): string => {
  const meaning =
    stopped === 'lock'
      ? ' (somebody else holds a lock that it waits for)'
      : stopped === 'time'
        ? ' (it did not end within the time that it is given)'
        : stopped === 'killed'
          ? ' (its connection was ended)'
          : '';
  const parts = [message + meaning, detail, hint, waited && waitedText(waited)].filter((part) => part !== undefined);
  // Hints of the server run over several lines.
  return parts.join('; ').replaceAll(/\s*\n\s*/g, ' ');
};

const missingRole = /^role "(.+)" does not exist$/;

/** The role that shall own what lies in the schema `public`, where it may make nothing: only a superuser passes over that, and dumps are made for one. */
const poorOwner = ({ statement, refusal }: Failure): string | undefined =>
  refusal.message === 'permission denied for schema public' ? /\bOWNER\s+TO\s+(\S+)\s*$/i.exec(statement.text)?.[1] : undefined;

/**
 * Runs a script; roles that it names and nobody has made are made first, for schemas are written down without them.
 * Only what is in one transaction can be begun again, which a schema is.
 */
export const applyWithRoles = async (
  connection: Connection,
  script: ReadScript,
  server: ScratchServer,
  after?: AfterStatement,
): Promise<Failure | undefined> => {
  const asked = new Set<string>();
  const owners: string[] = [];
  const ask = async (text: string): Promise<boolean> => (await connection.ask({ text })).kind === 'done';
  try {
    for (;;) {
      const failure = await applyScript(connection, script, after);
      if (!failure || script.mode !== 'one-transaction' || !server.capabilities.roles) return failure;
      const role = missingRole.exec(failure.refusal.message)?.[1];
      const owner = poorOwner(failure);
      const mend = role === undefined ? owner && `GRANT CREATE ON SCHEMA public TO ${owner}` : `CREATE ROLE ${server.quote(role)}`;
      if (mend === undefined || asked.has(mend) || !(await ask(mend))) return failure;
      asked.add(mend);
      if (role === undefined && owner !== undefined) owners.push(owner);
    }
  } finally {
    for (const owner of owners) await ask(`REVOKE CREATE ON SCHEMA public FROM ${owner}`);
  }
};
