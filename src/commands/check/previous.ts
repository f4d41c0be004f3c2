import { lastKnownGood } from '../../evidence/history.ts';
import type { Entry } from '../../model/fact.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/**
 * A check is of no environment, so its N-1 is the last known good version that all environments agree on. Where they do not,
 * `note` hears of it and there is none.
 */
export const goodEverywhere = (
  workspace: Workspace,
  artifact: string,
  entries: readonly Entry[],
  note: (text: string) => void,
): string | undefined => {
  const good = [...workspace.environments.keys()].flatMap((environment) => {
    const known = lastKnownGood(entries, artifact, environment);
    return known ? [{ environment, version: known.version }] : [];
  });
  const [first] = good;
  if (!first || good.every(({ version }) => version === first.version)) return first?.version;
  const each = good.map(({ environment, version }) => `${version} in ${environment}`).join(', ');
  note(`${artifact}: the last known good version is ${each}; N-1 is the version before N unless --from says otherwise`);
  return undefined;
};
