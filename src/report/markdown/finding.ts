import { placeText } from '../../core/error.ts';
import type { Finding } from '../../model/finding.ts';
import { cellsText } from '../phrases/cells.ts';
import { exchangeText } from '../phrases/http.ts';
import { block, code, inline } from './escape.ts';

/** Of what shows a finding no more than so many characters: a comment is to be read. */
const most = 1000;

const cut = (text: string): string => (text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text);

const shownBy = ({ witness, exchange }: Finding): string[] => {
  if (exchange) {
    const { acceptedBy, refusedBy, refused } = exchange;
    return [
      `  - ${inline(acceptedBy)} means it, ${inline(refusedBy)} refuses it: ${inline(refused.because)}`,
      '',
      block(cut(exchangeText(exchange)), 'http', '    '),
      '',
    ];
  }
  if (!witness) return [];
  const value = JSON.stringify(witness.value) ?? 'nothing';
  return [`  - shown by this ${witness.kind} (confirmed by ${inline(witness.confirmedBy)}):`, '', block(cut(value), 'json', '    '), ''];
};

/** One finding as an item of a list: what and where, then what shows it and what to do. */
export const findingItem = (finding: Finding): string => {
  const { rule, what, at, cells, fix, waived, waiverExpired, downgraded, raised } = finding;
  const hit = cellsText({ cells });
  const where = [
    code(rule),
    ...(hit === '' ? [] : [hit]),
    ...(at.old ? [`N-1 ${code(placeText(at.old))}`] : []),
    ...(at.new ? [`N ${code(placeText(at.new))}`] : []),
  ];
  return [
    `- **${inline(what)}**`,
    `  - ${where.join(' · ')}`,
    ...shownBy(finding),
    `  - what to do: ${inline(fix)}`,
    ...(downgraded === undefined ? [] : [`  - weighs less: ${inline(downgraded)}`]),
    ...(raised === undefined ? [] : [`  - weighs more: ${inline(raised)}`]),
    ...(waived ? [`  - accepted until ${waived.expires}: ${inline(waived.reason)}`] : []),
    ...(waiverExpired ? [`  - it was accepted until ${waiverExpired.expires}: ${inline(waiverExpired.reason)}`] : []),
    '',
  ].join('\n');
};
