import type { RefusedPart } from '../../../model/exchange.ts';
import { headersFor } from '../../formats/openapi/asked-for.ts';
import { headersOf, isRequired, keyOf, responsesOf } from '../end.ts';
import { codeFor, entryOf, type ResponseWish, statusOfOne } from '../response.ts';
import type { Lacking } from '../values.ts';
import { other } from '../who.ts';
import { type Ends, firstOf, nothing, type Plan, type Planner } from './plan.ts';

/** An answer that one version gives and the other does not know; where it was removed, it is the client of N-1 that waits for it. */
export const answered = (has: 'old' | 'new', response: ResponseWish, part: RefusedPart, what: string): Plan => ({
  sender: has,
  request: response.media === undefined ? {} : { accept: response.sentAs ?? response.media },
  response,
  part,
  ...(has === 'old'
    ? {
        parties: { acceptedBy: 'client N-1', refusedBy: 'server N' },
        because: () => `server N answers with no ${what}, which a client of N-1 waits for`,
      }
    : { parties: { acceptedBy: 'server N', refusedBy: 'client N-1' }, because: () => `a client of N-1 knows no ${what}` }),
});

export const status: Planner<'status'> = (fact, ends) => {
  if (fact.asked !== undefined)
    return { lacking: `it answers requests alone that have the header ${fact.asked}, which the contract does not name` };
  const has = fact.turn === 'removed' || fact.turn === 'narrowed' ? 'old' : 'new';
  const asks = ends[other(has)];
  const headers = new Set(headersFor(fact.name, fact.spot?.method ?? '').map((name) => `header ${name.toLowerCase()}`));
  const include = asks.parameters.map((part) => keyOf(asks, part)).find((key) => headers.has(key));
  const found = unknownStatus(ends, has, fact.name);
  const plan = include !== undefined && 'sender' in found ? { ...found, request: { ...found.request, include } } : found;
  if (fact.turn !== 'removed' || fact.isLast || !('sender' in plan)) return plan;
  // A client of N-1 gets another success that it knows: it is N-1 again that answers what nobody knows.
  const what = `response ${plan.response?.code ?? fact.name}`;
  return { ...plan, parties: { acceptedBy: 'server N-1', refusedBy: 'client N' }, because: () => `a client of N knows no ${what}` };
};

const unknownStatus = (ends: Ends, has: 'old' | 'new', name: string): Plan | Lacking => {
  const code = statusOfOne(name, responsesOf(ends[has]), responsesOf(ends[other(has)]));
  return code === undefined ? nothing : answered(has, { status: name, code }, 'status', `response ${code}`);
};

/** What N answers in the place of what a client of N-1 waits for. */
export const statusReplaced: Planner<'status-replaced'> = (fact, ends) => unknownStatus(ends, 'new', fact.to);

export const header: Planner<'header'> = (fact, ends, cells) => {
  const carrier = fact.spot?.carrier;
  if (carrier?.in !== 'response-header') return nothing;
  return firstOf(cells, 'response', (sender, refuser) => {
    const [mine, theirs] = [responsesOf(ends[sender]), responsesOf(ends[other(sender)])];
    const code = codeFor(carrier.status, mine, theirs);
    if (code === undefined) return undefined;
    const find = (which: 'old' | 'new') =>
      headersOf(ends[which], entryOf(which === sender ? mine : theirs, code)).get(fact.name.toLowerCase());
    const [p, q] = [find(sender), find(other(sender))];
    if (!isRequired(q) || isRequired(p)) return undefined;
    return {
      request: {},
      response: { status: carrier.status, code, omit: fact.name.toLowerCase() },
      part: 'header',
      because: () => `${refuser} requires the header ${fact.name}`,
    };
  });
};
