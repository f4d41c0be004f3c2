import type { ScratchServer } from '../engine.ts';
import type { Sql } from '../migrations/step.ts';
import type { Spoken } from '../rows/scenes.ts';
import type { Query } from '../statements/query.ts';
import type { Subject } from './subject.ts';

const inScript = (sql: Sql | undefined, of: 'up' | 'down', server: ScratchServer): readonly Spoken[] => {
  // Rows that a tool came across it has met already; others it was never asked about.
  const script = sql && !sql.isRecorded ? server.split(sql.text) : undefined;
  return script?.kind === 'script' ? script.statements.map(({ text }) => ({ text, of })) : [];
};

const asked = (queries: readonly Query[] = []): readonly Spoken[] =>
  queries.map(({ text, values }) => ({
    text,
    of: 'captured',
    ...(values && { values: values.map((value) => (value === null || typeof value === 'string' ? value : JSON.stringify(value.json))) }),
  }));

/** What speaks of rows in a trial: the migration, statement by statement, its way back, what both versions are seen to ask. */
export const spokenOf = ({ up, down, captured, capturedNew }: Subject, server: ScratchServer): readonly Spoken[] => [
  ...inScript(up, 'up', server),
  ...inScript(down, 'down', server),
  ...asked(captured),
  ...asked(capturedNew),
];
