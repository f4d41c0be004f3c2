import type { Statement } from '../statements/statement.ts';

// What N-1 asks beside a migration: of each table that the migration speaks of one statement of each kind, those first that hold most.

const kinds: readonly Statement['kind'][] = ['update', 'insert', 'delete', 'upsert', 'select', 'other'];

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu));

/** `table public."Orders"` -> `orders` */
const lastWord = (object: string): string =>
  object
    .slice(object.lastIndexOf('.') + 1)
    .replaceAll('"', '')
    .toLowerCase();

const tablesOf = ({ touches }: Statement): readonly string[] => touches.filter((object) => object.startsWith('table '));

/** The table that a statement is about, for people and findings: `table public.orders`. */
export const tableOf = (statement: Statement): string => tablesOf(statement)[0] ?? statement.touches[0] ?? statement.name;

/**
 * At most so many statements to go on beside a script. What is known by its text alone cannot be run.
 * @param text the migration
 */
export const guestsFor = (statements: readonly Statement[], text: string, most: number): readonly Statement[] => {
  const words = wordsIn(text);
  const near = statements.filter((one) => one.origin !== 'prepared-only' && tablesOf(one).some((table) => words.has(lastWord(table))));
  const found = new Map<string, Statement>();
  for (const kind of kinds)
    for (const statement of near.filter((one) => one.kind === kind)) {
      const key = `${kind} ${tablesOf(statement).join(' ')}`;
      if (!found.has(key)) found.set(key, statement);
    }
  return [...found.values()].slice(0, most);
};
