import { readFile } from 'node:fs/promises';
import { sleep } from '../../../core/deadline.ts';
import { csvRecords } from './csv.ts';
import { openSession, type Session } from './session.ts';

// What is asked of a scratch server, as its own log saw it, with parameters. csvlog, which every version writes.

/** What a server is told to write it. */
export const statementLogSettings = {
  logging_collector: 'on',
  log_destination: 'csvlog',
  log_directory: 'log',
  log_filename: 'statements.log',
  log_statement: 'all',
  log_parameter_max_length: '-1',
  log_rotation_age: '0',
  log_rotation_size: '0',
} as const;

/** Where it is below the server's data. */
export const statementLogFile = 'log/statements.csv';

/** The last messages of such a log that are no statements; none where there is no log. */
export const messagesIn = async (file: string, most: number): Promise<readonly string[]> => {
  const records = csvRecords(await readFile(file, 'utf8').catch(() => ''));
  if ('unreadable' in records) return [];
  const message = records.map(({ fields }) => `${fields[11] ?? ''}:  ${fields[13] ?? ''}`);
  return message.filter((text) => !/^LOG: {2}(?:statement|execute [^:]*): |^DETAIL/.test(text)).slice(-most);
};

/** A moment in the log of one database: a statement of ours, by which it is found again. */
type Mark = string;

const mark = async (session: Session, token: string): Promise<Mark> => {
  const text = `SELECT 'drill ${token}'`;
  await session.query(text);
  return text;
};

/** What is asked of one database from now on. */
export interface Listening {
  /** Ends it: the log of that time alone. Throws what kept it from being read. */
  readonly end: (signal: AbortSignal) => Promise<string>;
}

/** The log arrives by way of a process of its own: so many milliseconds may pass. */
const patienceMs = 5000;

/**
 * Begins to listen to what a database is asked.
 * @param log the server's log of statements
 * @param token not used before
 */
export const listen = async (log: string, url: string, token: string): Promise<Listening> => {
  const at = async (name: string): Promise<Mark> => {
    await using session = await openSession(url);
    return await mark(session, `${token} ${name}`);
  };
  const from = await at('from');
  return {
    end: async (signal) => {
      const to = await at('to');
      for (const until = performance.now() + patienceMs; ; await sleep(20, signal)) {
        const text = await readFile(log, 'utf8').catch(() => '');
        const cut = between(text, from, to);
        if (cut !== undefined) return cut;
        if (performance.now() > until) throw new Error('the server’s log does not have it');
      }
    },
  };
};

/** The lines between two marks; undefined: they are not both there yet. */
const between = (text: string, from: Mark, to: Mark): string | undefined => {
  const [first, last] = [from, to].map((one) => text.indexOf(`,"statement: ${one}",`)) as [number, number];
  if (first === -1 || last === -1) return undefined;
  const begin = text.indexOf('\n', first) + 1;
  return text.slice(begin, text.lastIndexOf('\n', last) + 1);
};
