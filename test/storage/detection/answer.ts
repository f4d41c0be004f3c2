import type { Row } from './row.ts';

/** What the batch says of a line, as far as it is looked at. */
export interface Answer {
  readonly id: string;
  readonly verdict?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly wayBack?: string;
  readonly reason?: string;
  readonly findings?: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly object: string | null;
    readonly cells: Readonly<Record<string, string>>;
  }[];
}

const letters = [
  ['rollout', 'R'],
  ['mixed', 'M'],
  ['rollback', 'B'],
] as const;

type Found = NonNullable<Answer['findings']>[number];

const wordsOf = ({ rule, object, cells }: Found): string =>
  `${rule.replace('storage/', '')} ${object ?? '-'} ${letters.map(([cell, letter]) => (cells[cell] === undefined ? '' : letter)).join('')}`;

/** Does `text` say what was expected, where `*` stands for anything? */
const says = (text: string, expected: string): boolean =>
  new RegExp(
    `^${expected
      .split('*')
      .map((part) => RegExp.escape(part))
      .join('.*')}$`,
    'v',
  ).test(text);

/** The findings that count: no notes, but where a note is what is looked for. What is as expected has the words of the expectation. */
export const toldOf = ({ findings = [] }: Answer, { as, also = [], weight = 'error' }: Row): readonly string[] => {
  const expected = [as, ...also];
  const told = findings.map((one) => ({ one, text: wordsOf(one) }));
  return told
    .filter(({ one, text }) => one.severity !== 'note' || (weight === 'note' && says(text, as)))
    .map(({ one, text }) => {
      const match = expected.find((words) => says(text, words));
      return match === as && one.severity !== weight ? `${one.severity}: ${match}` : (match ?? text);
    })
    .sort();
};

/** What the whole migration is to be answered with. */
export const verdictOf = ({ weight = 'error' }: Row): string => (weight === 'error' ? 'fail' : 'pass');

/** Is the class among what was found, of that object and as grave as it is, whatever cells are said? */
export const isCaught = ({ findings = [], verdict }: Answer, row: Row): boolean => {
  const { as, weight = 'error' } = row;
  const classAndObject = as.slice(0, as.lastIndexOf(' '));
  return (
    verdict === verdictOf(row) &&
    findings.some((one) => one.severity === weight && says(wordsOf(one).slice(0, wordsOf(one).lastIndexOf(' ')), classAndObject))
  );
};

/** Is it told once, with the cells that it hits, and nothing beside it? */
export const isExact = (answer: Answer, row: Row): boolean =>
  isCaught(answer, row) && toldOf(answer, row).join('\n') === [row.as, ...(row.also ?? [])].sort().join('\n');

/** All that is not silent: an error, a warning, a line that was not answered or not with `pass`. */
export const alarmsOf = ({ findings = [], verdict, error, reason }: Answer): readonly string[] => [
  ...findings.filter(({ severity }) => severity !== 'note').map((one) => `${one.severity}: ${wordsOf(one)}`),
  ...(verdict === 'pass' ? [] : [`${verdict ?? error?.message}: ${reason ?? ''}`]),
];
