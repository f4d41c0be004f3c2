import type { Catalog, CatalogObject } from '../../catalog.ts';
import type { Change } from '../../change.ts';
import type { Baseline } from '../cells.ts';
import type { ReadScript } from '../script.ts';

// Of a long chain most steps are about a few tables: what N-1 asks of the others was answered on the prefix before.

/** What may act on tables that it does not name. */
const farReaching =
  /\b(?:do|execute|call|cascade|trigger|function|procedure|rule|policy|security|grant|revoke|extension|schema|rename|delete|truncate)\b/i;

const tableOf = (object: CatalogObject | undefined): string | undefined =>
  object && ('table' in object ? object.table : /table$|view$/.test(object.kind) ? object.name : undefined);

/** `public.orders` -> `orders`. */
const shortName = (name: string): string =>
  name
    .replace(/^(?:"(?:[^"]|"")*"|[^".]*)\./, '')
    .replaceAll('"', '')
    .toLowerCase();

/** Tables and views that a step is about; undefined: it may be about any. */
const tablesOf = (step: ReadScript, changes: readonly Change[], both: readonly Catalog[]): ReadonlySet<string> | undefined => {
  const text = step.statements.map((one) => one.text).join('\n');
  if (farReaching.test(text)) return undefined;
  // What belongs to no table acts from anywhere, unless nobody can have known it.
  if (changes.some(({ turn, was, is }) => turn !== 'added' && tableOf(was ?? is) === undefined)) return undefined;
  const words = new Set(text.match(/[\p{L}_][\p{L}\p{N}_$]*/gu)?.map((word) => word.toLowerCase()));
  const objects = both.flatMap((catalog) => catalog.objects);
  const about = new Set(changes.flatMap(({ was, is }) => [tableOf(was), tableOf(is)].filter((name) => name !== undefined)));
  for (const { kind, name } of objects) if (/table$|view$/.test(kind) && words.has(shortName(name))) about.add(name);
  if (objects.some((one) => one.kind === 'trigger' && about.has(one.table))) return undefined;
  // Rows that refer to others, and views, which show their tables under another name.
  for (const one of objects) {
    if (one.kind === 'constraint' && one.references && about.has(one.references.table)) about.add(one.table);
    if (one.kind.endsWith('view')) about.add(one.name);
  }
  return about;
};

/** What of N-1's statements a step may have changed the answer of, by what it changed of the schema. Where that cannot be told, all of them. */
export const relevantTo = (
  step: ReadScript,
  changes: readonly Change[],
  both: readonly Catalog[],
  baseline: readonly Baseline[],
): readonly Baseline[] => {
  const about = tablesOf(step, changes, both);
  if (!about) return baseline;
  const isAbout = (object: string): boolean => about.has(object.replace(/^(?:(?:foreign )?table|(?:materialized )?view) /, ''));
  return baseline.filter(({ statement: { touches } }) => touches.length === 0 || touches.some(isAbout));
};
