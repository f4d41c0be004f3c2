import type { Place } from '../../core/error.ts';

/** A statement as it was found, before a server has said what it means. */
export interface Query {
  readonly text: string;
  /** `orders.sql:12`, `log:3`. */
  readonly name: string;
  /** Of its first word; absent: it is in no file of the user's. */
  readonly at?: Place;
  readonly origin: 'captured' | 'prepared-only';
  /** Absent: nobody said them. */
  readonly values?: readonly Parameter[];
  /** How often it was seen, with these parameters. */
  readonly times: number;
}

/** A parameter: a text that the server reads, or what a JSON document says (an array for an array, anything for JSON). */
export type Parameter = string | null | { readonly json: unknown };

/** What may lie in a folder of captured statements: SQL, and what a server wrote. */
export const isCapture = (name: string): boolean => /\.(?:sql|json|jsonl|ndjson|csv|log)$/.test(name);

const session =
  /^(?:begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|set|reset|show|discard|deallocate|prepare\s+transaction|listen|unlisten|explain|fetch|close|move|declare|checkpoint|load)\b/i;

/** Says something to the connection alone, and nothing to the store. */
export const isOfSession = (text: string): boolean => session.test(text.trim());

/** The text without what is in quotes, brackets and comments, by which its kind is told. */
const skeleton = (text: string): { top: string; inner: string } => {
  const plain = text.replaceAll(/--[^\n]*|\/\*[^]*?\*\/|(\$\w*\$)[^]*?\1|[eE]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"/g, ' ');
  let depth = 0;
  let [top, inner] = ['', ''];
  for (const char of plain) {
    if (char === ')') depth--;
    if (depth === 0) top += char;
    else inner += char;
    if (char === '(') depth++;
  }
  return { top: top.toLowerCase(), inner: inner.toLowerCase() };
};

export type QueryKind = 'select' | 'insert' | 'update' | 'upsert' | 'delete' | 'other';

/** What a statement does. One that writes in passing (`WITH d AS (DELETE …) SELECT`) is `other`. */
export const kindOf = (text: string): QueryKind => {
  const { top, inner } = skeleton(text);
  const first = /\b(select|insert|update|delete|merge|values|table)\b/.exec(top)?.[1];
  const writesInside = /\b(?:insert\s+into|update\s+\S+|delete\s+from|merge\s+into)\b/.test(
    inner.replaceAll(/\bfor\s+(?:no\s+key\s+)?update\b/g, ' '),
  );
  if (/^\s*\(/.test(top)) return writesInside ? 'other' : 'select';
  if (
    !/^\s*(?:with|select|insert|update|delete|values|table)\b/.test(top) ||
    first === undefined ||
    (writesInside && /^\s*with\b/.test(top))
  )
    return 'other';
  if (first === 'select' || first === 'values' || first === 'table') return /\binto\b/.test(top) ? 'other' : 'select';
  if (first === 'insert') return /\bon\s+conflict\b/.test(top) ? 'upsert' : 'insert';
  return first === 'update' || first === 'delete' ? first : 'other';
};
