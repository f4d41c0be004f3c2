import { sleep } from '../../../core/deadline.ts';
import { Blamed } from '../blame.ts';
import type { Stage } from '../stage.ts';
import { damageIn, mark, openMarked } from './mark.ts';
import type { Chosen, Mark } from './state.ts';

// Which place of the log is gone back to. The one just before the rollout is known beforehand. The one just before N's damage is found as
// people find it: by looking again and again, and noting each time a place at which all was well still.

/** How often it is looked, ms. */
const everyMs = 150;

const shown = (stage: Stage, answer: string): string =>
  stage.plan.synthetic ? answer : answer.startsWith('answered') ? 'found some' : 'was refused';

/** Looks until it is told to choose: a place is good when all was well just after it. Throws nothing; what it cannot ask it tells. */
const lookFor = (stage: Stage, damage: string, first: Mark): (() => Promise<Chosen>) => {
  const over = new AbortController();
  let [last, found]: [Mark, string | undefined] = [first, undefined];
  const look = async (): Promise<boolean> => {
    const began = performance.now() - stage.originMs;
    await using session = await openMarked(stage);
    const here = await mark(stage, session, `drill-${stage.plan.id}-${Math.round(began)}`);
    const answer = await damageIn(session, damage);
    if (answer === undefined) last = here;
    else found = `it ${shown(stage, answer)} ${Math.round(here.at - last.at)} ms later`;
    return answer === undefined;
  };
  const looking = (async () => {
    while (!over.signal.aborted && (await look())) await sleep(everyMs, over.signal).catch(() => {});
  })().catch((error: unknown) => stage.fail(new Blamed('environment', 'the database could not be asked for damage', undefined, error)));
  return async () => {
    over.abort();
    await looking;
    if (found === undefined) await look();
    const why =
      found === undefined
        ? 'the query for damage found none until the decision: the last place at which it was asked'
        : `the last place at which the query for damage found none; ${found}`;
    return { ...last, point: 'damage', why };
  };
};

/** Notes the place just before the rollout; where damage is what is gone back before, begins to look for it. */
export const markRollout = async (stage: Stage): Promise<void> => {
  const { recovering, plan } = stage;
  const { recover } = plan;
  if (!recovering || !recover) return;
  await using session = await openMarked(stage);
  const first = await mark(stage, session, `drill-${plan.id}-rollout`);
  const rollout: Chosen = {
    ...first,
    point: 'rollout',
    why: `the place just before the migrations of ${plan.to.version}, noted by the drill`,
  };
  recovering.choose = recover.to === 'damage' && recover.damage !== undefined ? lookFor(stage, recover.damage, first) : async () => rollout;
};
