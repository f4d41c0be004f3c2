import { placeText } from '../../core/error.ts';
import type { Disagreement, SecondOpinions } from '../../model/check.ts';
import type { Look } from '../../model/report.ts';
import { paint } from './paint.ts';
import { valueText } from './value.ts';

/** Shown of the disagreements, and of the reasons for silence. */
const most = 20;

const disagreementText = ({ question, at, ours, answer }: Disagreement, look: Look): string[] => [
  `    ${paint(look, 'yellow', `${question}: it says ${(answer.says ?? 'nothing').replace('-', ' ')}, we say ${ours.replace('-', ' ')}`)}: ${answer.because}`,
  `      ${placeText(at.old)} and ${placeText(at.new)}${at.new.pointer === undefined || at.new.pointer === '' ? '' : ` ${at.new.pointer}`}`,
  ...(answer.example ? [`      shown by ${valueText(answer.example.value)}`] : []),
];

/** Another tool's opinion of a contract, under ours. */
export const secondOpinionsText = ({ by, questions, agrees, beside, silent, disagreements }: SecondOpinions, look: Look): string[] => {
  const reasons = Object.entries(silent).sort(([, a], [, b]) => b - a);
  const unasked = reasons.reduce((sum, [, count]) => sum + count, 0);
  const why = reasons.slice(0, 3).map(([reason]) => reason);
  const parts = [
    `${agrees} of ${questions} answers as ours`,
    ...(disagreements.length > 0 ? [paint(look, 'yellow', `${disagreements.length} not as ours`)] : []),
    ...(beside > 0 ? [`${beside} where we do not know`] : []),
    ...(unasked > 0 ? [`${unasked} without an answer (${why.join('; ')}${reasons.length > why.length ? '; …' : ''})`] : []),
  ];
  return [
    `  second opinion by ${by}, about sets of documents: ${parts.join(', ')}`,
    ...disagreements.slice(0, most).flatMap((one) => disagreementText(one, look)),
    ...(disagreements.length > most ? [`    … ${disagreements.length - most} more; --format json has all`] : []),
  ];
};
