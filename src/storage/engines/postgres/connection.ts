import type { Socket } from 'node:net';
import { Client, type CustomTypesConfig, type QueryArrayConfig } from 'pg';
import { sleep } from '../../../core/deadline.ts';
import { DrillError, messageOf } from '../../../core/error.ts';
import { sha256 } from '../../../core/hash.ts';
import type { Asked, Connection, Limits, Refusal, Reply } from '../../engine.ts';
import { readCatalog } from './catalog.ts';
import { captureContent } from './digest/captured.ts';
import { readIdentities } from './identities.ts';
import { copyIn } from './copy.ts';
import { markOfSchema } from './mark.ts';
import { readMembers } from './members.ts';
import { readNumbers } from './numbers.ts';
import type { Session } from './session.ts';
import { openLookout } from './waits.ts';

const asText = { getTypeParser: () => (value: string) => value } as unknown as CustomTypesConfig;

const stops: Readonly<Record<string, Refusal['stopped']>> = { '57014': 'time', '55P03': 'lock', '57P01': 'killed' };

/** Keys that are taken, that are not there, what overlaps. */
const amongOthers: ReadonlySet<string> = new Set(['23503', '23505', '23P01']);

const aboutOf = (code: string, message: string): Refusal['about'] => {
  // Class 22: data exceptions, 23: violated constraints.
  if (/^2[23]/.test(code)) return 'rows';
  // A value is too long for an index, or a row for a page.
  if (code === '54000' && /\brow\b/.test(message)) return 'rows';
  // The server says of numbers that no other type has that it does not support them.
  if (code === '0A000' && /^cannot convert (?:NaN|infinity|-infinity) to /.test(message)) return 'rows';
  if (code === '42501') return 'rights';
  return code === '0A000' && message.startsWith('cached plan') ? 'plan' : undefined;
};

const refusalOf = (error: unknown): Refusal => {
  const said = error as Partial<
    Record<'code' | 'detail' | 'hint' | 'position' | 'where' | 'schema' | 'table' | 'column' | 'constraint', string>
  >;
  const fields = (['detail', 'hint', 'schema', 'table', 'column', 'constraint'] as const).flatMap((name) =>
    said[name] === undefined ? [] : [[name, said[name]] as const],
  );
  // Without a code the connection itself is gone.
  const code = said.code ?? '08006';
  // An SQLSTATE has five characters, and begins with a letter where a function has raised it (P0001); what the socket says (EPIPE) has no digit.
  const stopped = /^(?=.*\d)[\dA-Z]{5}$/.test(code) && said.code !== undefined ? stops[code] : 'killed';
  const about = aboutOf(code, messageOf(error));
  const row = /^COPY .*, line (\d+)/m.exec(said.where ?? '')?.[1];
  return {
    code,
    message: messageOf(error),
    ...(about && { about }),
    ...(amongOthers.has(code) && { amongOthers: true }),
    ...Object.fromEntries(fields),
    ...(said.position === undefined ? {} : { position: Number(said.position) }),
    ...(row === undefined ? {} : { row: Number(row) }),
    ...(stopped && { stopped }),
  };
};

/** Characters of a query that is worth being kept prepared. */
const longText = 4000;

interface Result {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number | null;
}

/** Opens a connection with the rights that its URL has. @throws DrillError `postgres/connect` */
export const openConnection = async (
  { url, major }: { readonly url: string; readonly major: number },
  limits: Limits,
  killer: (pid: string) => Promise<void>,
): Promise<Connection> => {
  // Whoever makes a role may be it; before 16 whoever may make roles may do what he wants with all but superusers.
  const roles = major >= 16 ? ' -c createrole_self_grant=set,inherit' : '';
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 10_000,
    types: asText,
    pipeline: true,
    options: `-c statement_timeout=${limits.statementMs} -c lock_timeout=${limits.lockMs}${roles} -c timezone=UTC`,
  });
  client.on('error', () => {}); // The next question tells.
  const gone = Promise.withResolvers<void>();
  client.once('end', gone.resolve);
  try {
    await client.connect();
  } catch (cause) {
    throw new DrillError('postgres/connect', `cannot connect to the scratch database: ${messageOf(cause)}`, { cause, kind: 'internal' });
  }
  const typeNames = new Map<number, string>();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  let isGathering = false;
  /** What is asked in one turn goes out as one piece: sending hundreds of short ones takes longer than answering them. */
  const gather = (): void => {
    if (isGathering) return;
    isGathering = true;
    stream.cork();
    process.nextTick(() => {
      isGathering = false;
      stream.uncork();
    });
  };

  const send = async ({ text, values, name, copy }: Asked): Promise<Result> => {
    if (copy !== undefined) return { fields: [], rows: [], rowCount: await copyIn(client, text, copy) };
    const given = values === undefined ? {} : { values: [...values] };
    const asked: QueryArrayConfig = { text, rowMode: 'array', ...given, ...(name === undefined ? {} : { name }) };
    gather();
    const result = (await client.query(asked)) as Result | readonly Result[];
    return (Array.isArray(result) ? result.at(-1) : result) as Result;
  };
  const named = async (result: Result): Promise<Reply> => {
    const unknown = [...new Set(result.fields.map(({ dataTypeID }) => dataTypeID))].filter((oid) => !typeNames.has(oid));
    if (unknown.length > 0) {
      // Asked for by itself and not within the transaction that may have failed: names of types do not change.
      const found = await send({
        text: 'SELECT o, format_type(o, NULL) FROM unnest($1::oid[]) o',
        values: [`{${unknown.join(',')}}`],
      }).catch(() => undefined);
      for (const [oid, type] of found?.rows ?? []) typeNames.set(Number(oid), type ?? '');
    }
    return {
      kind: 'done',
      columns: result.fields.map(({ name, dataTypeID }) => ({ name, type: typeNames.get(dataTypeID) ?? String(dataTypeID) })),
      rows: result.rows,
      count: result.rowCount ?? 0,
    };
  };
  const ask = async (asked: Asked): Promise<Reply> => {
    try {
      return await named(await send(asked));
    } catch (error) {
      return { kind: 'refused', refusal: refusalOf(error) };
    }
  };
  const must = async (text: string): Promise<void> => {
    await send({ text });
  };
  let resets = 0;
  /** A place could not be kept or taken back: the connection is gone. */
  let lost: { readonly reason: unknown } | undefined;
  const session: Session = {
    query: async <Row>(text: string, values: readonly unknown[] = []) => {
      // What takes longer to be planned than to be run is planned once.
      const name = text.length > longText ? { name: `drill_${resets}_${sha256(text).slice(-16)}` } : {};
      return (await client.query({ text, ...name, ...(values.length > 0 ? { values: [...values] } : {}) })).rows as Row[];
    },
    [Symbol.asyncDispose]: async () => {},
  };
  const savepoint = 'drill_try';
  const { processID } = client as unknown as { processID: number };
  return {
    id: String(processID),
    ask,
    begin: async (isolation) => {
      await must(`BEGIN${isolation === 'snapshot' ? ' ISOLATION LEVEL REPEATABLE READ' : ''}; SAVEPOINT ${savepoint}`);
    },
    commit: () => ask({ text: 'COMMIT' }),
    rollback: () => must('ROLLBACK').catch(() => {}),
    attempt: async (asked, look) => {
      const [first, second, back] = await Promise.allSettled([
        send(asked),
        look ? send(look) : undefined,
        send({ text: `ROLLBACK TO ${savepoint}` }),
      ]);
      if (back.status === 'rejected')
        return { reply: { kind: 'refused', refusal: refusalOf(first.status === 'rejected' ? first.reason : back.reason) } };
      const replyOf = async (one: PromiseSettledResult<Result>): Promise<Reply> =>
        one.status === 'fulfilled' ? named(one.value) : { kind: 'refused', refusal: refusalOf(one.reason) };
      const reply = await replyOf(first);
      return look && reply.kind === 'done' ? { reply, seen: await replyOf(second as PromiseSettledResult<Result>) } : { reply };
    },
    place: async (asked) => {
      const reply = await ask(asked);
      if (lost) throw lost.reason;
      // Nobody waits for it: what is asked next comes after it.
      must(reply.kind === 'done' ? `RELEASE ${savepoint}; SAVEPOINT ${savepoint}` : `ROLLBACK TO ${savepoint}`).catch((reason: unknown) => {
        lost = { reason };
      });
      return reply;
    },
    prepare: async (text) => ask({ text: `PREPARE drill_plan AS ${text}` }),
    transaction: () => {
      const now = client.getTransactionStatus();
      return now === 'T' ? 'open' : now === 'E' ? 'failed' : 'none';
    },
    kill: async () => {
      await killer(String(processID));
      await gone.promise;
    },
    waits: async () => {
      await using lookout = openLookout(await openConnection({ url, major }, limits, killer));
      return (await lookout.look()).find(({ who }) => who === String(processID));
    },
    vanish: async () => {
      stream.destroy();
      await gone.promise;
      const looker = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
      looker.on('error', () => {}); // The next look tells.
      try {
        await looker.connect();
        const untilMs = performance.now() + limits.scriptMs;
        const isThere = async (): Promise<boolean> =>
          (await looker.query('SELECT FROM pg_stat_activity WHERE pid = $1', [processID])).rowCount !== 0;
        while ((await isThere()) && performance.now() < untilMs) await sleep(3);
      } finally {
        await looker.end().catch(() => {});
      }
    },
    catalog: () => readCatalog(session),
    identities: () => readIdentities(session),
    content: (shape) => captureContent(session, shape).catch(() => undefined),
    mark: async () => (await send({ text: markOfSchema })).rows.flat().join(' '),
    numbers: (feeds) => readNumbers(ask, feeds),
    limits,
    members: (names) => readMembers(session, names),
    become: async (role) => {
      const name = client.escapeIdentifier(role);
      if (major < 16) await ask({ text: `GRANT ${name} TO CURRENT_USER` });
      return ask({ text: `SET ROLE ${name}` });
    },
    reset: () => {
      resets++;
      return must('DISCARD ALL');
    },
    [Symbol.asyncDispose]: () => client.end().catch(() => {}),
  };
};
