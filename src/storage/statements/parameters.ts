import type { Catalog } from '../catalog.ts';
import { dialectOf } from '../engines/dialects.ts';
import type { Insert } from '../rows/insert.ts';
import type { Parameter, Query } from './query.ts';

const arrayText = (value: unknown): string => {
  if (Array.isArray(value)) return `{${value.map(arrayText).join(',')}}`;
  if (value === null) return 'NULL';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
};

/** A parameter as the server reads it, by its type. */
export const parameterText = (parameter: Parameter, type: string): string | null => {
  if (parameter === null || typeof parameter === 'string') return parameter;
  return Array.isArray(parameter.json) && !/^jsonb?$/.test(type) ? arrayText(parameter.json) : JSON.stringify(parameter.json);
};

const withoutModifiers = (type: string): string => type.replace(/\(.*?\)/, '');
const texts: ReadonlySet<string> = new Set(['text', 'character varying', 'character']);
const numbers: ReadonlySet<string> = new Set(['smallint', 'integer', 'bigint', 'numeric']);

/** Is a value of the column one of the parameter's type? */
const isLike = (column: string, parameter: string): boolean => {
  const [a, b] = [withoutModifiers(column), withoutModifiers(parameter)];
  return a === b || (texts.has(a) && texts.has(b)) || (numbers.has(a) && numbers.has(b) && b !== 'smallint');
};

/** The column that a parameter is compared with or put into, by the name that stands before it. */
const nameBefore = (text: string, number: number): string | undefined =>
  new RegExp(
    String.raw`("(?:[^"]|"")+"|[\w$]+)\s*(?:=|<>|!=|<=?|>=?|~~?\*?|(?:NOT\s+)?(?:I?LIKE|IN|BETWEEN)\b|=\s*ANY)\s*\(?\s*\$${number}(?!\d)`,
    'i',
  )
    .exec(text)?.[1]
    ?.toLowerCase();

/** The column of an INSERT's list that a parameter stands for. */
const columnInserted = (text: string, number: number): string | undefined => {
  const match = /^\s*insert\s+into\s+\S+\s*\((?<columns>[^)]*)\)\s*values\s*\((?<values>[^)]*)\)/i.exec(text)?.groups;
  const place = match?.['values']?.split(',').findIndex((value) => value.trim().split('::')[0] === `$${number}`) ?? -1;
  return place === -1 ? undefined : match?.['columns']?.split(',')[place]?.trim().toLowerCase();
};

/** Where nobody has said the parameters of a statement: values of rows that are there, of the column that they meet, or else of their type. */
export const guessParameters = (
  catalog: Catalog,
  { text }: Query,
  types: readonly string[],
  touches: readonly string[],
  rows: readonly Insert[],
): readonly (string | null)[] => {
  const touched = new Set(touches);
  const columns = catalog.objects.flatMap((object) =>
    object.kind === 'column' && (touched.size === 0 || touched.has(`table ${object.table}`)) ? [object] : [],
  );
  const valuesOf = (table: string, column: string): (string | null)[] =>
    rows.flatMap((row) => {
      const at = row.table === table ? row.columns.indexOf(column) : -1;
      return at === -1 || row.values[at] == null ? [] : [row.values[at]];
    });
  return types.map((type, index) => {
    const name = columnInserted(text, index + 1) ?? nameBefore(text, index + 1);
    const fitting = columns.filter((column) => isLike(column.type, type) || isLike(`${column.type}[]`, type));
    const first = fitting.filter((column) => column.column.toLowerCase() === name);
    for (const { table, column, type: own } of [...first, ...(name === undefined ? fitting : [])]) {
      const [value] = valuesOf(table, column);
      if (value != null) return isLike(own, type) ? value : arrayText([value]);
    }
    // A number of rows, a page, a text to look for: any plain one.
    return dialectOf(catalog).types(catalog).of(type)?.boundaries[0] ?? null;
  });
};
