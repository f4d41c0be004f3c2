import type { ScriptStatement } from '../../engine.ts';
import { csvRecords } from './csv.ts';
import { splitScript } from './script.ts';

// What one client did to a database, as the server's log of statements has it: transactions that were committed, in their order.

/** Statements that came into force together. */
export interface Committed {
  /** With the parameters in them. */
  readonly statements: readonly string[];
  /** They were put into a transaction, or sent as one text; false: a statement by itself. */
  readonly together: boolean;
}

/** Places of the columns in csvlog, from 0. */
const at = { database: 2, session: 5, severity: 11, message: 13, detail: 14 } as const;

const literal = (value: string): string => (value.includes('\\') ? `E'${value.replaceAll('\\', '\\\\')}'` : `'${value}'`);

/** `$1 = '7', $2 = NULL` as the log writes them, quotes doubled. */
const parametersIn = (detail: string): ReadonlyMap<string, string> =>
  new Map(
    /^parameters: /i.test(detail)
      ? [...detail.matchAll(/\$(\d+) = (NULL|'((?:[^']|'')*)')/g)].map(([, number = '', whole = '', value]) => [
          number,
          value === undefined ? whole : literal(value),
        ])
      : [],
  );

/** Texts, names, comments; and what is left are parameters. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$[^]*?\$\1\$|--[^\n]*|\/\*[^]*?\*\/|\$(\d+)/g;

const inlined = (text: string, detail: string): string => {
  const values = parametersIn(detail);
  return values.size === 0
    ? text
    : text.replaceAll(token, (whole: string, _tag, number?: string) => (number ? (values.get(number) ?? whole) : whole));
};

interface Open {
  readonly statements: string[];
  /** A statement was refused, and nothing was taken back yet. */
  failed: boolean;
}

/** One session: what it has open, and what came into force last. */
interface Client {
  open?: Open;
  last?: Committed;
}

const isSavepoint = (text: string): boolean => /^rollback\s+(?:work\s+|transaction\s+)?to\b/i.test(text);

/** Transactions of a database, of all its sessions, in the order in which they were committed; undefined: it is no such log. */
export const committedIn = (log: string, database: string): readonly Committed[] | undefined => {
  const records = csvRecords(log);
  if ('unreadable' in records) return undefined;
  const done = new Set<Committed>();
  const clients = new Map<string, Client>();
  const commit = (client: Client, statements: readonly string[], together: boolean): void => {
    client.last = { statements, together };
    done.add(client.last);
  };
  const take = (client: Client, { text, control }: ScriptStatement): void => {
    const { open } = client;
    if (control === 'begin') client.open = open ?? { statements: [], failed: false };
    else if (!open) {
      if (control === undefined) commit(client, [text], false);
    } else if (control === undefined || isSavepoint(text)) {
      if (isSavepoint(text)) open.failed = false;
      open.statements.push(text);
    } else {
      delete client.open;
      if (control === 'commit' && !open.failed) commit(client, open.statements, true);
    }
  };
  for (const { fields } of records) {
    if (fields[at.database] !== database) continue;
    const session = fields[at.session] ?? '';
    const client = clients.get(session) ?? {};
    clients.set(session, client);
    if (fields[at.severity] === 'ERROR') {
      // What was refused has done nothing: the last statement of its session.
      if (client.open) {
        client.open.statements.pop();
        client.open.failed = true;
      } else if (client.last) done.delete(client.last);
      continue;
    }
    const text = /^(?:statement|execute (?!fetch from)[^:]*): (?<text>[^]*)$/.exec(fields[at.message] ?? '')?.groups?.['text'];
    if (text === undefined) continue;
    const script = splitScript(inlined(text, fields[at.detail] ?? ''));
    if (script.kind !== 'script') continue;
    const { statements } = script;
    // What is sent as one text comes into force as one.
    if (!client.open && statements.length > 1 && statements.every(({ control }) => control === undefined))
      commit(
        client,
        statements.map((one) => one.text),
        true,
      );
    else for (const statement of statements) take(client, statement);
  }
  return [...done];
};
