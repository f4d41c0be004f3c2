import type { Look } from '../../model/report.ts';
import type { Reason } from '../../model/outcome.ts';
import type { Verdict } from '../../model/verdict.ts';
import { outcomeText, paint } from './paint.ts';
import { table } from './table.ts';

const answer = ({ artifact, environment, direction, from, to, outcome, reasons }: Verdict): string => {
  const what = `${artifact} ${to.version}`;
  if (direction === 'return') {
    const isMarked = reasons.some(({ code }) => code === 'gate/marked-bad');
    const may = `${what} may come back to ${environment}: `;
    return outcome === 'fail'
      ? `going back to ${what} in ${environment} is known to break`
      : `${may}${isMarked ? 'it was marked bad, which stops nobody who goes back' : 'nothing is known against it'}`;
  }
  const back = from ? `could go back to ${from.version}` : 'need not be able to go back';
  switch (outcome) {
    case 'pass':
      return `${what} may go out to ${environment}: we ${back}`;
    case 'inconclusive':
      return `${what} must not go out to ${environment} yet: it is not shown that we could go back${from ? ` to ${from.version}` : ''}`;
    case 'fail':
      return `${what} must not go out to ${environment}: we could not go back${from ? ` to ${from.version}` : ''}`;
  }
};

const indented = (text: string): string => text.replaceAll('\n', '\n    ');

const reasonText = ({ outcome, code, what, fix }: Reason, look: Look): string => {
  // A passing reason with something to do is what the way back is not held up for, and should be known all the same.
  const label =
    outcome === 'pass' ? (fix === undefined ? 'ok' : paint(look, 'yellow', 'warning')) : outcomeText(look, outcome).toLowerCase();
  const lines = [`  ${label}: ${indented(what)} ${paint(look, 'dim', `[${code}]`)}`];
  if (fix !== undefined) lines.push(`    what to do: ${indented(fix)}`);
  return lines.join('\n');
};

/** The gate's answer: the outcome first, then why, then what it is about. */
export const verdictText = (verdict: Verdict, look: Look): string => {
  const { outcome, reasons, direction, from, to, expires } = verdict;
  const versions =
    direction === 'return' ? [['going back to', to] as const, ['runs now', from] as const] : [['N', to] as const, ['N-1', from] as const];
  const facts = table([
    ...versions.flatMap(([name, id]) => (id ? [[name, `${id.version} ${id.digest}`]] : [])),
    ['direction', direction],
    ...(expires === undefined ? [] : [['valid until', `${expires.slice(0, 16).replace('T', ' ')} UTC`]]),
  ]).map((line) => paint(look, 'dim', line));
  return `${[`${outcomeText(look, outcome)}  ${answer(verdict)}`, ...reasons.map((reason) => reasonText(reason, look)), ...facts].join('\n')}\n`;
};
