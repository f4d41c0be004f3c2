import { parseDuration } from '../../core/duration.ts';
import type { GatePolicy } from '../../verdict/gate/question.ts';
import type { Workspace } from '../../workspace/workspace.ts';

const week = '7d';

/** What a rollout of the artifact to the environment needs: its own policy over the default one, over what holds where nothing is said. */
export const policyFor = ({ definition }: Workspace, artifact: string, environment: string): GatePolicy => {
  const policy = { ...definition.policy?.['default'], ...definition.policy?.[artifact] };
  return {
    needs: policy.needs ?? ['check', 'drill'],
    from: policy.from ?? [environment],
    freshForMs: parseDuration(policy.freshFor ?? week) ?? 0,
  };
};
