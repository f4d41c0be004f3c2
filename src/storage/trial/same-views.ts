import type { JudgedChange } from '../judge.ts';
import type { Connection, ScratchServer } from '../engine.ts';
import { viewDefinitionChanged } from '../rules/view-definition-changed.ts';

/** Is it a view that is written otherwise and, as the server itself reads both, the same? */
export const isSameView = async ({ change, finding }: JudgedChange, session: Connection, server: ScratchServer): Promise<boolean> => {
  const { was, is } = change;
  return (
    finding.rule === viewDefinitionChanged.id &&
    was !== undefined &&
    is !== undefined &&
    'definition' in was &&
    'definition' in is &&
    (await server.isSameQuery(session, was.definition, is.definition))
  );
};
