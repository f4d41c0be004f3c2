import type { Catalog } from '../catalog.ts';
import type { Asked, Connection, Reply } from '../engine.ts';
import { askedForAll } from '../statements/order.ts';
import type { Statement } from '../statements/statement.ts';
import { putOffNoLonger } from './put-off.ts';
import { mostRows, readBack, tableOf } from './read-back.ts';

// Statements are asked within one transaction a phase, each undone at once, so that all meet the same rows.

/** What a statement did: the answer, and of one that writes the rows of its table after it. */
export interface Asking {
  readonly reply: Reply;
  readonly after?: Reply;
  /** The same rows before it, where the statement was captured. */
  readonly before?: Reply;
  /** The same of further tables that a captured statement writes. */
  readonly others?: readonly { readonly table: string; readonly before: Reply; readonly after: Reply }[];
}

type ReadBefore = (look: Asked) => Promise<Reply>;

/** What a captured statement leaves in the tables that it writes beside the first: it is asked once more for each. */
const askOthers = async (
  connection: Connection,
  statement: Statement,
  catalogs: readonly Catalog[],
  readBefore: ReadBefore,
): Promise<NonNullable<Asking['others']>> => {
  if (statement.origin !== 'captured') return [];
  const [, ...tables] = new Set((statement.writes ?? []).flatMap((one) => tableOf(one) ?? []));
  const all = await Promise.all(
    tables.map(async (table) => {
      const look = readBack(statement, catalogs, table);
      if (!look) return [];
      const [before, { seen: after }] = await Promise.all([
        readBefore(look),
        connection.attempt({ text: statement.text, values: statement.values }, look),
      ]);
      return after && (after.kind === 'refused' || after.count <= mostRows) ? [{ table, before, after }] : [];
    }),
  );
  return all.flat();
};

/** Of who asks for a few rows all are looked at: which he gets of those that are alike nobody has promised him. */
const textOf = ({ origin, text }: Statement): string => (origin === 'captured' ? (askedForAll(text) ?? text) : text);

const ask = async (connection: Connection, statement: Statement, catalogs: readonly Catalog[], readBefore: ReadBefore): Promise<Asking> => {
  if (statement.origin === 'prepared-only') {
    // What is prepared stays, whatever becomes of the transaction.
    const { reply } = await connection.attempt(
      { text: `PREPARE drill_plan AS ${statement.asQuery ?? statement.text}` },
      { text: 'DEALLOCATE drill_plan' },
    );
    return { reply };
  }
  const look = readBack(statement, catalogs);
  const [before, { reply, seen }, others] = await Promise.all([
    look && statement.origin === 'captured' ? readBefore(look) : undefined,
    connection.attempt({ text: textOf(statement), values: statement.values }, look),
    askOthers(connection, statement, catalogs, readBefore),
  ]);
  // Of more rows than these some are read, and not the same each time.
  if (!seen || (seen.kind === 'done' && seen.count > mostRows)) return { reply, others };
  return { reply, after: seen, ...(before && { before }), others };
};

/** A view takes INSERTs, and no COPY: that is sent as it is, with no row. In binary there is no such thing as no row. */
const isCopyIn = ({ text, asQuery }: Statement): boolean =>
  asQuery !== undefined && /^\s*copy\b[^]*\bfrom\s+stdin\b/i.test(text) && !/\bbinary\b/i.test(text);

/** What the server says of a COPY before it reads a row. Nothing else may be on its way. */
const askCopy = async (connection: Connection, { text }: Statement, { reply }: Asking): Promise<Asking> => {
  if (reply.kind === 'refused') return { reply };
  // Until this is answered something may be.
  await connection.ask({ text: 'SELECT 1' });
  const sent = await connection.place({ text, copy: '' });
  // Classes 08 and 22: what is sent is not what it wants to read.
  return { reply: sent.kind === 'refused' && !/^(?:08|22)/.test(sent.refusal.code) ? sent : reply };
};

/** Statements that are on their way at a time. */
const atOnce = 100;

/** Asks all statements, each on the same rows. A statement that is only known by its text is planned and not run. `turn`: done first, within the same transaction. `ends`: is each the last of its transaction, so that triggers that wait for that run? */
export const askAll = async (
  connection: Connection,
  statements: readonly Statement[],
  catalogs: readonly Catalog[],
  turn: () => Promise<void> = async () => {},
  ends: 'each' | 'none' = 'each',
): Promise<readonly Asking[]> => {
  await connection.begin();
  try {
    await turn();
    if (ends === 'each') await putOffNoLonger(connection, catalogs);
    const asked: Asking[] = [];
    const before = new Map<string, Promise<Reply>>();
    const readBefore: ReadBefore = (look) => {
      const known = before.get(look.text) ?? connection.attempt(look).then(({ reply }) => reply);
      before.set(look.text, known);
      return known;
    };
    // Many are on their way at once, in their order: waiting for each answer would take longer than the work.
    for (let from = 0; from < statements.length; from += atOnce)
      asked.push(
        ...(await Promise.all(statements.slice(from, from + atOnce).map((statement) => ask(connection, statement, catalogs, readBefore)))),
      );
    for (const [index, statement] of statements.entries()) {
      const asking = asked[index];
      if (asking && isCopyIn(statement)) asked[index] = await askCopy(connection, statement, asking);
    }
    return asked;
  } finally {
    await connection.rollback();
  }
};
