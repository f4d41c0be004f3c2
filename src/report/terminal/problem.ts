import { placeText, type Problem } from '../../core/error.ts';
import type { Look } from '../../model/report.ts';
import { noCommand } from './foreign.ts';
import { paint } from './paint.ts';
import { visible } from './value.ts';

/** The database tells the end of its log in lines of its own. */
const whatText = ({ code, what }: Problem): string =>
  code.startsWith('postgres/') ? what.split('\n').map(visible).join('\n') : visible(what);

/** One problem as a compiler would print it: where, what, why, what to do. What it quotes is escaped. */
export const problemText = (problem: Problem, look: Pick<Look, 'colours'>): string => {
  const where = problem.at ? `${paint(look, 'bold', visible(placeText(problem.at)))}: ` : '';
  const lines = [
    `${where}${paint(look, ['bold', 'red'], 'error')}: ${whatText(problem)} ${paint(look, 'dim', `[${visible(problem.code)}]`)}`,
  ];
  if (problem.why) lines.push(`  why: ${visible(problem.why)}`);
  if (problem.fix) lines.push(`  what to do: ${visible(problem.fix)}`);
  return noCommand(lines.join('\n'));
};
