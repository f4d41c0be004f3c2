import { placeText, type Problem } from '../../core/error.ts';
import type { Look } from '../../model/report.ts';
import { paint } from './paint.ts';

/** One problem as a compiler would print it: where, what, why, what to do. */
export const problemText = (problem: Problem, look: Pick<Look, 'colours'>): string => {
  const where = problem.at ? `${paint(look, 'bold', placeText(problem.at))}: ` : '';
  const lines = [`${where}${paint(look, ['bold', 'red'], 'error')}: ${problem.what} ${paint(look, 'dim', `[${problem.code}]`)}`];
  if (problem.why) lines.push(`  why: ${problem.why}`);
  if (problem.fix) lines.push(`  what to do: ${problem.fix}`);
  return lines.join('\n');
};
