import { cells } from '../../model/cell.ts';
import { chain, coverage, finding, judgement } from './parts.ts';
import { any, count, head, list, ms, object, oneOf, only, optional, text, yes } from './values.ts';

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
    added: optional(count('Rows that neither N-1 nor N wrote.')),
    columns: list(
      object(
        {
          table: text('As SQL writes it.'),
          column: text('As SQL writes it.'),
          old: optional(
            object(
              { table: text('As SQL writes it.'), column: text('As SQL writes it.') },
              'What N-1 calls it, where that is another name.',
            ),
          ),
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

const unexercised = object(
  {
    nothing: optional(text('Why that is the whole of the migration.')),
    tables: list(object({ table: text('A table.'), why: text('Why it has no row.') }, 'One.'), 'Tables of N-1 without a row.'),
    values: list(
      object(
        {
          table: text('As SQL writes it.'),
          column: text('As SQL writes it.'),
          count: count('Values.'),
          first: any('The first of them; null: NULL.'),
          why: text('Why no row has them.'),
        },
        'Of one column, for one reason.',
      ),
      'Boundary values, and values that statements look for, that are in no row.',
    ),
    statements: list(
      object(
        {
          statement: count('From 1.'),
          line: count('Where it begins.'),
          table: text('Where it looked.'),
          why: text('Which rows it did not find.'),
        },
        'One.',
      ),
      'Statements of the migration that change data and found no row to change.',
    ),
  },
  'What could not be exercised; absent: everything was.',
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
    unexercised: optional(unexercised),
  },
  'What was done, in numbers.',
);

const watch = object(
  {
    budgetMs: ms('A lock may keep others waiting so long'),
    sizes: list(count('Rows in each table that is worked on.'), 'It was timed at each.'),
    runs: count('At each size.'),
    rows: any('Declared rows in production, by table.'),
    locks: list(
      object(
        {
          table: text('As SQL writes it.'),
          mode: text('`ACCESS EXCLUSIVE`.'),
          blocks: list(oneOf(['select', 'insert', 'update', 'delete'], 'A kind of statement.'), 'What waits behind it.'),
          statement: count('The statement that takes it, from 1.'),
          line: count('Where that begins.'),
          because: optional(oneOf(['rewritten', 'indexed', 'scanned'], 'Why it is held long.')),
          held: list(object({ rows: count('Size.'), ms: ms('Median of the runs') }, 'At one size.'), 'To the end of its transaction.'),
          estimate: optional(object({ ms: ms('Estimate'), error: ms('More or less') }, 'At the declared rows.')),
          anySize: optional(only(true, 'Its time depends on no table, so that the estimate holds whatever is declared.')),
          notTimed: optional(text('Why it is not known how long: it depends on a table that could not be made large.')),
          rowsWithinBudget: optional(count('Rows up to which it is within the budget.')),
          lockTimeoutMs: optional(ms('The lock_timeout with which nobody waits longer than the budget')),
        },
        'One lock.',
      ),
      'On tables that were there before it.',
    ),
    rewritten: list(text('A table.'), 'Written anew.'),
    scanned: list(text('A table.'), 'Read as a whole.'),
    small: list(object({ table: text('A table.'), why: text('In the server’s words.') }, 'One.'), 'Could not be made large.'),
    stopped: optional(text('Why nothing could be watched.')),
    unknown: text('What no estimate can know.'),
  },
  'What it locks, and how long.',
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
    chain: optional(chain),
    phases: list(
      object(
        { name: oneOf(['before', 'up', 'cells', 'down', 'up again', 'kills'], 'The part.'), ms: ms('How long it took') },
        'A part of the trial.',
      ),
      'In their order.',
    ),
    exercised,
    captured: optional(list(coverage, 'What captured statements rest on.')),
    watch: optional(watch),
    judgement,
  },
  'What the trial of one migration showed.',
);
