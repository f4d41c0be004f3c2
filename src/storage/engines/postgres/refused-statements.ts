import { csvRecords } from './csv.ts';

// What a server refused of what one client asked, as its log has it: a client may go on all the same, and say that all is well.

interface RefusedStatement {
  readonly text: string;
  readonly code: string;
  readonly message: string;
}

/** Places of the columns in csvlog, from 0. */
const at = { database: 2, session: 5, severity: 11, code: 12, message: 13, query: 19 } as const;

const asked = /^(?:statement|execute (?!fetch from)[^:]*): (?<text>[^]*)$/;

/**
 * Each refused statement of a database, in order. Not what was expected to be refused: what its transaction then took back to a savepoint,
 * and what went through when it was asked again.
 */
export const refusedIn = (log: string, database: string): readonly RefusedStatement[] => {
  const records = csvRecords(log);
  if ('unreadable' in records) return [];
  const refused = new Map<RefusedStatement, string>();
  const last = new Map<string, string>();
  const through = (session: string): void => {
    const text = last.get(session);
    for (const one of refused.keys()) if (one.text === text) refused.delete(one);
    last.delete(session);
  };
  for (const { fields } of records) {
    if (fields[at.database] !== database) continue;
    const session = fields[at.session] ?? '';
    if (fields[at.severity] === 'ERROR' || fields[at.severity] === 'FATAL') {
      const text = (fields[at.query] || last.get(session)) ?? '';
      last.delete(session);
      // 25P02: the transaction was refused before.
      if (fields[at.code] !== '25P02' && text !== '')
        refused.set({ text: text.trim(), code: fields[at.code] ?? '', message: fields[at.message] ?? '' }, session);
      continue;
    }
    const text = asked.exec(fields[at.message] ?? '')?.groups?.['text']?.trim();
    if (text === undefined) continue;
    through(session);
    last.set(session, text);
    if (/^rollback\s+(?:work\s+|transaction\s+)?to\b/i.test(text)) {
      const newest = [...refused].findLast(([, whose]) => whose === session)?.[0];
      if (newest) refused.delete(newest);
    }
  }
  for (const session of last.keys()) through(session);
  return [...refused.keys()];
};
