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
  /** It was asked by the name that it was prepared under: its connection keeps it. */
  readonly prepared?: true;
  /** How often it was seen, with these parameters. */
  readonly times: number;
}

/** A parameter: a text that the server reads, or what a JSON document says (an array for an array, anything for JSON). */
export type Parameter = string | null | { readonly json: unknown };

/** What may lie in a folder of captured statements: SQL, and what a server wrote. */
export const isCapture = (name: string): boolean => /\.(?:sql|json|jsonl|ndjson|csv|log)$/.test(name);

const session =
  /^(?:begin|start\s+transaction|commit|end|rollback|abort|savepoint|release|set|reset|show|discard|deallocate|prepare\s+transaction|listen|unlisten|fetch|close|move|checkpoint|load)\b/i;

const gap = String.raw`(?:\s|--[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)`;

/** Statements that carry another one, which says what they read: a cursor, and what is explained. */
const carriers = [
  `^${gap}*declare${gap}+(?:"(?:[^"]|"")+"|[^\\s"]+)(?:${gap}+(?:binary|asensitive|insensitive|no|scroll))*${gap}+cursor(?:${gap}+with(?:out)?${gap}+hold)?${gap}+for\\b${gap}*`,
  `^${gap}*explain\\b(?:${gap}+(?:analy[sz]e|verbose)\\b|${gap}*\\(\\s*(?:analy[sz]e|verbose|costs|settings|generic_plan|buffers|serialize|wal|timing|summary|memory|format)\\b[^)]*\\))*${gap}*`,
].map((source) => new RegExp(source, 'i'));

/** Of the session: what is explained of something prepared stands where it was prepared. */
const isOfSession = (text: string): boolean =>
  session.test(text.trim()) || /^\s*explain\b[^]*\bexecute\s+\S+\s*(?:\([^]*\))?\s*$/i.test(text);

/** What a statement asks of the store, as far as it begins in it: the query of a cursor. Undefined: it says something to the connection alone. */
export const askedIn = (text: string): { readonly text: string; readonly offset: number } | undefined => {
  if (isOfSession(text)) return undefined;
  let offset = 0;
  for (const carrier of carriers.toReversed()) offset += carrier.exec(text.slice(offset))?.[0].length ?? 0;
  return { text: text.slice(offset), offset };
};

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
