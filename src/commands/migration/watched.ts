import { parseDuration } from '../../core/duration.ts';
import { DrillError } from '../../core/error.ts';

/** Milliseconds that a lock may keep others waiting where nothing else is said. */
export const usualBudget = '200ms';

/** Milliseconds of `200ms`. @throws DrillError `migration/bad-budget` */
export const budgetOf = (text: string = usualBudget): number => {
  const ms = parseDuration(text);
  if (ms === undefined)
    throw new DrillError('migration/bad-budget', `the lock budget ${JSON.stringify(text.slice(0, 80))} is no duration`, {
      fix: 'Write it as 200ms or 1.5s.',
    });
  return ms;
};

/** Rows by table, of `public.orders=4000000` each; a table without a schema is one of `public`. @throws DrillError `migration/bad-rows` */
export const rowsOf = (given: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    given.map((text) => {
      const [, table, count] = /^(.+)=(\d[\d_]*)$/.exec(text) ?? [];
      const rows = Number(count?.replaceAll('_', ''));
      if (table === undefined || !Number.isSafeInteger(rows))
        throw new DrillError('migration/bad-rows', `${JSON.stringify(text.slice(0, 80))} does not say how many rows a table has`, {
          fix: 'Write it as public.orders=4000000.',
        });
      return [/^(?:[^"]|"[^"]*")*\./.test(table) ? table : `public.${table}`, rows];
    }),
  );
