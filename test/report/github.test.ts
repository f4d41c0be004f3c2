import { describe, expect, test } from 'vitest';
import { github } from '../../src/report/github.ts';
import type { Report } from '../../src/model/report.ts';
import { added, check, contract, finding, samples, undecided } from './samples.ts';

const linesOf = (reports: readonly Report[]): string[] => github.render(reports, { colours: false, width: 100 }).split('\n').slice(0, -1);
const commandsOf = (reports: readonly Report[]): string[] => linesOf(reports).filter((line) => line.startsWith('::'));
const typesOf = (reports: readonly Report[]): Record<string, number> => {
  const types = commandsOf(reports).map((line) => /^::(\w+) /.exec(line)?.[1] ?? line);
  return Object.fromEntries([...Map.groupBy(types, (type) => type)].map(([type, all]) => [type, all.length]));
};

/** As the runner reads a command: properties end at the first `::`, and are parted by commas. */
const read = (line: string): { properties: Record<string, string>; message: string } => {
  const [, head = '', message = ''] = /^::\w+ (.*?)::(.*)$/.exec(line) ?? [];
  const plain = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n');
  const pairs = head.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  return {
    properties: Object.fromEntries(
      pairs.map(([key, value]) => [key, plain(value).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')]),
    ),
    message: plain(message).replaceAll('%25', '%'),
  };
};

describe('annotations for GitHub', () => {
  test('lie on the file as the repository has it, at its line and column', () =>
    expect(read(commandsOf([check([contract([finding(9)])])])[0] ?? '').properties).toEqual({
      file: 'services/orders/new.yaml',
      line: '9',
      col: '3',
      title: 'compat/response-enum-widened',
    }));

  test('are read back as they were meant, whatever is in them', () => {
    const text = 'a,b:c%d%0A::error::e\r\nf';
    const odd = finding(1, { rule: text, what: text, cells: {}, fix: text, at: { new: { file: 'a,b:c%.yaml', line: 1, column: 2 } } });
    const { properties, message } = read(commandsOf([check([contract([odd])])])[0] ?? '');
    expect(properties).toEqual({ file: 'services/orders/a,b:c%.yaml', line: '1', col: '2', title: text });
    expect(message).toBe(`${text}\nWhat to do: ${text}`);
  });

  test('of what is gone in N lie on the first line of its file', () =>
    expect(
      read(commandsOf([check([contract([finding(1, { at: { old: { file: 'old.yaml', line: 4, column: 2 } } })])])])[0] ?? '').properties,
    ).toMatchObject({
      file: 'services/orders/new.yaml',
      line: '1',
    }));

  const several = (count: number, of: (line: number) => ReturnType<typeof finding>) => Array.from({ length: count }, (_, i) => of(i + 1));
  test.each([
    ['ten errors are ten', several(10, (line) => finding(line)), { error: 10 }],
    ['eleven are nine and a count', several(11, (line) => finding(line)), { error: 10 }],
    [
      'each type has ten of its own',
      [...several(30, (line) => finding(line)), ...several(30, () => undecided), ...several(30, () => added)],
      { error: 10, warning: 10, notice: 10 },
    ],
  ])('%s', (_, findings, expected) => expect(typesOf([check([contract(findings)])])).toEqual(expected));

  test('the last of too many says how many are left out', () =>
    expect(commandsOf(samples['check-many'] ?? []).at(-1)).toContain('3 more errors are not shown'));

  test('what breaks going back comes before what breaks the rollout', () => {
    const back = finding(50, { what: 'going back', cells: { rollback: 'breaks' } });
    expect(commandsOf([check([contract([...several(20, (line) => finding(line)), back])])])[0]).toContain('going back');
  });

  test('accepted findings are not annotated, but counted', () => {
    const lines = linesOf([check([contract([finding(1, { waived: { reason: 'agreed', expires: '2026-12-31' } })])])]);
    expect(lines).toContain('drill: 1 accepted finding is not annotated');
    expect(lines.join('\n')).not.toContain('new.yaml,line=1');
  });

  test('a verdict without a finding that explains it is annotated itself', () => {
    expect(commandsOf(samples['check-nothing'] ?? [])[0]).toMatch(/^::warning title=check\/no-contract::/);
    expect(commandsOf(samples['drill-fail'] ?? [])[0]).toMatch(/^::error title=drill\/writes-lost::/);
    expect(commandsOf(samples['gate-pass'] ?? [])).toEqual([]);
  });

  test('no line that is no command can be taken for one', () => {
    const odd = '\n::error::x ##[error]y';
    const lines = linesOf([check([], { artifact: odd })]).filter((line) => !line.startsWith('::warning title=check/no-contract::'));
    expect(lines).toEqual(['drill: INCONCLUSIVE  ::error::x ## [error]y 1.4.0 → 1.5.0']);
  });
});
