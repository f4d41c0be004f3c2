import { describe, expect, it } from 'vitest';
import { problemText } from '../../../src/report/terminal/problem.ts';
import { terminal } from '../../../src/report/terminal.ts';
import type { Report } from '../../../src/model/report.ts';
import { samples } from '../samples.ts';

const look = { colours: false, width: 100 };

/** Everything that has ever been more than text to somebody: to a terminal, to a log of GitHub, to whoever reads it. */
const evil = 'x\nPASS  orders 1.4.0 → 1.5.0\r::error::y\r\n::stop-commands::z\u001B[2K\u001B]0;t\u0007\0\u202E\u2028##[error]\uD800';

/** The report with that in each of its texts, but for the words that we choose ourselves. */
const poisoned = (value: unknown, name = ''): unknown => {
  if (typeof value === 'string')
    return /^(kind|outcome|severity|state|relation|stands|says|direction|route|phase|who|role|mode|of|at|startedAt|expires|mixed|rollout|rollback)$/.test(
      name,
    )
      ? value
      : `::warning::${value}${evil}`;
  if (Array.isArray(value)) return value.map((item) => poisoned(item, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, poisoned(member, key)]));
};

const bad = /[\p{Cc}\p{Cs}\u202E\u2028]/u;

const wrongLines = (text: string): string[] =>
  text.split('\n').filter((line) => bad.test(line) || line.includes('##[') || /^\s*(::|PASS {2}orders 1\.4\.0 → 1\.5\.0$)/.test(line));

describe('what is quoted on a terminal is neither obeyed nor taken for ours', () => {
  it.each(Object.entries(samples).map(([name, reports]) => ({ name, reports })))('$name', ({ reports }) => {
    const text = terminal.render(poisoned(reports) as Report[], look);
    expect(wrongLines(text)).toEqual([]);
    expect(text.includes(String.raw`\u000aPASS`)).toBe(reports.length > 0);
    // As many lines as an honest report has.
    expect(text.split('\n').length).toBe(terminal.render(reports, look).split('\n').length);
  });

  it('a problem', () => {
    const text = problemText(
      { code: 'contract/x', what: evil, why: evil, fix: evil, at: { file: `::error::${evil}`, line: 1, column: 1 } },
      look,
    );
    expect(wrongLines(text)).toEqual([]);
    expect(text.split('\n').length).toBe(3);
  });

  it('leaves colours of its own alone', () => {
    expect(problemText({ code: 'contract/x', what: 'bad' }, { colours: true })).toContain('\u001B[31m');
  });
});
