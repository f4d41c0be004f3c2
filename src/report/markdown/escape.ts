/** Breaks a word for machines that look for links in it, and looks the same to people. */
const gap = '&#8203;';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const asItIs = (mark: string): string => entities[mark] ?? (/[\\`*_[\]|~$]/.test(mark) ? `\\${mark}` : mark);

/** What begins a link, an emoji, a ticket (`PAY-17`), a mention or a reference (`#1`, and GitLab’s `!1 %1 ~a $1 &1`); then what marks text. */
const special = /:\/\/|\b[wW]{3}\.|:(?=[\w+-]+:)|\b[A-Z][A-Z0-9_]+-(?=\d)|[@#!%~$&](?=\w)|[\\`*_[\]|~$<>&@]/g;

// Not seen, or seen where they are not: control characters and those that turn the direction of text.
// oxlint-disable-next-line no-control-regex
const unseen = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

const oneLine = (text: string): string => text.toWellFormed().replace(/\s+/g, ' ').replace(unseen, '\uFFFD');

/**
 * Text of others inside a line of Markdown: it shows as it is, makes neither HTML nor links, mentions and references, and does not
 * end a cell of a table. Line breaks become spaces.
 */
export const inline = (text: string): string =>
  oneLine(text).replace(special, (found, at: number, whole: string) => {
    if (found === '://') return `:${gap}//`;
    if (/^www\.$/i.test(found)) return `${found.slice(0, 3)}${gap}.`;
    const safe = found.replace(/./gu, asItIs);
    const isPart = found.length > 1 || found === ':' || (/[@#!%~$&]/.test(found) && /\w/.test(whole.charAt(at + 1)));
    return isPart ? `${safe}${gap}` : safe;
  });

const longestRun = (text: string): number => Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));

/** A span of code, outside of tables: nothing in it is looked at. */
export const code = (text: string): string => {
  const line = oneLine(text);
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') || line.trim() === '' ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
};

/** A block of code, fenced by more backticks than it holds; each line begins with `indent`. */
export const block = (text: string, language: string, indent: string): string => {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [
    `${fence}${language}`,
    ...text
      .toWellFormed()
      .split(/\r\n|\r|\n/)
      .map((line) => line.replace(unseen, '\uFFFD')),
    fence,
  ]
    .map((line) => `${indent}${line}`)
    .join('\n');
};
