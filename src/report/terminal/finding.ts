import { placeText } from '../../core/error.ts';
import { type Cell, cells } from '../../model/cell.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { Look } from '../../model/report.ts';
import { paint } from './paint.ts';
import { valueText } from './value.ts';

const colours = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<Severity, string>;
const states = { breaks: 'breaks', 'breaks-if-used': 'breaks if used', unknown: 'not decided' } as const;

/** `breaks rollout, mixed; breaks if used rollback`: cells grouped by what happens to them. */
const cellsText = (finding: Finding): string => {
  const hit = cells.filter((cell): cell is Cell => finding.cells[cell] !== undefined);
  const groups = Map.groupBy(hit, (cell) => finding.cells[cell] ?? 'unknown');
  const order = ['breaks', 'unknown', 'breaks-if-used'] as const;
  return order.flatMap((state) => (groups.has(state) ? [`${states[state]}: ${(groups.get(state) ?? []).join(', ')}`] : [])).join('; ');
};

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
  if (witness) aside('witness', `${valueText(witness.value)}  ${paint(look, 'dim', `(confirmed by ${witness.confirmedBy})`)}`);
  return lines.join('\n');
};
