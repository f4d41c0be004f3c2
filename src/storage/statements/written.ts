import { sha256 } from '../../core/hash.ts';
import type { Query } from './query.ts';

// Captured statements as a file that people can read, review and keep with a version: SQL, with the parameters in comments.

/** So many lists of parameters are written of one statement, none of them longer than so many characters. */
const mostLists = 5;
const longest = 10_000;

// Both end a line in a comment's reading, and JSON leaves them as they are.
const inOneLine = (json: string): string => json.replaceAll('\u2028', String.raw`\u2028`).replaceAll('\u2029', String.raw`\u2029`);

const paramsLine = (values: Query['values']): string | undefined => {
  const line = inOneLine(JSON.stringify((values ?? []).map((value) => (value === null || typeof value === 'string' ? value : value.json))));
  return line.length > longest ? undefined : `-- params: ${line}`;
};

/** Around a statement tools write who asked, in comments: it is the same statement. */
const bare = (text: string): string =>
  text
    .replace(/^(?:\s*\/\*[^]*?\*\/)+/, '')
    .replace(/(?:\s*\/\*(?:[^*]|\*(?!\/))*\*\/)+\s*$/, '')
    .trim();

/** What one statement is in the file: its text after lines of our own. */
const blockOf = (text: string, lists: readonly string[]): string =>
  [`-- statement ${sha256(text).slice('sha256:'.length).slice(0, 16)}`, ...lists, text, ';'].join('\n');

const begins = /^(?=-- statement [0-9a-f]{16}$)/m;
const ofOurs = /^(?:-- (?:statement|params:|prepared) ?[^\n]*\n)+/;

const nameOf = (block: string): string => block.split('\n', 1)[0] ?? '';
const byText = (a: string, b: string): number => (a.replace(ofOurs, '') < b.replace(ofOurs, '') ? -1 : 1);

/** The statements of such a file; what stands before the first of them is left out. */
const blocksIn = (file: string): readonly string[] =>
  file
    .split(begins)
    .filter((block) => block.startsWith('-- statement '))
    .map((block) => block.trimEnd());

/**
 * What was captured, as such a file's text: by the texts of the statements, so that the same workload gives the same file.
 * @param before the file as it is: what it has stays as it is, for evidence is of these bytes, and what is seen once more is nothing new
 * @param scrub takes the values out of a statement, where they are other people's
 */
export const writtenStatements = (queries: readonly Query[], before: string, scrub?: (text: string) => string): string => {
  // A text that says parameters itself cannot be told from what the file says of it.
  const texts = queries.map((query) => ({ ...query, text: scrub ? scrub(query.text) : bare(query.text) }));
  const groups = Map.groupBy(
    texts.filter(({ text }) => text !== '' && !/--[ \t]*params:/.test(text)),
    ({ text }) => text,
  );
  const seen = [...groups].map(([text, same]) => {
    const lists = scrub ? [] : same.flatMap(({ values }) => (values && values.length > 0 ? (paramsLine(values) ?? []) : []));
    return blockOf(text, [...(same.some(({ prepared }) => prepared) ? ['-- prepared'] : []), ...lists.slice(0, mostLists)]);
  });
  const all = new Map([...seen, ...blocksIn(before)].map((block) => [nameOf(block), block]));
  return [...all.values()]
    .toSorted(byText)
    .map((block) => `\n${block}\n`)
    .join('');
};
