import type { JudgedChange } from '../judge.ts';
import type { Connection, ScratchServer } from '../engine.ts';
import { viewDefinitionChanged } from '../rules/view-definition-changed.ts';

/** Leaves out views that are written otherwise and, as the server itself reads both, are the same. */
export const withoutSameViews = async (
  judged: readonly JudgedChange[],
  session: Connection,
  server: ScratchServer,
): Promise<readonly JudgedChange[]> => {
  const kept: JudgedChange[] = [];
  for (const one of judged) {
    const { was, is } = one.change;
    const isSame =
      one.finding.rule === viewDefinitionChanged.id &&
      was !== undefined &&
      is !== undefined &&
      'definition' in was &&
      'definition' in is &&
      (await server.isSameQuery(session, was.definition, is.definition));
    if (!isSame) kept.push(one);
  }
  return kept;
};
