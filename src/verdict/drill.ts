import type { DrillExpectations, Failure, Journal, PhaseName, Rehearsal, Samples, Slo, WriteState } from '../model/journal.ts';
import { combine, type Outcome, type Reason } from '../model/outcome.ts';
import type { Judgement } from '../model/verdict.ts';

// Whose fault a drill's result is (docs/verdicts.md): what was broken before the rollout began says nothing about N, so it
// is inconclusive; N, the rollback or N-1 after it breaking is a fail; an environment lost in between is inconclusive.

const reason = (outcome: Outcome, code: string, what: string, fix?: string): Reason => ({ outcome, code: `drill/${code}`, what, ...(fix === undefined ? {} : { fix }) });

const before: readonly PhaseName[] = ['prepare', 'baseline'];
const isWitnessed = ({ who, phase }: Failure): boolean => (who === 'old' || who === 'new') && !before.includes(phase);

const failureReason = (failure: Failure): Reason => {
  const { who, phase, route, what, fix } = failure;
  const text = `route ${route}, phase ${phase}: ${what}`;
  if (isWitnessed(failure)) return reason('fail', who === 'new' ? 'n-failed' : 'n-1-failed', text, fix);
  if (who === 'interrupted') return reason('inconclusive', 'interrupted', text, 'run it again');
  if (who === 'environment') return reason('inconclusive', 'environment-lost', text, fix ?? 'look at the database’s log, then run it again');
  if (before.includes(phase)) return reason('inconclusive', 'broken-before-rollout', text, fix ?? 'N-1 must work here before a rollback can be rehearsed');
  return reason('inconclusive', 'harness-failed', text, fix);
};

const sloMisses = (slo: Slo, { requests, failed, latency }: Samples): string[] => {
  const misses: string[] = [];
  const availability = requests === 0 ? 1 : (requests - failed) / requests;
  if (slo.availability !== undefined && availability < slo.availability) misses.push(`availability ${(availability * 100).toFixed(2)} % (${failed} of ${requests} requests failed), objective ${slo.availability * 100} %`);
  for (const quantile of ['p50', 'p99'] as const) {
    const [most, measured] = [slo[quantile], latency?.[quantile]];
    if (most !== undefined && measured !== undefined && measured > most) misses.push(`${quantile} ${measured} ms, objective ${most} ms`);
  }
  return misses;
};

const sloReasons = (rehearsal: Rehearsal, { slo, sloRollback }: DrillExpectations): Reason[] => {
  const { route, samples } = rehearsal;
  const broken = sloMisses(slo, samples.baseline);
  // A baseline that misses the objectives cannot show that N makes them worse.
  if (broken.length > 0) return [reason('inconclusive', 'baseline-misses-slo', `route ${route}: N-1 alone misses the SLO already: ${broken.join('; ')}`, 'mend N-1, or set objectives that it meets')];
  const reasons = [
    ...sloMisses(slo, samples.drill).map((miss) => reason('fail', 'slo', `route ${route}: SLO missed over the whole drill: ${miss}`)),
    ...sloMisses(sloRollback, samples.rollback).map((miss) => reason('fail', 'slo-rollback', `route ${route}: SLO missed in the rollback window: ${miss}`)),
  ];
  const afterwards = rehearsal.failedExpectations.filter(({ phase }) => !before.includes(phase));
  if (slo.availability === undefined && afterwards[0])
    reasons.push(reason('fail', 'unexpected-answer', `route ${route}: ${afterwards[0].request} by ${afterwards[0].version} in phase ${afterwards[0].phase}: ${afterwards[0].what}`));
  return reasons;
};

const brokenStates = { lost: 'lost-writes', changed: 'changed-writes', duplicated: 'duplicated-writes', unreadable: 'unreadable-writes' } as const satisfies Partial<Record<WriteState, string>>;

const writeReasons = ({ route, writes }: Rehearsal, from: string): Reason[] => {
  const reasons: Reason[] = [];
  for (const [state, code] of Object.entries(brokenStates)) {
    const [first, ...more] = writes.filter((write) => write.state === state);
    if (first)
      reasons.push(reason('fail', code, `route ${route}: ${state} ${more.length + 1}: ${first.request} acknowledged by ${first.by} [${first.key}], read through ${from}: ${first.read} ${first.got?.why ?? ''}`.trimEnd()));
  }
  return reasons;
};

const workReasons = (rehearsal: Rehearsal, { minimum }: DrillExpectations): Reason[] => {
  const { route, writes, mixedWrites, served } = rehearsal;
  const reasons: Reason[] = [];
  const little = (what: string): void => void reasons.push(reason('inconclusive', 'too-little-work', `route ${route}: ${what}`, 'exercise it longer, at a higher rate, or lower `minimum`'));
  if (writes.length === 0) reasons.push(reason('inconclusive', 'no-writes', `route ${route}: the workload wrote nothing, so nothing could be lost`, 'declare a `write` in the workload'));
  else if (writes.length < minimum.writes) little(`${writes.length} acknowledged writes, at least ${minimum.writes} are asked for`);
  if (writes.length > 0 && mixedWrites < minimum.mixedWrites) little(`${mixedWrites} writes while both served, at least ${minimum.mixedWrites} are asked for`);
  for (const { version, byProxy, byItself } of served) {
    const count = byItself?.count ?? byProxy;
    if (count < minimum.requests) little(`${version} served ${count} requests${byItself ? ` (${byItself.how}; the proxy sent it ${byProxy})` : ''}, at least ${minimum.requests} are asked for`);
  }
  if (served.length === 0) little('no version served anything');
  return reasons;
};

const findingReasons = ({ route, findings, compared }: Rehearsal): Reason[] => {
  const reasons: Reason[] = [];
  const [first, ...more] = findings.filter(({ severity }) => severity === 'error');
  if (first) reasons.push(reason('fail', 'findings', `route ${route}: ${first.what}${more.length > 0 ? `, and ${more.length} more` : ''}`, first.fix));
  if (route === 'down' && (compared?.objects ?? 0) === 0) reasons.push(reason('inconclusive', 'nothing-compared', 'route down: neither schema nor rows were compared after the down migrations'));
  return reasons;
};

const rehearsalReasons = (rehearsal: Rehearsal, journal: Journal): Reason[] => {
  const { expectations, from } = journal;
  const stopped = rehearsal.failures.map(failureReason);
  const witnessed = [...writeReasons(rehearsal, from.version), ...findingReasons(rehearsal).filter(({ outcome }) => outcome === 'fail')];
  // Stopped half-way: what was seen stands, what was not reached is neither good nor bad, and the errors of the stop are its own.
  if (stopped.length > 0) return [...stopped, ...witnessed];
  const unknown = rehearsal.writes.filter(({ state }) => state === 'unknown');
  return [
    ...witnessed,
    ...sloReasons(rehearsal, expectations),
    ...(unknown[0] ? [reason('inconclusive', 'unread-writes', `route ${rehearsal.route}: ${unknown.length} acknowledged writes could not be read back, the first: ${unknown[0].read} ${unknown[0].got?.why ?? ''}`.trimEnd())] : []),
    ...findingReasons(rehearsal).filter(({ outcome }) => outcome !== 'fail'),
    ...workReasons(rehearsal, expectations),
  ];
};

/** Judges a drill by its journal alone, now or years later: same journal, same judgement. */
export const judgeDrill = (journal: Journal): Judgement => {
  const missing = journal.routes.filter((route) => !journal.rehearsals.some((rehearsal) => rehearsal.route === route));
  const reasons = [
    ...journal.rehearsals.flatMap((rehearsal) => rehearsalReasons(rehearsal, journal)),
    ...missing.map((route) => reason('inconclusive', 'route-not-rehearsed', `route ${route} was not rehearsed`, 'run the drill again')),
    ...(journal.rehearsals.length === 0 ? [reason('inconclusive', 'nothing-rehearsed', 'no route was rehearsed')] : []),
    ...journal.leftovers.map((what) => reason('inconclusive', 'leftovers', `clean-up could not remove ${what}`, 'run `drill clean`')),
  ];
  if (reasons.length > 0) return { outcome: combine(reasons.map(({ outcome }) => outcome)), reasons };
  const writes = journal.rehearsals.reduce((sum, rehearsal) => sum + rehearsal.writes.length, 0);
  return {
    outcome: 'pass',
    reasons: [reason('pass', 'came-back', `${journal.from.version} took over again by ${journal.routes.length === 1 ? 'route' : 'routes'} ${journal.routes.join(', ')}; all ${writes} acknowledged writes are there, unchanged, once`)],
  };
};
