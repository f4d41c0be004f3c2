import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { inline } from '../../src/report/markdown/escape.ts';
import { markdown } from '../../src/report/markdown.ts';
import { check, contract, finding, samples } from './samples.ts';

const textOf = (reports: readonly Report[]): string => markdown.render(reports, { colours: false, width: 100 });
/** GitHub's limit for a comment. */
const limit = 65_536;
const countOf = (text: string, part: string): number => text.split(part).length - 1;

describe('a text of others in a line of Markdown', () => {
  test.each([
    ['a cell', 'a | b', 'a \\| b'],
    ['code', 'a `b`', 'a \\`b\\`'],
    ['emphasis', '*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~&#8203;c\\~'],
    ['HTML', '<b>&amp;</b>', '&lt;b&gt;&amp;&#8203;amp;&lt;/b&gt;'],
    ['a mention', 'ask @team/x', 'ask @&#8203;team/x'],
    ['a ticket of GitHub', 'see #17', 'see #&#8203;17'],
    ['a ticket of Jira', 'see PAY-42', 'see PAY-&#8203;42'],
    ['a reference of GitLab', '!3 $4 %5', '!&#8203;3 \\$&#8203;4 %&#8203;5'],
    ['a link', '[a](b)', '\\[a\\](b)'],
    ['an address', 'https://e.com', 'https:&#8203;//e.com'],
    ['an address without a scheme', 'www.e.com', 'www&#8203;.e.com'],
    ['an emoji', ':bug:', ':&#8203;bug:'],
    ['mathematics', '$x$', '\\$&#8203;x\\$'],
    ['a backslash', 'a\\|b', 'a\\\\\\|b'],
    ['line breaks', 'a\r\n\n# b', 'a # b'],
    ['what is not seen', '\u0000\u202E\u001B[31m', '\uFFFD\uFFFD\uFFFD\\[31m'],
    ['N-1, which is no ticket', 'N-1 and 3.1', 'N-1 and 3.1'],
  ])('%s: %s', (_, given, expected) => expect(inline(given)).toBe(expected));
});

describe('a comment', () => {
  const many = (count: number, what = 'a change '.repeat(20)): readonly Report[] => [
    check([contract(Array.from({ length: count }, (_, i) => finding(i + 1, { what: `${what}${i}` })))]),
  ];

  test.each([1, 50, 100, 500, 5000])('of %i findings is never longer than GitHub takes, and is whole', (count) => {
    const text = textOf(many(count));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    expect(countOf(text, '<details>')).toBe(countOf(text, '</details>'));
    const shown = countOf(text, '\n- **a change');
    const hidden = Number(/… (\d+) items? not shown/.exec(text)?.[1] ?? 0);
    expect(shown + hidden).toBe(count);
  });

  test('of characters that take several bytes is not longer either', () =>
    expect(Buffer.byteLength(textOf(many(500, '漢字 😀 ')))).toBeLessThanOrEqual(limit));

  test('of one finding with a huge witness shows its beginning', () => {
    const text = textOf([check([contract([finding(1, { witness: { kind: 'value', value: 'x'.repeat(1e6), confirmedBy: 'ajv 8' } })])])]);
    expect(text.length).toBeLessThan(3000);
    expect(text).toContain('… (1000002 characters)');
  });

  test('tells what fails before what passes', () => {
    const text = textOf(samples['check-several'] ?? []);
    expect(text.indexOf('FAIL')).toBeLessThan(text.indexOf('PASS'));
  });

  test('of whatever a contract says keeps its folds, its fences and its rows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (odd) => {
        const report = check([
          contract([finding(1, { what: odd, fix: odd, witness: { kind: 'value', value: odd, confirmedBy: odd } })], { name: odd }),
        ]);
        const lines = textOf([report]).split('\n');
        expect(lines.filter((line) => line.startsWith('|'))).toHaveLength(3);
        expect(lines.filter((line) => /^(<details>|<\/details>)/.test(line))).toHaveLength(2);
        expect(lines.filter((line) => /^ {4}`{3,}/.test(line))).toHaveLength(2);
      }),
      { numRuns: 500 },
    );
  });

  test('begins with the mark by which a bot finds it again', () => expect(textOf([])).toMatch(/^<!-- rollback-drill -->\n/));
});
