import type { Look, Report } from '../../model/report.ts';
import { factText } from './fact.ts';
import { paint } from './paint.ts';
import { table } from './table.ts';

/** `2026-11-23 07:00:00` */
const timeText = (at: string): string => at.slice(0, 19).replace('T', ' ');

/** The ledger's entries, the newest last, with what is known good marked. */
export const historyText = ({ entries, lastKnownGood = [] }: Extract<Report, { kind: 'history' }>, look: Look): string => {
  if (entries.length === 0) return 'nothing is recorded yet\n';
  const rows = entries.map(({ seq, at, fact }) => {
    const marks = lastKnownGood.filter((good) => good.seq === seq).map(({ environment }) => `last known good in ${environment}`);
    const environment = 'environment' in fact ? (fact.environment ?? '') : '';
    const mark = marks.length > 0 ? ` ${paint(look, 'green', `<- ${marks.join(', ')}`)}` : '';
    return [String(seq), timeText(at), fact.artifact, environment, `${factText(fact, look)}${mark}`];
  });
  return `${table(rows, '').join('\n')}\n`;
};
