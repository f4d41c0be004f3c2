import { phaseNames } from '../../model/journal.ts';
import { little, type Rule } from './case.ts';

// Proof of work: nothing evaluated is never a pass. Where the rehearsal was stopped these would only say that again.

/** Every phase was gone through. */
export const phasesMissing: Rule = ({ rehearsal, failures }) => {
  const missing = phaseNames.filter((phase) => phase !== 'cleanup' && !rehearsal.phases.some(({ name }) => name === phase));
  return failures.length > 0 || missing.length === 0
    ? []
    : [little('phase-missing', `it never came to ${missing.join(', ')}`, 'Run the drill again.')];
};

/** Every journey of the workload was begun: what one that never ran would have met, nobody knows. */
export const neverBegun: Rule = ({ rehearsal, failures }) => {
  const journeys = rehearsal.neverBegun;
  if (failures.length > 0 || journeys.length === 0) return [];
  const count = journeys.length === 1 ? '1 journey of the workload was' : `${journeys.length} journeys of the workload were`;
  return [
    little(
      'journeys-never-begun',
      `${count} never begun: ${journeys.join(', ')}`,
      'Raise the rate, the time or the weights of these journeys.',
    ),
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
