import type { Connection, ScratchServer } from '../engine.ts';
import type { JudgedChange } from '../judge.ts';
import { rightsGone } from '../judging/grants.ts';
import { grantRevoked } from '../rules/grant-revoked.ts';
import { plain } from './left.ts';

/** Was a right taken away by name that the role has all the same: as a member of another one, or column by column? */
export const hasSameRights = async ({ change, finding }: JudgedChange, session: Connection, server: ScratchServer): Promise<boolean> => {
  const gone = finding.rule === grantRevoked.id ? rightsGone(change) : undefined;
  return (
    gone !== undefined &&
    gone.to !== 'PUBLIC' &&
    gone.to !== 'OWNER' &&
    (await server.mayAll(session, plain(gone.to), gone.on, gone.rights))
  );
};
