import { type Cell, cells } from '../model/cell.ts';
import { type Finding, severities } from '../model/finding.ts';
import type { Document } from './document.ts';
import type { Fact } from './fact.ts';
import { rules } from './rules/registry.ts';

/** A finding, and what it was found by. */
export interface Judged {
  readonly finding: Finding;
  readonly fact: Fact;
}

const worst = ['breaks', 'unknown', 'breaks-if-used'] as const;

const worstOf = (findings: readonly Finding[]): Finding['cells'] =>
  Object.fromEntries(
    cells.flatMap((cell): [Cell, (typeof worst)[number]][] => {
      const state = worst.find((one) => findings.some((finding) => finding.cells[cell] === one));
      return state ? [[cell, state]] : [];
    }),
  );

/** In how many places more it was met, in words. */
export const waysOf = ({ reached }: Fact): string =>
  reached > 1 ? ` (and ${reached - 1} more ${reached === 2 ? 'place' : 'places'})` : '';

const ruleFor = (fact: Fact) => {
  for (const rule of rules) {
    const text = rule.check(fact);
    if (text !== undefined) return { rule, text };
  }
  throw new Error(`no rule speaks of ${JSON.stringify(fact)}`);
};

/**
 * One finding for a member that is called otherwise, of those of its coming and going: with the worst of their cells, and what shows the
 * gravest of them. None where none of them is a finding.
 */
export const renamedFrom = (
  fact: Extract<Fact, { kind: 'property-renamed' }>,
  parts: readonly Judged[],
  [old, next]: readonly [Document, Document],
): Judged[] => {
  // What no declared consumer can hit is no part of what the others meet.
  const met = parts.filter(({ finding }) => finding.use?.state !== 'ruled-out');
  const counted = met.length > 0 ? met : parts;
  const gravest = severities.flatMap((severity) => counted.filter(({ finding }) => finding.severity === severity))[0];
  if (!gravest) return [];
  const { finding } = gravest;
  const { rule, text } = ruleFor(fact);
  const hit = worstOf(counted.map((one) => one.finding));
  const isOfUse = Object.values(hit).includes('breaks-if-used') || finding.use?.state === 'seen';
  return [
    {
      fact: gravest.fact,
      finding: {
        ...finding,
        rule: rule.id,
        severity: finding.downgraded !== undefined ? 'note' : Object.values(hit).includes('breaks') ? 'error' : 'warning',
        cells: hit,
        where: fact.where,
        what: `${fact.where}${waysOf(fact)}: ${text}${fact.also === undefined ? '' : `; ${fact.also}`}`,
        why: rule.why,
        fix: rule.fix,
        at: { old: old.placeOf(fact.old ?? ''), new: next.placeOf(fact.new ?? '') },
        ...(isOfUse && rule.assume ? { use: { of: text, state: finding.use?.state ?? 'unknown', assume: rule.assume } } : {}),
      },
    },
  ];
};
