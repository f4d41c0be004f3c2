import { assumedToBreak, isWorseBetween } from '../../model/between.ts';
import type { Cell } from '../../model/cell.ts';
import type { CheckReport, ContractReport } from '../../model/check.ts';
import { type Finding, severities } from '../../model/finding.ts';
import type { Look } from '../../model/report.ts';
import type { Judgement } from '../../model/verdict.ts';
import { chainText } from '../phrases/chain.ts';
import { coverageLines } from './coverage.ts';
import { findingText } from './finding.ts';
import { outcomeText, paint } from './paint.ts';
import { replayText } from './replay.ts';
import { secondOpinionsText } from './second-opinions.ts';

const plural = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Shown of each severity in a contract; the rest is counted. */
const shown = { error: 50, warning: 20, note: 10 } as const;

const cellText = (question: string, cell: Cell, contract: ContractReport): string => {
  const { state, because } = contract.cells[cell];
  const count = contract.findings.filter((finding) => finding.cells[cell] === state && finding.use?.state !== 'ruled-out').length;
  if (state === 'holds') return `safe ${question}: yes`;
  const assumed = assumedToBreak(contract, cell).length;
  if (state === 'breaks-if-used' && assumed > 0)
    return `safe ${question}: no, as long as what has changed is used (${plural(assumed, 'finding')})`;
  if (state === 'breaks-if-used') return `safe ${question}: yes, as long as nobody uses what is new (${plural(count, 'finding')})`;
  if (state === 'breaks') return `safe ${question}: no, ${plural(count, 'finding')}`;
  if (state === 'not-applicable') return `safe ${question}: not applicable, ${because}`;
  return `safe ${question}: unknown, ${count === 0 ? because : `${plural(count, 'finding')} not decided`}`;
};

const hiddenText = (hidden: readonly Finding[]): string => {
  const byRule = [...Map.groupBy(hidden, ({ rule }) => rule)].sort(([, a], [, b]) => b.length - a.length);
  const rules = byRule.slice(0, 8).map(([rule, findings]) => `${rule} ${findings.length}`);
  return `… ${plural(hidden.length, 'more')} not shown (${rules.join(', ')}${byRule.length > 8 ? ', …' : ''}); --format json has all`.replace(
    'mores',
    'more',
  );
};

/** The findings to show, in their order by place, and a line for those that are not. */
const limited = (findings: readonly Finding[], look: Look): string[] => {
  const kept = new Set(
    severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity).slice(0, shown[severity])),
  );
  const hidden = findings.filter((finding) => !kept.has(finding));
  return [
    ...findings.flatMap((finding) => (kept.has(finding) ? [findingText(finding, look), ''] : [])),
    ...(hidden.length > 0 ? [hiddenText(hidden), ''] : []),
  ];
};

/** One contract or store: its findings, and what they come to. */
export const contractText = (contract: ContractReport, look: Look): string[] => {
  const { compared, findings } = contract;
  const noun = compared.count === 1 ? compared.what.slice(0, -1) : compared.what;
  const counts = severities
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, count]) => count > 0);
  const accepted = findings.filter(({ waived }) => waived !== undefined).length;
  const between = isWorseBetween([contract]) ? ` / ${cellText('while both serve', 'mixed', contract)}` : '';
  return [
    ...limited(findings, look),
    `${paint(look, 'bold', contract.name)} (${contract.format}): ${compared.count} ${noun} compared, ${compared.identical} identical; ${counts.length === 0 ? 'no finding' : counts.map(([severity, count]) => plural(count, severity)).join(', ')}${accepted === 0 ? '' : `; ${accepted} of them accepted`}`,
    `  ${cellText('to roll out', 'rollout', contract)} / ${cellText('to roll back', 'rollback', contract)}${between}`,
    ...(contract.wayBack === undefined ? [] : [`  ${paint(look, 'bold', 'way back')}: ${contract.wayBack}`]),
    ...(contract.chain ? chainText(contract.chain).map((line) => `    ${line}`) : []),
    ...coverageLines(contract.captured, look),
    ...(contract.notices ?? []).map((notice) => `  ${paint(look, 'yellow', 'notice')}: ${notice}`),
    ...(contract.secondOpinion ? secondOpinionsText(contract.secondOpinion, look) : []),
    ...(contract.replay ? replayText(contract.replay, look) : []),
  ];
};

/** One check for people: the findings by place, then what they mean, then the verdict. */
export const checkText = (report: CheckReport, judgement: Judgement, look: Look): string => {
  const whose = report.artifact === 'diff' ? '' : `${report.artifact} `;
  const lines = [
    ...report.contracts.flatMap((contract) => contractText(contract, look)),
    // Of contracts and stores together; one alone has said it just above.
    ...(report.summary !== undefined && report.contracts.length > 1 && report.contracts.some(({ is }) => is === 'store')
      ? [`${paint(look, 'bold', 'together')}: ${report.summary}`]
      : []),
    `${outcomeText(look, judgement.outcome)}  ${whose}${report.from.version} → ${report.to.version}`,
    ...judgement.reasons
      .filter(({ outcome }) => outcome !== 'pass')
      .flatMap(({ what, code, fix }) => [
        `  ${what} ${paint(look, 'dim', `[${code}]`)}`,
        ...(fix === undefined ? [] : [`    what to do: ${fix}`]),
      ]),
    // What stands in the way of nothing, and is good to know: what is accepted, and until when.
    ...judgement.reasons
      .filter(({ outcome }) => outcome === 'pass')
      .map(({ what, code, fix }) => `  ${what}${fix === undefined ? '' : `: ${fix}`} ${paint(look, 'dim', `[${code}]`)}`),
  ];
  return `${lines.join('\n')}\n`;
};
