import { DrillError } from '../../core/error.ts';
import type { ScratchServer } from '../engine.ts';
import type { Sql } from '../migrations/step.ts';
import { readScript, type ReadScript } from './script.ts';
import type { Subject } from './subject.ts';

/** What is run of a subject. */
export interface Scripts {
  readonly before: ReadScript;
  readonly up: ReadScript;
  readonly down?: ReadScript;
  readonly seed?: ReadScript;
}

/** All scripts, read before anything is run. @throws DrillError for what is no SQL, and for a migration without a statement */
export const readAll = (subject: Subject, server: ScratchServer): Scripts => {
  const made = [subject.before.text, subject.up.text].join(';\n');
  const read = (sql: Sql | undefined): ReadScript | undefined => sql && readScript(server, sql, made);
  const [before, up, down, seed] = [
    readScript(server, subject.before),
    readScript(server, subject.up, subject.before.text),
    read(subject.down),
    read(subject.seed),
  ];
  if (up.statements.length === 0)
    throw new DrillError('migration/empty-up', `${up.file} holds no statement`, {
      at: { file: up.file, line: 1, column: 1 },
      fix: 'Nothing was tried: give the migration itself.',
    });
  return { before, up, ...(down && { down }), ...(seed && { seed }) };
};
