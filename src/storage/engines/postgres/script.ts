import type { Script, ScriptStatement } from '../../engine.ts';
import { withCommitting } from './committing.ts';

// A script is cut into statements as psql cuts it: at semicolons outside of quotes, comments, brackets and the bodies of SQL
// functions. There is a parser as WebAssembly (libpg-query), of one version of the grammar; the server itself is asked instead, one statement
// at a time, so that places and words are those of the server that runs it.

/** What is one piece to the reader: a comment, a quoted text or name, a dollar-quoted text, a word. Sticky. */
const pieces: readonly (readonly [kind: 'blank' | 'text' | 'word' | 'open', pattern: RegExp])[] = [
  ['blank', /(?:\s+|--[^\n\r]*)+/y],
  ['text', /[eE]'(?:[^'\\]|\\[^]|'')*(?:'|$)/y],
  ['text', /(?:[uUbBxXnN]&?)?'(?:[^']|'')*(?:'|$)/y],
  ['text', /(?:[uU]&)?"(?:[^"]|"")*(?:"|$)/y],
  ['text', /(\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$)[^]*?(?:\1|$)/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
];

const commentEnd = (sql: string, from: number): number => {
  let depth = 0;
  for (let at = from; at < sql.length; at++) {
    if (sql.startsWith('/*', at)) depth++;
    else if (sql.startsWith('*/', at)) depth--;
    else continue;
    at++;
    if (depth === 0) return at + 1;
  }
  return -1;
};

const isClosed = (text: string): boolean => {
  const dollar = /^(\$[^$]*\$)/.exec(text)?.[1];
  if (dollar !== undefined) return text.length >= 2 * dollar.length && text.endsWith(dollar);
  const quote = text.includes("'") && !text.startsWith('"') && !/^[uU]&"/.test(text) ? "'" : '"';
  const body = text.slice(text.indexOf(quote) + 1);
  const escapes = quote === "'" && /^[eE]/.test(text) ? /\\[^]|''/g : new RegExp(quote + quote, 'g');
  return body.replaceAll(escapes, '').endsWith(quote);
};

const controls: readonly (readonly [ScriptStatement['control'] & string, RegExp])[] = [
  ['begin', /^(BEGIN\b|START TRANSACTION\b)/],
  ['commit', /^(COMMIT\b(?! PREPARED)|END\b)/],
  ['rollback', /^(ROLLBACK\b(?! (TO|WORK TO|TRANSACTION TO|PREPARED)\b)|ABORT\b)/],
];

/** What PostgreSQL refuses inside of a transaction, and new labels of an enum. */
const alone =
  /^((CREATE( UNIQUE)?|DROP) INDEX CONCURRENTLY\b|REINDEX\b.* CONCURRENTLY\b|ALTER TYPE .* ADD VALUE\b|VACUUM\b|(CREATE|DROP) (DATABASE|TABLESPACE|SUBSCRIPTION)\b|ALTER SYSTEM\b|ALTER TABLE .* DETACH PARTITION .* CONCURRENTLY\b)/;

const newLabel = /^ALTER\s+TYPE\s+(\S+)\s.*\bADD\s+VALUE\s+(?:IF\s+NOT\s+EXISTS\s+)?'((?:[^']|'')*)'/is;
const newType = /^CREATE\s+TYPE\s+(\S+)/i;

/** A new label of an enum is used by nobody in the transaction that adds it, unless that makes the type, too: where nobody tries, it need not be alone. */
const withLabels = (statements: readonly ScriptStatement[]): readonly ScriptStatement[] =>
  statements.map((statement, index) => {
    const [, type = '', label = ''] = newLabel.exec(statement.text) ?? [];
    if (type === '') return statement;
    const isUsed = statements.slice(index + 1).some(({ text }) => text.includes(label));
    const isOfNew = statements.slice(0, index).some(({ text }) => newType.exec(text)?.[1]?.toLowerCase() === type.toLowerCase());
    if (isUsed && !isOfNew) return statement;
    const { alone: _, ...together } = statement;
    return together;
  });

/** A statement is known by so many of its first words. */
const mostWords = 60;

const metaFix = 'drill sends SQL to the server, as a migration tool does; leave out what only psql understands';

/** What ends the rows of COPY … FROM stdin, on a line of its own. */
const copyEnd = /^\\\.\r?$/gm;

/** Cuts a script into its statements. `made`: what was run before. */
export const splitScript = (sql: string, made = ''): Script => {
  const statements: ScriptStatement[] = [];
  const madeBefore = (): readonly ScriptStatement[] => {
    const script = splitScript(made);
    return script.kind === 'script' ? script.statements : [];
  };
  const lineStarts = [0];
  for (let at = sql.indexOf('\n'); at !== -1; at = sql.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  const placeOf = (offset: number): { line: number; column: number } => {
    let line = lineStarts.length;
    let low = 0;
    while (low < line) {
      const middle = (low + line) >> 1;
      if ((lineStarts[middle] ?? 0) <= offset) low = middle + 1;
      else line = middle;
    }
    return { line: low, column: Array.from(sql.slice(lineStarts[low - 1], offset)).length + 1 };
  };
  const unreadable = (code: string, what: string, fix: string, offset: number): Script => ({
    kind: 'unreadable',
    problem: { code, what, fix, ...placeOf(offset) },
  });

  const nul = sql.indexOf('\0');
  if (nul !== -1)
    return unreadable('sql/nul', 'here is a NUL, which no SQL can hold', 'take it out; a file in UTF-16 has many: save it as UTF-8', nul);

  let start: number | undefined;
  let words: string[] = [];
  let last = '';
  let brackets = 0;
  let bodies = 0;
  const close = (end: number): void => {
    if (start === undefined) return;
    const text = sql.slice(start, end).trimEnd();
    const head = words.join(' ');
    const control = bodies === 0 ? controls.find(([, pattern]) => pattern.test(head))?.[0] : undefined;
    statements.push({ text, offset: start, ...placeOf(start), ...(control && { control }), ...(alone.test(head) && { alone: true }) });
    start = undefined;
    words = [];
    brackets = bodies = 0;
  };
  const isCopyIn = (): boolean => /^COPY\b.* FROM STDIN\b/.test(words.join(' '));
  /** Closes a COPY at its semicolon. Its rows begin on the next line; where they end. */
  const closeCopy = (semicolon: number): number => {
    const lineEnd = sql.indexOf('\n', semicolon);
    const from = lineEnd === -1 ? sql.length : lineEnd + 1;
    copyEnd.lastIndex = from;
    const end = copyEnd.exec(sql);
    close(semicolon);
    const last = statements.at(-1);
    if (last) statements[statements.length - 1] = { ...last, copy: { rows: sql.slice(from, end?.index), line: placeOf(from).line } };
    return end ? end.index + end[0].length : sql.length;
  };

  // A byte order mark is no part of the first statement.
  for (let at = sql.startsWith('\uFEFF') ? 1 : 0; at < sql.length;) {
    if (sql.startsWith('/*', at)) {
      const end = commentEnd(sql, at);
      if (end === -1) return unreadable('sql/not-closed', 'the comment that begins here is not closed', 'end it with */', at);
      at = end;
      continue;
    }
    const found = pieces
      .map(([kind, pattern]) => ((pattern.lastIndex = at), [kind, pattern.exec(sql)?.[0]] as const))
      .find(([, text]) => text);
    const [kind, text = sql[at] ?? ''] = found ?? [];
    if (kind === 'blank') {
      at += text.length;
      continue;
    }
    if (text === ';' && brackets <= 0 && bodies === 0) {
      const rest = sql.slice(at + 1, sql.indexOf('\n', at) === -1 ? undefined : sql.indexOf('\n', at));
      const copies = isCopyIn();
      if (copies && !/^\s*(?:--.*)?$/.test(rest))
        return unreadable(
          'sql/copy-from-stdin',
          'behind COPY … FROM stdin stands something else on its line',
          'its rows begin on the next line',
          at,
        );
      if (copies) at = closeCopy(at);
      else close(at++);
      continue;
    }
    if (text === '\\') {
      const line = sql.slice(at, sql.indexOf('\n', at) === -1 ? undefined : sql.indexOf('\n', at)).trim();
      // pg_dump writes these two around everything; to a server they mean nothing.
      if (!/^\\(un)?restrict\b/.test(line))
        return unreadable('sql/psql-command', `${line.slice(0, 60)} is a command of psql, not SQL`, metaFix, at);
      at += line.length;
      continue;
    }
    if (kind === 'text' && !isClosed(text))
      return unreadable('sql/not-closed', `what ${text.slice(0, 12).split('\n')[0]} begins is not closed`, 'close the quote', at);
    start ??= at;
    if (kind === 'word') {
      const word = text.toUpperCase();
      // The body of an SQL function holds semicolons of its own.
      if (bodies > 0 ? word === 'BEGIN' || word === 'CASE' : word === 'ATOMIC' && last === 'BEGIN') bodies++;
      else if (bodies > 0 && word === 'END') bodies--;
      last = word;
      // The columns of a COPY may be many.
      if (words.length < mostWords && !(brackets > 0 && words[0] === 'COPY')) words.push(word);
    } else if (text === '(') brackets++;
    else if (text === ')') brackets--;
    else if (kind === 'text' && words.length < mostWords) words.push('…');
    at += text.length;
  }
  if (isCopyIn()) closeCopy(sql.length);
  else close(sql.length);
  return { kind: 'script', statements: withCommitting(withLabels(statements), madeBefore) };
};
