import { formatDuration } from '../../core/duration.ts';
import type { Finding } from '../../model/finding.ts';
import type { Watch, WatchedTraffic } from '../../model/migration.ts';
import { observedFinding } from '../trial/observed.ts';

// A lock that is over the budget is told once: with who waited for it as its witness. Who waited longer than the budget for what
// no finding tells is a finding by itself.

type Wait = WatchedTraffic['waits'][number];

const waitText = ({ name, ms, usualMs, behind, wants, object }: Wait): string =>
  `N-1's ${name} waited ${formatDuration(ms)} for ${wants}${object === undefined ? '' : ` ${wants === 'a row' ? 'of' : 'on'} ${object}`} behind statement ${behind} of the migration (without it ${formatDuration(usualMs)})`;

/** Is it the wait that the finding is about? */
const isOf = ({ object, severity }: Finding, wait: Wait): boolean => severity !== 'note' && object === wait.object;

const ownFinding = (wait: Wait, { budgetMs, sizes }: Watch, file: string, server: string): Finding => {
  const isSeen = wait.origin === 'captured';
  return observedFinding('waits', `${waitText(wait)} with ${sizes.at(-1) ?? 0} rows in its tables, and the budget is ${budgetMs} ms`, {
    at: { new: { file, line: wait.line, column: 1 } },
    object: wait.object ?? wait.name,
    use: { of: `${wait.name} while the migration runs`, state: isSeen ? 'seen' : 'unknown', assume: 'used' },
    witness: { kind: 'statement', value: wait, confirmedBy: server },
  });
};

/** Findings of locks with what waited for them, and those of what waited beside. Only what the same statement does not take without the migration counts. */
export const withTraffic = (findings: readonly Finding[], watch: Watch, file: string, server: string): readonly Finding[] => {
  const waits = watch.traffic?.waits ?? [];
  const told = findings.map((finding): Finding => {
    const wait = waits.find((one) => isOf(finding, one));
    const value = finding.witness?.value;
    if (!wait || !finding.witness || typeof value !== 'object') return finding;
    return { ...finding, what: `${finding.what}; ${waitText(wait)}`, witness: { ...finding.witness, value: { ...value, waited: wait } } };
  });
  const left = waits.filter((wait) => wait.ms > watch.budgetMs && wait.ms > 2 * wait.usualMs && !findings.some((one) => isOf(one, wait)));
  const first = new Map(left.toReversed().map((wait) => [wait.object ?? '', wait]));
  return [...told, ...[...first.values()].map((wait) => ownFinding(wait, watch, file, server))];
};
