// Captured statements of an environment whose data is other people's: what remains of them says what is asked, and of nobody. Literals
// become parameters without a value, as pg_stat_statements makes of them; what such a statement is asked with later is made.

const token =
  /(?<comment>--[^\n]*|\/\*[^]*?\*\/)|(?<name>"(?:[^"]|"")*")|(?<typed>\b(?:interval|date|time|timestamp|timestamptz)\s*)?(?<text>\b[eE]'(?:[^'\\]|\\[^]|'')*'|\b(?:[nNbBxX]|[uU]&)?'(?:[^']|'')*'|'(?:[^']|'')*'|(?<tag>\$(?:[A-Za-z_]\w*)?\$)[^]*?\k<tag>)|(?<kept>\$\d+|\b(?:numeric|decimal|varchar|char|character|varying|bit|varbit|time|timestamp|timestamptz|interval)\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\)|\b(?:limit|offset|first|next)\s+\d+|\b(?:order|group)\s+by\s+\d+(?:\s*,\s*\d+)*)|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)/giu;

/** A statement without a value in it: literals are parameters after those that it has; comments are gone, for tools write into them who asked. */
export const scrubbed = (text: string): string => {
  let next = Math.max(0, ...[...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number))) + 1;
  return text
    .replaceAll(token, (found: string, ...rest) => {
      const { comment, typed, text: literal, number } = rest.at(-1) as Readonly<Record<string, string | undefined>>;
      if (comment !== undefined) return ' ';
      if (literal !== undefined) return typed === undefined ? `$${next++}` : `$${next++}::${typed.trim()}`;
      return number === undefined ? found : `$${next++}`;
    })
    .trim();
};
