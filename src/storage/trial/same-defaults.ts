import type { Connection, ScratchServer } from '../engine.ts';
import type { JudgedChange } from '../judge.ts';
import { columnDefaultChanged } from '../rules/column-default-changed.ts';

/** Is it a default that is written otherwise and, as the server itself reckons both, the same value? */
export const isSameDefault = async ({ change, finding }: JudgedChange, session: Connection, server: ScratchServer): Promise<boolean> => {
  const { was, is } = change;
  return (
    finding.rule === columnDefaultChanged.id &&
    was?.kind === 'column' &&
    is?.kind === 'column' &&
    was.type === is.type &&
    was.default !== undefined &&
    is.default !== undefined &&
    (await server.isSameValue(session, is.type, was.default, is.default))
  );
};
