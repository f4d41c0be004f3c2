import type { Catalog, ColumnObject } from '../catalog.ts';
import type { Statement } from '../statements/statement.ts';

// Whether a statement leaves a column to its default, by its text: an INSERT without the column, or the word DEFAULT in its place.

const identifier = '(?:"(?:[^"]|"")+"|[\\p{L}_][\\p{L}\\p{N}_$]*)';
const names = new RegExp(identifier, 'gu');
const inserting = new RegExp(
  `\\b(insert\\s+into|merge\\s+into|copy)\\s+(?:only\\s+)?(${identifier}(?:\\s*\\.\\s*${identifier})?)(?:\\s+as\\s+${identifier})?`,
  'giu',
);

/** As a catalog writes it. */
const folded = (name: string): string => (name.startsWith('"') ? name.replace(/^"([a-z_][a-z0-9_$]*)"$/, '$1') : name.toLowerCase());

const lastName = (name: string): string => folded(name.match(names)?.at(-1) ?? name);

/** Without what stands in quotes and in comments. */
const bareOf = (text: string): string =>
  text.replaceAll(/'(?:[^']|'')*'|\$([\p{L}_]\w*)?\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\//gu, (found) =>
    /^[-/]/.test(found) ? ' ' : "''",
  );

/** What stands in the brackets with which a text begins, item by item, and what comes behind them. */
const listIn = (text: string): { readonly items: readonly string[]; readonly rest: string } | undefined => {
  const begin = /^\s*\(/.exec(text)?.[0].length;
  if (begin === undefined) return undefined;
  const items: string[] = [];
  let [depth, from] = [0, begin];
  for (let at = begin; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (depth === 0 && (sign === ',' || sign === ')')) {
      items.push(text.slice(from, at).trim());
      from = at + 1;
      if (sign === ')') return { items, rest: text.slice(from) };
    } else if ('(['.includes(sign)) depth++;
    else if (')]'.includes(sign)) depth--;
  }
  return undefined;
};

const isDefault = (item: string | undefined): boolean => /^default$/i.test(item ?? '');

interface Asked {
  readonly column: ColumnObject;
  /** Of the table, or of the view that stands before it. */
  readonly order: readonly string[];
  readonly writes?: readonly string[] | undefined;
}

/** Does what stands behind INSERT and its table leave the column out? */
const leavesOut = (text: string, isCopy: boolean, { column, order, writes }: Asked): boolean => {
  if (/^\s*default\s+values\b/i.test(text)) return true;
  const first = listIn(text);
  const list = first && !/^(?:select|with|values|table|\()/i.test(first.items[0] ?? '') ? first : undefined;
  const columns = list?.items.map(folded);
  if (columns && !columns.includes(column.column)) return !isCopy || /^\s*from\b/i.test(list?.rest ?? '');
  if (isCopy) return false;
  const values = /^\s*(?:overriding\s+(?:system|user)\s+value\s+)?values\b/i.exec(list?.rest ?? text);
  if (!values) return columns === undefined && writes?.includes(`column ${column.name}`) === false;
  const index = (columns ?? order).indexOf(column.column);
  for (let rest: string | undefined = (list?.rest ?? text).slice(values[0].length); rest !== undefined;) {
    const row = listIn(rest);
    if (row && (index >= row.items.length || isDefault(row.items[index]))) return true;
    rest = row && /^\s*,/.test(row.rest) ? row.rest.replace(/^\s*,/, '') : undefined;
  }
  return false;
};

/** `SET p = DEFAULT`, `SET (a, p) = (1, DEFAULT)` */
const setsDefault = (bare: string, column: string): boolean =>
  [...bare.matchAll(new RegExp(`(${identifier})\\s*=\\s*default\\b`, 'giu'))].some(([, name = '']) => folded(name) === column) ||
  [...bare.matchAll(/(\([^()]*\))\s*=\s*(?:row\s*)?(?=\()/giu)].some((match) => {
    const index =
      listIn(match[1] ?? '')
        ?.items.map(folded)
        .indexOf(column) ?? -1;
    return index !== -1 && isDefault(listIn(bare.slice(match.index + match[0].length))?.items[index]);
  });

/** Does a text leave a column to its default in a row that it writes? */
export const leavesToDefault = (
  { objects }: Catalog,
  column: ColumnObject,
  text: string,
  { touches, writes }: Pick<Statement, 'touches' | 'writes'>,
): boolean => {
  if (!touches.includes(`table ${column.table}`)) return false;
  const bare = bareOf(text);
  return (
    setsDefault(bare, column.column) ||
    [...bare.matchAll(inserting)].some((match) => {
      const [whole, verb = '', relation = ''] = match;
      const into = objects.find(
        (object) =>
          (object.kind === 'table' || object.kind === 'view' || object.kind === 'foreign table') &&
          touches.includes(`${object.kind} ${object.name}`) &&
          lastName(object.name) === lastName(relation),
      );
      if (!into || (into.kind !== 'view' && into.name !== column.table)) return false;
      const order = 'columns' in into ? into.columns.map((one) => one.match(names)?.[0] ?? one) : [];
      const behind = bare.slice(match.index + whole.length);
      const asked = { column, order, writes: into.kind === 'view' ? undefined : writes };
      if (!/^merge/i.test(verb)) return leavesOut(behind, /^copy/i.test(verb), asked);
      return [...behind.matchAll(/\bnot\s+matched\b(?:(?!\bthen\b)[\s\S])*\bthen\s+insert\b/gi)].some((one) =>
        leavesOut(behind.slice(one.index + one[0].length), false, asked),
      );
    })
  );
};
