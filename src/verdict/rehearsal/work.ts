import { phaseNames, type Role } from '../../model/journal.ts';
import type { Reason } from '../../model/outcome.ts';
import type { Rule } from './case.ts';

// Proof of work: nothing evaluated is never a pass. Where the rehearsal was stopped these would only say that again.

const little = (code: string, what: string, fix: string): Reason => ({ outcome: 'inconclusive', code: `drill/${code}`, what, fix });

/** Every phase was gone through. */
export const phasesMissing: Rule = ({ rehearsal, failures }) => {
  const missing = phaseNames.filter((phase) => phase !== 'cleanup' && !rehearsal.phases.some(({ name }) => name === phase));
  return failures.length > 0 || missing.length === 0
    ? []
    : [little('phase-missing', `it never came to ${missing.join(', ')}`, 'Run the drill again.')];
};

/** Both versions really served, by their own word where they can be asked. */
export const served: Rule = ({ rehearsal, journal, failures }) => {
  if (failures.length > 0) return [];
  const { requests } = journal.expectations.minimum;
  return (['old', 'new'] as const satisfies readonly Role[]).flatMap((role) => {
    const mine = rehearsal.served.filter((each) => each.role === role);
    const { version } = role === 'old' ? journal.from : journal.to;
    const denied = mine.find(({ byItself, byProxy }) => byItself?.count === 0 && byProxy > 0);
    if (denied)
      return [
        little(
          'served-disagrees',
          `${version} says that it served no request (${denied.byItself?.how}), the proxy sent it ${denied.byProxy}`,
          'Make sure that the version which answers is the one that was started.',
        ),
      ];
    const count = mine.reduce((sum, { byItself, byProxy }) => sum + (byItself?.count ?? byProxy), 0);
    return count < Math.max(1, requests)
      ? [
          little(
            'few-requests',
            `${version} served ${count} requests, fewer than ${Math.max(1, requests)}`,
            'Let the drill run longer or at a higher rate, or lower `minimum.requests`.',
          ),
        ]
      : [];
  });
};

/** Enough was written, also while both served. */
export const written: Rule = ({ rehearsal, journal, failures }) => {
  if (failures.length > 0) return [];
  const { writes, mixedWrites } = journal.expectations.minimum;
  const count = rehearsal.writes.length;
  const fix = 'Let the workload write more (rate, phases, journeys with `write`), or lower `minimum`.';
  return [
    ...(count === 0
      ? [little('no-writes', 'no write was acknowledged, so nothing could be lost', fix)]
      : count < writes
        ? [little('few-writes', `${count} writes were acknowledged, fewer than ${writes}`, fix)]
        : []),
    ...(rehearsal.mixedWrites < mixedWrites
      ? [
          little(
            'few-mixed-writes',
            `${rehearsal.mixedWrites} writes were acknowledged while both versions served, fewer than ${mixedWrites}`,
            fix,
          ),
        ]
      : []),
  ];
};

/** There are samples wherever something is judged by them. */
export const sampled: Rule = ({ rehearsal, journal, failures }) => {
  if (failures.length > 0) return [];
  const { slo, sloRollback } = journal.expectations;
  const limits = { baseline: slo, drill: slo, rollback: sloRollback };
  return (['baseline', 'drill', 'rollback'] as const).flatMap((scope) => {
    const samples = rehearsal.samples[scope];
    if (samples.requests === 0)
      return [
        little(
          'no-samples',
          `not one request was sent in the ${scope === 'drill' ? 'whole drill' : scope}`,
          'Let the phase take longer, or raise the rate.',
        ),
      ];
    const wantsLatency = limits[scope].p50 !== undefined || limits[scope].p99 !== undefined;
    return wantsLatency && !samples.latency
      ? [little('no-latency', `no latency was measured in the ${scope}`, 'Run the drill again.')]
      : [];
  });
};
