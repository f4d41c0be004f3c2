import type { CheckReport, ContractReport } from '../../model/check.ts';
import { type Finding, type Severity, severities } from '../../model/finding.ts';
import type { Waiver } from '../../model/waiver.ts';
import { cellsWithout } from './cells.ts';
import { byExactness, isMeant } from './rules.ts';
import { type Covered, expiryText, isInForce, partlyText, waiversFor } from './waivers.ts';

/** What findings of a rule weigh; `off`: they are left out, and why. */
export type Weight = Severity | { readonly off: string };

/** What a check is judged by. */
export interface CheckPolicy {
  /** By patterns of rules; what comes first counts before what comes later. */
  readonly severities: readonly Readonly<Record<string, Weight>>[];
  readonly waivers: readonly Waiver[];
  readonly now: Date;
}

/** A report as a policy sees it, and the waivers that it needed. */
export interface Applied {
  readonly report: CheckReport;
  readonly used: ReadonlySet<Waiver>;
}

/** What the policy says of a rule, and the pattern that says it. */
const weightOf = (rule: string, levels: CheckPolicy['severities']): { readonly weight: Weight; readonly by: string } | undefined => {
  for (const level of levels) {
    const by = Object.keys(level)
      .filter((pattern) => isMeant(pattern, rule))
      .sort(byExactness)[0];
    const weight = by === undefined ? undefined : level[by];
    if (by !== undefined && weight !== undefined) return { weight, by };
  }
  return undefined;
};

const weighed = (finding: Finding, severity: Severity, by: string): Finding => {
  // What nobody uses stays what it is, however grave it would be.
  if (severity === finding.severity || finding.use?.state === 'ruled-out') return finding;
  const said = `the policy says so of ${by}: ${finding.severity} → ${severity}`;
  return severities.indexOf(severity) < severities.indexOf(finding.severity)
    ? { ...finding, severity, raised: finding.raised === undefined ? said : `${finding.raised}; ${said}` }
    : { ...finding, severity, downgraded: finding.downgraded === undefined ? said : `${finding.downgraded}; ${said}` };
};

const accepted = (finding: Finding, { waiver, left }: Covered, now: Date): Finding => {
  if (left.length > 0) return { ...finding, what: `${finding.what}${partlyText(left)}` };
  if (!waiver) return finding;
  const { reason, expires } = waiver;
  return isInForce(waiver, now)
    ? { ...finding, waived: { reason, expires } }
    : { ...finding, what: `${finding.what}; ${expiryText(waiver)}`, waiverExpired: { reason, expires } };
};

/** Sees a report by a policy: severities first, then what is accepted. Pure; findings keep their order. */
export const applyPolicy = (report: CheckReport, policy: CheckPolicy): Applied => {
  const used = new Set<Waiver>();
  const off = new Map<string, { rule: string; count: number; reason: string }>();
  const contracts = report.contracts.map((contract): ContractReport => {
    const findings = contract.findings.flatMap((finding): Finding[] => {
      const said = weightOf(finding.rule, policy.severities);
      if (said && typeof said.weight === 'object') {
        const before = off.get(finding.rule);
        off.set(finding.rule, { rule: finding.rule, count: (before?.count ?? 0) + 1, reason: said.weight.off });
        return [];
      }
      const covered = waiversFor(finding, { artifact: report.artifact, contract: contract.name }, policy);
      for (const waiver of covered.used) used.add(waiver);
      const mine = said && typeof said.weight === 'string' ? weighed(finding, said.weight, said.by) : finding;
      return [accepted(mine, covered, policy.now)];
    });
    return findings.length === contract.findings.length
      ? { ...contract, findings }
      : { ...contract, findings, cells: cellsWithout(contract, findings) };
  });
  return { report: { ...report, contracts, ...(off.size > 0 ? { off: [...off.values()] } : {}) }, used };
};
