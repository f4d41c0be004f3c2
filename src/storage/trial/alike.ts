import type { Connection, ScratchServer } from '../engine.ts';
import type { JudgedChange } from '../judge.ts';
import { isSameDefault } from './same-defaults.ts';
import { isSameView } from './same-views.ts';

/** Leaves out what is written otherwise and, as the server itself reads both, is the same. */
export const withoutAlike = async (
  judged: readonly JudgedChange[],
  session: Connection,
  server: ScratchServer,
): Promise<readonly JudgedChange[]> => {
  const kept: JudgedChange[] = [];
  for (const one of judged) if (!(await isSameView(one, session, server)) && !(await isSameDefault(one, session, server))) kept.push(one);
  return kept;
};
