import type { Exchange } from '../../model/exchange.ts';
import type { Fact } from '../fact.ts';
import type { CompatRule } from '../rule.ts';
import { type End, endOf, type Pair } from './end.ts';
import { planOf } from './plan/registry.ts';
import { requestOf } from './request.ts';
import { responseOf } from './response.ts';
import { isLacking, type Lacking, type Values, valuesOf } from './values.ts';
import { other } from './who.ts';

/** The exchange that shows a fact, or why there is none; undefined for a fact that speaks of no call. */
export type Shower = (fact: Fact, rule: Pick<CompatRule, 'cells'>) => { readonly exchange: Exchange } | Lacking | undefined;

/** Shows the facts of one comparison. Nothing is asked before the first fact; what one asked serves the next. */
export const showerOf = (pair: Pair): Shower => {
  let values: Readonly<Record<'request' | 'response', Values>> | undefined;
  const ends = new Map<string, Readonly<Record<'old' | 'new', End>>>();
  const endsOf = (spot: NonNullable<Fact['spot']>): Readonly<Record<'old' | 'new', End>> => {
    const key = JSON.stringify([spot.operation, spot.path]);
    let found = ends.get(key);
    if (!found) ends.set(key, (found = { old: endOf(pair, spot, 'old'), new: endOf(pair, spot, 'new') }));
    return found;
  };
  return (fact, rule) => {
    const { spot } = fact;
    if (!spot) return undefined;
    const both = endsOf(spot);
    const plan = planOf(fact, both, rule.cells);
    if (plan === undefined || isLacking(plan)) return plan;
    values ??= { request: valuesOf(pair.asked.request.questions), response: valuesOf(pair.asked.response.questions) };
    const [sender, receiver] = [both[plan.sender], both[other(plan.sender)]];
    // Of a response the request is the other side's: the client asks, and it is its question that is answered.
    const asks = plan.response ? receiver : sender;
    const made = requestOf(spot.method.toUpperCase(), asks, asks === sender ? receiver : sender, values.request, plan.request);
    if (isLacking(made)) return made;
    const answer = plan.response && responseOf(sender, receiver, values.response, plan.response);
    if (answer && isLacking(answer)) return answer;
    const shown = answer?.shown ?? made.shown;
    return {
      exchange: {
        request: made.request,
        ...(answer ? { response: answer.response } : {}),
        ...plan.parties,
        refused: { part: plan.part, because: plan.because(shown?.at ?? '') },
        ...(shown ? { confirmedBy: shown.confirmedBy } : {}),
      },
    };
  };
};
