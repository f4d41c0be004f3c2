// Which rows a statement gets may depend on where they lie: the first of those that nothing puts in order, or that are alike in what does.

/** Without texts and comments; words in quotes stand for nothing. */
const bare = (text: string): string => text.replaceAll(/'(?:[^']|'')*'|--[^\n]*|\/\*[^]*?\*\//g, "''").replaceAll(/"(?:[^"]|"")*"/g, '"x"');

const byPlace = /\b(?:order\s+by|limit|offset|fetch\s+(?:first|next)|distinct\s+on|over|(?:string|array|jsonb?|jsonb?_object|xml)_?agg)\b/i;

/** May its answer be another one where only the place of rows is? */
export const dependsOnPlace = (text: string): boolean => byPlace.test(bare(text));

/** Rows that are looked at of a statement that asks for a few. */
const mostAny = 1_000;

const last =
  /\blimit\s+(?<most>\d+|\$\d+)(?:\s+offset\s+(?<from>\d+|\$\d+))?(?=\s*;?\s*(?:for\s+(?:update|share|no\s+key|key)\b[^()]*)?$)/i;

/**
 * What is asked in the place of a statement that asks for a few rows: for all of them, so that it can be seen whether they are the same,
 * whichever of those that are alike come first. Undefined: it asks for all, or it cannot be told.
 */
export const askedForAll = (text: string): string | undefined => {
  if (!/^\s*(?:select|with)\b/i.test(text)) return undefined;
  const found = last.exec(text);
  if (!found?.groups) return undefined;
  const { most = '', from } = found.groups;
  const all = `LIMIT greatest(${mostAny}, (${most})::bigint)${from === undefined ? '' : ` OFFSET 0 * (${from})::bigint`}`;
  return text.slice(0, found.index) + all + text.slice(found.index + found[0].length);
};
