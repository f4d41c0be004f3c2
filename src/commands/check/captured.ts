import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DrillError } from '../../core/error.ts';
import type { ContractDefinition } from '../../workspace/definition.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Where } from './files.ts';

/** @throws DrillError (usage) for a document that a drill has still to capture, with the drill that does */
export const refuseUncaptured = (
  { root, drills, placeOf }: Workspace,
  artifact: string,
  name: string,
  { captured }: ContractDefinition,
  documents: readonly Where[],
): void => {
  if (captured === undefined) return;
  const missing = documents.find((where) => where.kind === 'file' && !existsSync(join(root, where.file)));
  if (!missing) return;
  const drill = [...drills.values()].find((one) => one.artifact === artifact);
  throw new DrillError('check/not-captured', `the contract ${name} of ${artifact} is not captured yet: there is no ${missing.file}`, {
    why: `It is not kept in the repository: a drill asks each version that it runs for it (${captured}).`,
    fix: drill ? `First: drill run ${drill.name}` : `Declare a drill of ${artifact}, and run it.`,
    at: placeOf(`/artifacts/${artifact}/contracts/${name}`),
  });
};
