import type { Report } from '../../model/report.ts';
import { visible } from './value.ts';

// What contracts, file names, services and ledgers say is shown, and obeyed by nobody: neither by the terminal (controls, directions,
// further lines that look like ours) nor by the log of a CI service, which takes some lines for commands.

/** JSON values, which are escaped where they are written as JSON; calls, which see to themselves; our own words. */
const asTheyAre: ReadonlySet<string> = new Set(['value', 'witness', 'expect', 'expected', 'got', 'exchange', 'about']);

/** Drills tell the end of a log in lines of their own, which are indented. */
const withLines = (text: string): string =>
  text
    .split(/\n(?= {2})/)
    .map(visible)
    .join('\n');

const mapped = (value: unknown, escape: (text: string) => string): unknown => {
  if (typeof value === 'string') return escape(value);
  if (Array.isArray(value)) return value.map((item) => mapped(item, escape));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [escape(name), asTheyAre.has(name) ? member : mapped(member, escape)]),
  );
};

/** The report with all that it quotes on one line, and nothing in it that nobody sees. */
export const quoted = <R extends Report>(report: R): R => {
  if (report.kind === 'generated') return report;
  return mapped(report, report.kind === 'check' || report.kind === 'schema' ? visible : withLines) as R;
};

/** No line of the text is a command to GitHub, wherever it came from: `::` begins one, and `##[` anywhere does. */
export const noCommand = (text: string): string => text.replace(/^(\s*):(?=:)/gm, String.raw`$1\u003a`).replaceAll('##[', '##\\u005b');
