import type { Change } from '../change.ts';
import { isThere } from '../judging/beside.ts';
import type { Statement } from '../statements/statement.ts';

// What N-1 touches by way of a trigger that goes with the migration it touches no more, and has no use of.

/** The statement as it is on the schema of N: without what triggers of N-1 alone touch for it. */
export const withoutGoneTriggers = (statement: Statement, { old, new: next }: Change): Statement => {
  const { fires, touches } = statement;
  if (!fires || fires.every(({ trigger }) => isThere(next, `trigger ${trigger}`))) return statement;
  // One that is new may touch the same.
  const isNew = next.objects.some(
    (one) => one.kind === 'trigger' && touches.includes(`table ${one.table}`) && !isThere(old, `trigger ${one.name}`),
  );
  if (isNew) return statement;
  const [kept, gone] = [true, false].map(
    (isKept) => new Set(fires.flatMap((one) => (isThere(next, `trigger ${one.trigger}`) === isKept ? one.touches : []))),
  );
  return { ...statement, touches: touches.filter((object) => gone?.has(object) !== true || kept?.has(object) === true) };
};
