import { DrillError } from '../core/error.ts';
import { suggestion } from '../core/nearest.ts';
import type { Environment, Workspace } from '../workspace/workspace.ts';

/**
 * An environment of the workspace by name; without a name the only one there is.
 * @throws DrillError `cli/unknown-environment` with the nearest name, `cli/which-environment`
 */
export const environmentNamed = (workspace: Workspace, name: string | undefined): Environment => {
  const known = [...workspace.environments.values()];
  const [only] = known;
  if (name === undefined && only && known.length === 1) return only;
  const names = known.map((environment) => environment.name);
  if (name === undefined)
    throw new DrillError('cli/which-environment', 'which environment is meant?', {
      fix: names.length === 0 ? 'declare one under `environments:` in drill.yaml' : `say --environment ${names.join(' or --environment ')}`,
      at: workspace.placeOf('/environments'),
    });
  const found = workspace.environments.get(name);
  if (found) return found;
  throw new DrillError('cli/unknown-environment', `there is no environment ${JSON.stringify(name)}`, {
    fix: suggestion(name, names),
    at: workspace.placeOf('/environments'),
  });
};
