import type { AckedWrite, Failure, Phase, Rehearsal, Served } from '../../model/journal.ts';
import { sumUp } from '../workload/samples.ts';
import { boundedFailure, boundedWrite } from './bounded.ts';
import { recoveryOf } from './recover/judged.ts';
import type { Stage } from './stage.ts';

/** What each version served: counted by the proxy, and as it says itself. */
const servedOf = (stage: Stage): Served[] =>
  (['old', 'new'] as const).map((role) => {
    const { version } = role === 'old' ? stage.plan.from : stage.plan.to;
    const byProxy = stage.backends
      .filter((backend) => backend.role === role)
      .reduce((sum, backend) => sum + stage.proxy.counted(backend).served, 0);
    const { served } = stage.plan.run;
    const told = stage.told.filter((one) => one.role === role);
    if (served && 'header' in served)
      return { version, role, byProxy, byItself: { count: stage.observer.saidBy(version), how: `response header ${served.header}` } };
    const [first] = told;
    if (served && !first)
      return {
        version,
        role,
        byProxy,
        byItself: { how: 'log' in served ? `lines of its log that match ${served.log}` : `${served.request}, ${served.at}` },
      };
    return {
      version,
      role,
      byProxy,
      ...(first ? { byItself: { count: told.reduce((sum, { count }) => sum + count, 0), how: first.how } } : {}),
    };
  });

/** What one rehearsal goes into the journal with. */
export const observed = (
  stage: Stage,
  seen: { readonly phases: readonly Phase[]; readonly failures: readonly Failure[]; readonly writes: readonly AckedWrite[] },
): Rehearsal => {
  const { observer } = stage;
  const { byVersion, mixed } = observer.acked.count();
  const recovery = recoveryOf(stage.plan, stage.recovering);
  const decided = stage.decidedMs === undefined ? undefined : stage.decidedMs - stage.originMs;
  return {
    route: stage.route,
    phases: seen.phases,
    served: servedOf(stage),
    samples: {
      drill: sumUp(observer.samples),
      rollback: sumUp(decided === undefined ? [] : observer.samples.filter(({ endedMs }) => endedMs >= decided)),
      baseline: sumUp(observer.samples.filter((sample) => sample.phase === 'baseline')),
    },
    ...(stage.decidedMs === undefined ? {} : { timeToRollback: stage.time }),
    writes: seen.writes.map(boundedWrite),
    acknowledged: { old: byVersion.get(stage.plan.from.version) ?? 0, new: byVersion.get(stage.plan.to.version) ?? 0 },
    mixedWrites: mixed,
    neverBegun: stage.plan.workload.journeys.map(({ name }) => name).filter((name) => !observer.begun.has(name)),
    failedExpectations: observer.failedExpectations().map(boundedFailure),
    findings: stage.findings,
    ...(stage.compared ? { compared: stage.compared } : {}),
    ...(recovery && { recovery }),
    failures: seen.failures,
  };
};
