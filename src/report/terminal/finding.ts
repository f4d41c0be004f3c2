import { placeText } from '../../core/error.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { Look } from '../../model/report.ts';
import { cellsText } from '../phrases/cells.ts';
import { exchangeLines } from './exchange.ts';
import { paint } from './paint.ts';
import { valueText, visible } from './value.ts';
import { statementTexts } from './witness.ts';

const colours = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<Severity, string>;

/** One finding as a compiler would print an error: what, where on both sides, why it matters, what to do, the witness. */
export const findingText = (finding: Finding, look: Look): string => {
  const { severity, rule, at, witness } = finding;
  const lines = [`${paint(look, ['bold', colours[severity]], `${severity}[${rule}]`)} ${paint(look, 'bold', finding.what)}`];
  const aside = (label: string, text: string): void => void lines.push(`  ${paint(look, 'dim', label.padEnd(8))} ${text}`);
  if (at.old) aside('N-1', placeText(at.old));
  if (at.new) aside('N', placeText(at.new));
  const hit = cellsText(finding);
  if (hit !== '') aside('cells', finding.route ? `${hit} (route ${finding.route})` : hit);
  aside('why', finding.why);
  aside('do', finding.fix);
  if (finding.use?.state === 'unknown') aside('assumed', `${finding.use.assume}, for nobody has seen whether it is used`);
  if (finding.downgraded !== undefined) aside('less', finding.downgraded);
  if (finding.raised !== undefined) aside('more', finding.raised);
  if (finding.waived) aside('accepted', `until ${finding.waived.expires}: ${finding.waived.reason}`);
  const texts = statementTexts(finding);
  if (texts) aside('asked', texts.asked);
  if (witness)
    aside(
      'witness',
      `${texts ? texts.said : valueText(witness.value)}  ${paint(look, 'dim', `(confirmed by ${visible(witness.confirmedBy)})`)}`,
    );
  if (finding.exchange) for (const [label, text] of exchangeLines(finding.exchange)) aside(label, text);
  if (finding.noExchange !== undefined) aside('call', `none is shown: ${finding.noExchange}`);
  return lines.join('\n');
};
