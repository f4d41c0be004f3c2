import type { Logged, UnreadableLog } from '../../dialect.ts';
import { csvRecords } from './csv.ts';

// A server's own log, with `log_statement = all`. Read as jsonlog (PostgreSQL 15 and later), where each entry is one line and one object, or
// as csvlog (every version); in the plain form entries run over several lines in the form of a prefix that everybody sets for himself, and
// cannot be told from what their statements contain.

interface Entry {
  readonly database: string;
  readonly application: string;
  readonly message: string;
  readonly detail: string;
  readonly line: number;
}

const fromJson = (log: string): Entry[] | UnreadableLog => {
  const entries: Entry[] = [];
  const lines = log.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    try {
      const {
        dbname = '',
        application_name: application = '',
        message = '',
        detail = '',
      } = JSON.parse(line) as Record<string, string | undefined>;
      entries.push({ database: dbname, application, message, detail, line: index + 1 });
    } catch {
      // The last line of a log that is being written may be half there.
      if (index < lines.length - 1) return { line: index + 1, why: 'it is not an object of jsonlog' };
    }
  }
  return entries;
};

/** Places of the columns in csvlog, from 0; they are the same in every version, new ones come at the end. */
const csv = { database: 2, message: 13, detail: 14, application: 22 } as const;

const fromCsv = (log: string): Entry[] | UnreadableLog => {
  const records = csvRecords(log);
  if ('unreadable' in records) return { line: records.unreadable, why: 'it is neither jsonlog nor csvlog' };
  const entries: Entry[] = [];
  for (const { fields, line } of records) {
    if (fields.length === 1) return { line, why: 'it is neither jsonlog nor csvlog' };
    if (fields.length < csv.application) return { line, why: `it has ${fields.length} columns, and csvlog has 23 at least` };
    const of = (name: keyof typeof csv): string => fields[csv[name]] ?? '';
    entries.push({ database: of('database'), application: of('application'), message: of('message'), detail: of('detail'), line });
  }
  return entries;
};

const parameter = /\$(\d+) = (NULL|'(?:[^']|'')*')/g;

/** `Parameters: $1 = '7', $2 = NULL` */
const valuesIn = (detail: string): (string | null)[] | undefined => {
  if (!/^parameters: /i.test(detail)) return undefined;
  return [...detail.matchAll(parameter)].map(([, , value = 'NULL']) =>
    value === 'NULL' ? null : value.slice(1, -1).replaceAll("''", "'"),
  );
};

/** The statements that a log in the form of jsonlog or csvlog has seen, in their order. */
export const readLog = (log: string): readonly Logged[] | UnreadableLog => {
  const entries = log.trimStart().startsWith('{') ? fromJson(log) : fromCsv(log);
  if (!Array.isArray(entries)) return entries;
  return entries.flatMap(({ message, detail, ...rest }): Logged[] => {
    const { text, name } = /^(?:statement|execute (?!fetch from)(?<name>[^:]*)): (?<text>[^]*)$/.exec(message)?.groups ?? {};
    const values = valuesIn(detail);
    return text === undefined
      ? []
      : [
          {
            database: rest.database,
            application: rest.application,
            line: rest.line,
            text,
            ...(values && { values }),
            ...(name !== undefined && !name.startsWith('<unnamed>') && { prepared: true }),
          },
        ];
  });
};
