import type { Connection, ScratchServer } from '../engine.ts';
import type { JudgedChange } from '../judge.ts';
import type { Statement } from '../statements/statement.ts';
import { isSameDefault } from './same-defaults.ts';
import { withSamePolicies } from './same-policies.ts';
import { hasSameRights } from './same-rights.ts';
import { isSameView } from './same-views.ts';

/** Leaves out what is written otherwise and, as the server itself reads both, is the same. `captured`: what N-1 was seen to ask. */
export const withoutAlike = async (
  judged: readonly JudgedChange[],
  session: Connection,
  server: ScratchServer,
  captured: readonly Statement[] | undefined,
): Promise<readonly JudgedChange[]> => {
  const kept: JudgedChange[] = [];
  for (const one of judged) {
    const isSame =
      (await isSameView(one, session, server)) ||
      (await isSameDefault(one, session, server)) ||
      (await hasSameRights(one, session, server));
    if (isSame) continue;
    const left = await withSamePolicies(one, session, server, captured);
    if (left) kept.push(left);
  }
  return kept;
};
