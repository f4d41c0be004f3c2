import { DrillError, messageOf } from '../../core/error.ts';
import { splitScript } from '../../storage/engines/postgres/script.ts';
import type { Session } from '../../storage/engines/postgres/session.ts';
import { here } from './roles.ts';

/** Of a script's statements, each ended by `;`. */
export const scriptOf = (statements: readonly string[]): string => statements.map((statement) => `${statement};\n`).join('\n');

/** The statements of a script that `scriptOf` has written, for a database. @throws DrillError `backup/unreadable` */
export const statementsOf = (text: string, database: string, file: string): readonly string[] => {
  const script = splitScript(text.replaceAll(here, `"${database.replaceAll('"', '""')}"`));
  if (script.kind === 'unreadable')
    throw new DrillError('backup/unreadable', `${file} of the dump cannot be read: ${script.problem.what}`, { kind: 'internal' });
  return script.statements.map((statement) => statement.text);
};

/** A role or a schema that each server has from the start. */
const isThere = (statement: string, error: unknown): boolean =>
  /^CREATE (?:ROLE|SCHEMA) /.test(statement) && ['42710', '42P06'].includes((error as { code?: string }).code ?? '');

/** It speaks of what is not there: mostly because that was refused. */
const isWanting = (error: unknown): boolean =>
  ['42704', '42P01', '42883', '42703', '3F000'].includes((error as { code?: string }).code ?? '');

/**
 * Runs statements of which one may need another: as long as one more can be run, those that were refused are tried again.
 * @throws DrillError `backup/refused` with the first that the server refuses for good
 */
export const applyAll = async (session: Session, statements: readonly string[], what: string, signal: AbortSignal): Promise<void> => {
  for (let left = statements; left.length > 0;) {
    const refused: { readonly statement: string; readonly error: unknown }[] = [];
    for (const statement of left) {
      signal.throwIfAborted();
      try {
        await session.query(statement);
      } catch (error) {
        if ((error as { code?: string }).code === undefined) throw error;
        if (!isThere(statement, error)) refused.push({ statement, error });
      }
    }
    if (refused.length === left.length) {
      const first = refused.find(({ error }) => !isWanting(error)) ?? refused[0];
      throw new DrillError('backup/refused', `the server refuses ${what} of the dump: ${messageOf(first?.error)}`, {
        why: (first?.statement ?? '').slice(0, 300),
        kind: 'internal',
      });
    }
    left = refused.map(({ statement }) => statement);
  }
};
