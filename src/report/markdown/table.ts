import { inline } from './escape.ts';

/** A table of Markdown. */
export const tableText = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head.map((name) => inline(name)), head.map(() => '---'), ...rows.map((row) => row.map((cell) => inline(cell)))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
