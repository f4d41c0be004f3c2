import { cells } from '../../model/cell.ts';
import { type Finding, severities } from '../../model/finding.ts';

const grave = ['rollback', 'rollout', 'mixed'] as const satisfies readonly (typeof cells)[number][];

/** Errors before warnings; among them what breaks going back first, and what is accepted last. */
const weightOf = ({ severity, cells: hit, waived }: Finding): number => {
  const cell = grave.findIndex((one) => hit[one] === 'breaks');
  return (waived ? 100 : 0) + severities.indexOf(severity) * 10 + (cell === -1 ? grave.length : cell);
};

/** The gravest first; equally grave ones stay in their order by place. */
export const gravestFirst = <T extends { readonly finding: Finding }>(findings: readonly T[]): readonly T[] =>
  findings.toSorted((a, b) => weightOf(a.finding) - weightOf(b.finding));
