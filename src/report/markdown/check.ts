import { isWorseBetween } from '../../model/between.ts';
import type { ContractReport } from '../../model/check.ts';
import { type Finding, severities } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { cellWords } from '../phrases/cells.ts';
import { chainText } from '../phrases/chain.ts';
import { coverageText } from '../phrases/coverage.ts';
import { headline } from '../phrases/headline.ts';
import { plural } from '../phrases/plural.ts';
import { gravestFirst } from '../phrases/weight.ts';
import { type Block, folded, paragraph } from './assemble.ts';
import { inline } from './escape.ts';
import { findingItem } from './finding.ts';
import { isOpen, reasonItems } from './reasons.ts';
import { tableText } from './table.ts';

const row = (contract: ContractReport, isBetween: boolean): readonly string[] => {
  const { name, format, compared } = contract;
  const noun = compared.count === 1 ? compared.what.slice(0, -1) : compared.what;
  return [
    `${name} (${format})`,
    cellWords(contract, 'rollout'),
    cellWords(contract, 'rollback'),
    ...(isBetween ? [cellWords(contract, 'mixed')] : []),
    `${compared.count} ${noun}, ${compared.identical} identical`,
  ];
};

const fold = (summary: string, findings: readonly Finding[]): readonly Block[] =>
  folded(
    summary,
    gravestFirst(findings.map((finding) => ({ finding }))).map(({ finding }) => findingItem(finding)),
  );

/** What captured statements rest on: what rules things out says by what. */
const coverageBlocks = ({ captured = [] }: ContractReport): readonly Block[] =>
  captured.map((one) => {
    const { what, touched, untouched } = coverageText(one);
    return paragraph([`- ${inline(what)}`, `  - touched: ${inline(touched)}`, `  - not touched: ${inline(untouched)}`].join('\n'));
  });

/** Whether and how one gets back, with a line for each of several migrations. */
const wayBackBlocks = ({ wayBack, chain }: ContractReport): readonly Block[] =>
  wayBack === undefined
    ? []
    : [paragraph([`- way back: ${inline(wayBack)}`, ...(chain ? chainText(chain).map((line) => `  - ${inline(line)}`) : [])].join('\n'))];

/** A row a contract or store. */
export const contractTable = (contracts: readonly ContractReport[]): readonly Block[] => {
  const isBetween = contracts.some((contract) => isWorseBetween([contract]));
  const head = ['contract', 'safe to roll out', 'safe to roll back', ...(isBetween ? ['safe while both serve'] : []), 'compared'];
  const rows = contracts.map((contract) => row(contract, isBetween));
  return contracts.length === 0 ? [] : [paragraph(tableText(head, rows))];
};

/** What is told of contracts and stores below the verdict; the findings folded away, the gravest first. */
export const contractBlocks = (contracts: readonly ContractReport[]): readonly Block[] => {
  const findings = contracts.flatMap((contract) => contract.findings);
  const standing = findings.filter(({ waived }) => !waived);
  const accepted = findings.filter(({ waived }) => waived);
  return [
    ...contracts.flatMap(wayBackBlocks),
    ...contracts.flatMap(coverageBlocks),
    ...severities.flatMap((severity) => {
      const some = standing.filter((finding) => finding.severity === severity);
      return fold(plural(some.length, severity), some);
    }),
    ...fold(`${accepted.length} accepted`, accepted),
  ];
};

/** One check: the verdict, a row a contract, what to do; then what is told of each. */
export const checkBlocks = (check: Extract<Report, { kind: 'check' }>): readonly Block[] => {
  const { report, judgement } = check;
  const reasons = reasonItems(judgement.reasons.filter(isOpen));
  return [
    paragraph(`### ${inline(headline(check) ?? '')}`),
    ...contractTable(report.contracts),
    ...(reasons.length === 0 ? [] : [{ begin: '', items: reasons.map((item) => `${item}\n`), end: '' }]),
    ...contractBlocks(report.contracts),
  ];
};
