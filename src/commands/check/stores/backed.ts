import type { ContractReport } from '../../../model/check.ts';
import type { Artifact, Drill } from '../../../workspace/workspace.ts';

/** Drills that rehearse going back from a version by a backup. */
const rehearsing = (drills: Iterable<Drill>, artifact: string, to: string): readonly string[] =>
  [...drills]
    .filter(
      (drill) =>
        drill.kind === 'rollback' &&
        drill.artifact === artifact &&
        (drill.routes?.includes('restore') ?? false) &&
        (drill.to === undefined || drill.to === to.split('+')[0]),
    )
    .map(({ name }) => name);

/** Behind a point of no return a backup is the way back, where one is declared: it is told, with the drill that rehearses it. */
export const withBackup = (
  report: ContractReport,
  { name, stores = {} }: Artifact,
  store: string,
  to: string,
  drills: Iterable<Drill>,
): ContractReport => {
  const { wayBack } = report;
  if (!wayBack?.includes('point of no return')) return report;
  const [drill, ...more] = rehearsing(drills, name, to);
  if (drill === undefined && stores[store]?.backup === undefined) return report;
  const told =
    drill === undefined
      ? 'no drill rehearses it (routes: [restore])'
      : `${[drill, ...more].join(', ')} ${more.length > 0 ? 'rehearse' : 'rehearses'} it`;
  return { ...report, wayBack: `${wayBack}; behind it there is a backup from before the rollout: ${told}` };
};
