import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DrillError, type Problem } from '../../core/error.ts';
import type { Script } from '../engine.ts';
import { loggedIn } from './logged.ts';
import { askedIn, isCapture, type Parameter, type Query } from './query.ts';

const wanted =
  'a directory of .sql files, or one file; several statements a file, each with its parameters in a comment: -- params: [1, "a", null]';

const paramsComment = /--[ \t]*params:[ \t]*(?<list>.*?)[ \t]*\r?$/gm;

/** On a line of its own before a statement: its connection keeps it prepared. */
const preparedComment = /^--[ \t]*prepared[ \t]*\r?$/m;

/** Numbers keep all of their digits: they are taken as they are written. */
const asWritten = (text: string): unknown[] =>
  (JSON.parse as (text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown) => unknown[])(
    text,
    (_, value, { source }) => (typeof value === 'number' ? (source ?? value) : value),
  );

const parametersOf = (list: string): readonly Parameter[] | undefined => {
  try {
    const plain: unknown = JSON.parse(list);
    if (!Array.isArray(plain)) return undefined;
    return asWritten(list).map((value, index): Parameter => {
      if (value === null) return null;
      if (typeof value === 'object') return { json: plain[index] };
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
  } catch {
    return undefined;
  }
};

/**
 * The statements of one file's text, one for each list of parameters. What cannot be read is added to `problems`.
 * @param isListed the text is one of a list and no file: a COPY has its rows elsewhere
 */
export const queriesIn = (
  text: string,
  file: string,
  split: (sql: string) => Script,
  problems: Problem[],
  isListed = false,
): readonly Query[] => {
  const script = split(text);
  if (script.kind === 'unreadable') {
    const { code, what, fix, line, column } = script.problem;
    problems.push({ code, what, fix, at: { file, line, column } });
    return [];
  }
  const lists = [...text.matchAll(paramsComment)].map((match) => ({
    offset: match.index,
    list: match.groups?.['list'] ?? '',
    used: false,
  }));
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
  const found = script.statements.flatMap((statement, number): Query[] => {
    const last = script.statements[number - 1];
    const isPrepared = preparedComment.test(text.slice(last ? last.offset + last.text.length : 0, statement.offset));
    // A comment belongs to the statement that it stands in or before, or behind on its last line.
    const end = statement.offset + statement.text.length;
    const mine = lists.filter(({ offset, used }) => !used && (offset < end || /^[ \t]*;?[ \t]*$/.test(text.slice(end, offset))));
    for (const each of mine) each.used = true;
    const asked = askedIn(statement.text);
    if (!asked) return [];
    if (statement.copy && !(isListed && statement.copy.rows.trim() === '')) {
      problems.push({
        code: 'statements/copy',
        what: 'COPY … FROM stdin asks for rows that nobody sends when it is asked again',
        fix: 'give rows to begin with as the seed (--seed), or the INSERT that N-1 asks',
        at: { file, line: statement.line, column: statement.column },
      });
      return [];
    }
    // What it carries may begin on a later line.
    const before = statement.text.slice(0, asked.offset).split('\n');
    const line = statement.line + before.length - 1;
    const column = (before.length === 1 ? statement.column : 1) + Array.from(before.at(-1) ?? '').length;
    const query = {
      text: asked.text,
      name: `${basename(file)}:${statement.line}`,
      at: { file, line, column },
      origin: 'captured' as const,
      times: 1,
      ...(isPrepared && { prepared: true as const }),
    };
    if (mine.length === 0) return [query];
    return mine.flatMap(({ list, offset }, index): Query[] => {
      const values = parametersOf(list);
      if (values) return [{ ...query, name: mine.length === 1 ? query.name : `${query.name}#${index + 1}`, values }];
      problems.push({
        code: 'statements/params',
        what: `the parameters are no JSON array: ${list.slice(0, 80)}`,
        fix: 'write -- params: [1, "a", null]',
        at: { file, line: lineOf(offset), column: 1 },
      });
      return [];
    });
  });
  for (const { used, offset } of lists)
    if (!used)
      problems.push({
        code: 'statements/params',
        what: 'these parameters have no statement after them',
        fix: 'put them before their statement',
        at: { file, line: lineOf(offset), column: 1 },
      });
  return found;
};

/** A file that holds captured statements. */
export interface CapturedFile {
  /** As messages name it. */
  readonly file: string;
  readonly text: string;
}

/**
 * Captured statements of files whose text is known; `from`: what they are all of, for messages. Throws `DrillError` with all that cannot be
 * read, by file and line; `statements/none` where there is not one statement: nothing captured is not a workload that touches nothing.
 */
export const queriesOfFiles = (
  files: readonly CapturedFile[],
  from: string,
  split: (sql: string) => Script,
  database?: string,
): readonly Query[] => {
  const problems: Problem[] = [];
  const found = files.flatMap(({ file, text }): readonly Query[] => {
    if (file.endsWith('.sql') || !isCapture(file)) return queriesIn(text, file, split, problems);
    try {
      return loggedIn(text, file, { split, ...(database !== undefined && { database }) });
    } catch (error) {
      if (!(error instanceof DrillError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  const [first, ...rest] = problems;
  if (first) throw DrillError.of([first, ...rest]);
  if (found.length === 0)
    throw new DrillError('statements/none', `there is no statement in ${from}`, {
      why: files.length === 0 ? 'it has no .sql file' : 'its files hold none but those that speak to the connection alone',
      fix: `give ${wanted}; without any, leave the option out, and statements are made from the schema`,
    });
  return found;
};

/**
 * Captured statements from a directory of `.sql` files and of what servers wrote (`loggedIn`), in order of name, or from one file. Throws `DrillError` with all that cannot be read, by
 * file and line; `statements/none` where there is not one statement: nothing captured is not a workload that touches nothing.
 */
export const readQueries = async (path: string, split: (sql: string) => Script): Promise<readonly Query[]> => {
  const unreadable = (at: string, cause: Error): DrillError =>
    new DrillError('statements/unreadable', `cannot read the statements in ${at}: ${cause.message}`, { cause, fix: `give ${wanted}` });
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    (cause: Error) => {
      throw unreadable(path, cause);
    },
  );
  const names = isFolder
    ? await readdir(path, { recursive: true }).catch((cause: Error) => {
        throw unreadable(path, cause);
      })
    : [];
  const files = isFolder
    ? names
        .filter(isCapture)
        .toSorted()
        .map((name) => join(path, name))
    : [path];
  const texts: CapturedFile[] = [];
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((cause: Error) => {
      throw unreadable(file, cause);
    });
    texts.push({ file, text });
  }
  return queriesOfFiles(texts, path, split);
};
