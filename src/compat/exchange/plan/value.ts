import type { Fact } from '../../fact.ts';
import type { Value } from '../../schema/value.ts';
import { partiesOf } from '../who.ts';
import type { Plan } from './plan.ts';

const words = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header parameter',
  cookie: 'cookie',
} as const;

/** A value that one side sends and the other refuses: the one that was found for the schemas it is about, in its whole. */
export const refusedValue = (fact: Fact): Plan | undefined => {
  const carrier = fact.spot?.carrier;
  const [old, next] = [fact.oldInNew, fact.newInOld];
  const sender = shownSide(fact);
  const answer = sender === 'old' ? old : next;
  if (!carrier || sender === undefined || answer?.kind !== 'not-contained') return undefined;
  const hint = { steps: fact.steps ?? [], value: answer.witness as Value };
  const refuse = { carrier, hint };
  const where = (at: string): string => (at === '' ? '' : ` at ${at}`);
  if (carrier.in === 'response-body' || carrier.in === 'response-header') {
    const parties = partiesOf(sender, 'response');
    const what = carrier.in === 'response-body' ? 'body' : `header ${carrier.name}`;
    return {
      sender,
      parties,
      request: carrier.in === 'response-body' ? { accept: carrier.media } : {},
      response: { status: carrier.status, refuse },
      part: carrier.in === 'response-body' ? 'body' : 'header',
      because: (at) => `the ${what}${where(at)} is not what ${parties.refusedBy} understands`,
    };
  }
  const parties = partiesOf(sender, 'request');
  const what = carrier.in === 'request-body' ? 'body' : `${words[carrier.in]} ${carrier.name}`;
  return {
    sender,
    parties,
    request: { refuse },
    part: carrier.in === 'request-body' ? 'body' : 'parameter',
    because: (at) => `the ${what}${where(at)} is not what ${parties.refusedBy} takes`,
  };
};

/** Whose value shows a fact about schemas: in the rollout clients of N-1 send and servers of N answer. */
const shownSide = (fact: Fact): 'old' | 'new' | undefined => {
  const isResponse = 'side' in fact && fact.side === 'response';
  const order = isResponse ? (['new', 'old'] as const) : (['old', 'new'] as const);
  return order.find((which) => (which === 'old' ? fact.oldInNew : fact.newInOld)?.kind === 'not-contained');
};
