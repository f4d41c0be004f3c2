import { cells } from '../../model/cell.ts';
import { finding, judgement } from './parts.ts';
import { any, count, head, list, ms, object, oneOf, optional, text, yes } from './values.ts';

const cell = object(
  {
    state: oneOf(['holds', 'breaks', 'breaks-if-used', 'unknown', 'not-applicable'], 'What is known of it.'),
    basis: optional(oneOf(['proved', 'exercised'], 'What `holds` rests on.')),
    because: text('What was covered, or why it is unknown.'),
  },
  'One cell.',
);

const fate = { kept: count('Values that are there.'), changed: count('Values that are others.'), lost: count('Values that are gone.') };

const down = object(
  {
    catalog: oneOf(['equal', 'differs'], 'The schema, against that of N-1.'),
    ...fate,
    columns: list(
      object(
        {
          table: text('As SQL writes it.'),
          column: text('As SQL writes it.'),
          ...fate,
          shown: optional(any('The first row whose value is not what it was: its key, what N wrote, what stands there.')),
        },
        'One column.',
      ),
      'What became of the values that N wrote.',
    ),
    oldRows: object({ compared: count('Rows of N-1.'), harmed: count('Of these, not what they were.') }, 'What was there before N came.'),
    again: oneOf(['equal', 'differs', 'failed'], 'The migration run once more: the schema of the first time?'),
  },
  'The way back by the down migration.',
);

const exercised = object(
  {
    tables: count('Tables of N-1.'),
    oldRows: count('Rows of N-1.'),
    newRows: count('Rows that N wrote.'),
    tablesWithoutRows: list(text('A table.'), 'Tables of N-1 that took no row.'),
    oldStatements: count('Of N-1, on its own schema.'),
    newStatements: count('Of N, on its own.'),
    captured: yes('Were those of N-1 captured?'),
    unusable: count('Statements that their own schema refuses.'),
    plans: object({ tried: count('Kept.'), failed: count('Refused after the migration.') }, 'Statements kept prepared across it.'),
    kills: count('Moments at which it was killed.'),
  },
  'What was done, in numbers.',
);

/** `drill migration --json`. */
export const migrationDocument = object(
  {
    ...head('migration'),
    server: text('`PostgreSQL 18.4`'),
    files: object({ before: text('The schema of N-1.'), up: text('The migration.'), down: optional(text('Back.')) }, 'What was read.'),
    changes: list(
      object(
        { turn: oneOf(['added', 'removed', 'changed', 'renamed'], 'What became of it.'), object: text('Kind and name.') },
        'One change.',
      ),
      'Of the schema.',
    ),
    cells: object(Object.fromEntries(cells.map((name) => [name, cell])), 'What becomes of each cell.'),
    findings: list(finding, 'What breaks.'),
    down: optional(down),
    wayBack: text('Whether and how one gets back, in a sentence.'),
    phases: list(
      object(
        { name: oneOf(['before', 'up', 'cells', 'down', 'up again', 'kills'], 'The part.'), ms: ms('How long it took') },
        'A part of the trial.',
      ),
      'In their order.',
    ),
    exercised,
    judgement,
  },
  'What the trial of one migration showed.',
);
