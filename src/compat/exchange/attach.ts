import { type Finding, severities, type Severity } from '../../model/finding.ts';
import type { Steps } from '../../core/turns.ts';
import type { Fact } from '../fact.ts';
import { rules } from '../rules/registry.ts';
import type { Shower } from './shower.ts';
import { isLacking } from './values.ts';

/** Of how many findings of each severity the exchange is made, in their order: by count and not by time, so that reports do not depend on the machine. */
export type HowMany = Readonly<Partial<Record<Severity, number>>> & {
  /** They are to be sent, too. */
  readonly replays?: true;
};

const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));

/** The findings, one a step, with the exchanges that show them; one of which there is none says why. */
export const withExchanges = function* (
  findings: readonly Finding[],
  facts: ReadonlyMap<Finding, Fact>,
  shower: Shower,
  howMany: HowMany,
): Steps<Finding[]> {
  const chosen = new Set(
    severities.flatMap((severity) =>
      findings.filter((finding) => finding.severity === severity && facts.get(finding)?.spot).slice(0, howMany[severity] ?? 0),
    ),
  );
  const told: Finding[] = [];
  for (const finding of findings) {
    const [fact, rule] = [facts.get(finding), ruleOf.get(finding.rule)];
    const shown = chosen.has(finding) && fact && rule ? shower(fact, rule) : undefined;
    told.push(!shown ? finding : isLacking(shown) ? { ...finding, noExchange: shown.lacking } : { ...finding, exchange: shown.exchange });
    yield;
  }
  return told;
};
