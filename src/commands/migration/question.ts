import type { Value } from '../../compat/schema/value.ts';
import type { Sql } from '../../storage/migrations/step.ts';
import type { Subject } from '../../storage/trial/subject.ts';
import type { WatchOptions } from '../../storage/watch/watch.ts';
import { LineError } from '../batch/line-error.ts';
import { choice, flag, isMembers, type Members, option, refuseStrangers } from '../batch/members.ts';
import { type Given, migrates } from './subject.ts';
import { budgetOf, rowsOf } from './watched.ts';

const members = ['id', 'before', 'up', 'down', 'seed', 'statements', 'statementsOfN', 'migrate', 'watch', 'rows', 'lockBudget'] as const;

/** A member that is SQL; null is what many writers put for nothing. */
const sqlOf = (line: Members, name: 'before' | 'up' | 'down' | 'seed'): Sql | undefined => {
  const value = option(line, name);
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new LineError('batch/bad-sql', `${JSON.stringify(name)} must be SQL, as a text`, `/${name}`);
  return { file: name, text: value };
};

const needed = (line: Members, name: 'before' | 'up'): Sql => {
  const sql = sqlOf(line, name);
  if (sql === undefined)
    throw new LineError(
      'batch/missing-sql',
      `a question has "before", the schema of N-1, and "up", the migration; ${JSON.stringify(name)} is missing`,
    );
  return sql;
};

type Which = 'statements' | 'statementsOfN';

const badStatement = (which: Which, index: number): LineError =>
  new LineError(
    'batch/bad-statement',
    'a statement is its text, or {"text","values"} with its parameters as texts or null',
    `/${which}/${index}`,
  );

const valueText = (value: Value, which: Which, index: number): string | null => {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw badStatement(which, index);
};

const statementOf = (value: Value, which: Which, index: number): Given => {
  const name = `${which === 'statements' ? 'statement' : 'statement of N'} ${index + 1}`;
  if (typeof value === 'string') return { name, text: value };
  if (!isMembers(value)) throw badStatement(which, index);
  const { text, values, ...others } = value;
  if (typeof text !== 'string' || Object.keys(others).length > 0 || (values !== undefined && !Array.isArray(values)))
    throw badStatement(which, index);
  return { name, text, ...(Array.isArray(values) ? { values: values.map((one) => valueText(one as Value, which, index)) } : {}) };
};

const statementsOf = (line: Members, which: Which): readonly Given[] | undefined => {
  const value = option(line, which);
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new LineError('batch/bad-statements', `"${which}" must be a list`, `/${which}`);
  return value.map((one, index) => statementOf(one as Value, which, index));
};

/** How large the tables are in production, and how long a lock may keep others waiting. */
const sizesOf = (line: Members): Pick<WatchOptions, 'budgetMs' | 'rows'> => {
  const [rows, budget] = [option(line, 'rows'), option(line, 'lockBudget')];
  if (rows !== undefined && !isMembers(rows)) throw new LineError('batch/bad-rows', '"rows" must be {"<table>":<rows>}', '/rows');
  if (budget !== undefined && typeof budget !== 'string')
    throw new LineError('batch/bad-budget', '"lockBudget" must be a duration, such as "200ms"', '/lockBudget');
  const declared = Object.entries(rows ?? {}).map(([table, count]) => `${table}=${JSON.stringify(count)}`);
  return { budgetMs: budgetOf(budget), rows: rowsOf(declared) };
};

/** What a line of a batch asks. */
export interface Question {
  readonly subject: Omit<Subject, 'captured' | 'capturedNew'>;
  readonly statements?: readonly Given[];
  readonly statementsOfN?: readonly Given[];
  /** Absent: its locks are not watched. */
  readonly watch?: WatchOptions;
}

/** Reads the question in a line. @throws LineError for what is missing, not known or not understood */
export const questionOf = (line: Members): Question => {
  refuseStrangers(line, members);
  const [before, up] = [needed(line, 'before'), needed(line, 'up')];
  const [down, seed] = [sqlOf(line, 'down'), sqlOf(line, 'seed')];
  const [statements, statementsOfN] = [statementsOf(line, 'statements'), statementsOf(line, 'statementsOfN')];
  const [watch, sizes] = [flag(line, 'watch'), sizesOf(line)];
  return {
    subject: { before, up, ...(down && { down }), ...(seed && { seed }), migrate: choice(line, 'migrate', migrates) ?? 'before', ...sizes },
    ...(statements && { statements }),
    ...(statementsOfN && { statementsOfN }),
    ...(watch && { watch: sizes }),
  };
};
