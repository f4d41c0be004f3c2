import type { Summed } from '../../dialect.ts';
import { csvRecords } from './csv.ts';

// What was written out of pg_stat_statements: as CSV with a header (`\copy (SELECT * FROM pg_stat_statements) TO 's.csv' CSV HEADER`), or as
// JSON, one object a line or a list of them.

const summed = (text: unknown, calls: unknown, line: number): Summed[] =>
  typeof text === 'string' && text.trim() !== '' ? [{ text, calls: Number(calls ?? 1) || 1, line }] : [];

const fromCsv = (text: string): readonly Summed[] | undefined => {
  const records = csvRecords(text);
  if ('unreadable' in records) return undefined;
  const [head, ...rest] = records;
  const [query, calls] = ['query', 'calls'].map((name) => head?.fields.indexOf(name) ?? -1) as [number, number];
  return query === -1 ? undefined : rest.flatMap(({ fields, line }) => summed(fields[query], fields[calls], line));
};

const objectsIn = (text: string): readonly { readonly value: unknown; readonly line: number }[] | undefined => {
  try {
    if (text.trimStart().startsWith('[')) return (JSON.parse(text) as unknown[]).map((value) => ({ value, line: 1 }));
    return text.split('\n').flatMap((row, index) => (row.trim() === '' ? [] : [{ value: JSON.parse(row) as unknown, line: index + 1 }]));
  } catch {
    return undefined;
  }
};

const fromJson = (text: string): readonly Summed[] | undefined => {
  const objects = objectsIn(text);
  const isRow = (value: unknown): value is { readonly query: unknown; readonly calls?: unknown } =>
    typeof value === 'object' && value !== null && 'query' in value && !('message' in value);
  if (!objects || objects.length === 0 || !objects.every(({ value }) => isRow(value))) return undefined;
  return objects.flatMap(({ value, line }) => (isRow(value) ? summed(value.query, value.calls, line) : []));
};

/** The statements of such a dump; undefined: the text is none. */
export const readSummed = (text: string): readonly Summed[] | undefined => (/^\s*[[{]/.test(text) ? fromJson(text) : fromCsv(text));
