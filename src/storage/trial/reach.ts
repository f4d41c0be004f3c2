import type { Catalog } from '../catalog.ts';
import type { ReadScript } from './script.ts';

// Which tables' rows a down migration can reach. What it cannot reach stays as N left it, whether N wrote there or not.

/** What may act on tables that it does not name; the body of a DO says which it is about, but for what it makes of texts. */
const hidden = /\b(?:execute|call)\b/i;

/** Changes rows by itself. */
export const changesRows = /\b(?:insert|update|delete|merge|copy)\b/i;

/** `public."Orders"` -> `orders`. */
const shortName = (name: string): string => (/(?:"(?:[^"]|"")*"|[^".]+)$/.exec(name)?.[0] ?? name).replaceAll('"', '').toLowerCase();

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu)?.map((word) => word.toLowerCase()));

/** Does a statement name a table? */
export const names = (text: string, table: string): boolean => wordsOf(text).has(shortName(table));

/** Names of the tables; undefined: it may reach any. */
export const reachOf = ({ statements }: ReadScript, catalogs: readonly Catalog[]): ReadonlySet<string> | undefined => {
  const text = statements.map((one) => one.text).join('\n');
  const words = wordsOf(text);
  const objects = catalogs.flatMap((catalog) => catalog.objects);
  const isNamed = ({ name }: { readonly name: string }): boolean => words.has(shortName(name));
  const isRoutine = (kind: string): boolean => kind === 'function' || kind === 'procedure';
  if (hidden.test(text) || objects.some((one) => isRoutine(one.kind) && words.has(shortName(one.name.replace(/\(.*$/s, '')))))
    return undefined;
  if (changesRows.test(text) && objects.some((one) => one.kind.endsWith('view') && isNamed(one))) return undefined;
  const reached = new Set(objects.filter((one) => one.kind.endsWith('table') && isNamed(one)).map(({ name }) => name));
  if (changesRows.test(text) && objects.some((one) => one.kind === 'trigger' && reached.has(one.table))) return undefined;
  // Rows that refer to others go with them.
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const one of objects) if (one.kind === 'constraint' && one.references && reached.has(one.references.table)) reached.add(one.table);
  }
  return reached;
};
