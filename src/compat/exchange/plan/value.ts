import type { Fact } from '../../fact.ts';
import type { Value } from '../../schema/value.ts';
import { partiesOf } from '../who.ts';
import type { Refusal } from '../request.ts';
import type { Lacking } from '../values.ts';
import { type Plan, type Planner, sendersOf } from './plan.ts';

const words = {
  path: 'path parameter',
  query: 'query parameter',
  header: 'header parameter',
  cookie: 'cookie',
} as const;

/** The exchange that carries a value that is refused, in a request or a response. */
const carrying = (sender: 'old' | 'new', refuse: Refusal, isNot: string): Plan => {
  const { carrier } = refuse;
  const where = (at: string): string => (at === '' ? '' : ` at ${at}`);
  if (carrier.in === 'response-body' || carrier.in === 'response-header') {
    const parties = partiesOf(sender, 'response');
    const isBody = carrier.in === 'response-body';
    return {
      sender,
      parties,
      request: isBody ? { accept: carrier.media } : {},
      response: { status: carrier.status, refuse },
      part: isBody ? 'body' : 'header',
      because: (at) => `the ${isBody ? 'body' : `header ${carrier.name}`}${where(at)} ${isNot} ${parties.refusedBy} understands`,
    };
  }
  const parties = partiesOf(sender, 'request');
  const isBody = carrier.in === 'request-body';
  return {
    sender,
    parties,
    request: { refuse },
    part: isBody ? 'body' : 'parameter',
    because: (at) => `the ${isBody ? 'body' : `${words[carrier.in]} ${carrier.name}`}${where(at)} ${isNot} ${parties.refusedBy} takes`,
  };
};

/** A value that one side sends and the other refuses: the one that was found for the schemas it is about, in its whole. */
export const refusedValue = (fact: Fact): Plan | Lacking | undefined => {
  const carrier = fact.spot?.carrier;
  if (fact.spot && !carrier) return aroundPart();
  const [old, next] = [fact.oldInNew, fact.newInOld];
  const sender = shownSide(fact);
  const answer = sender === 'old' ? old : next;
  if (!carrier || sender === undefined || answer?.kind !== 'not-contained') return undefined;
  const hint = { steps: fact.steps ?? [], value: answer.witness as Value };
  return carrying(sender, { carrier, hint }, 'is not what');
};

/** The media type of a part of a form, and its headers. */
export const aroundPart = (): Lacking => ({ lacking: 'what stands around a part of a form is not shown here' });

/** A value that both sides mean to be valid, written as the one writes it and not as the other reads it. */
export const misreadValue: Planner<'serialisation'> = (fact, _ends, cells) => {
  const carrier = fact.spot?.carrier;
  const side = fact.side === 'response' ? 'response' : 'request';
  const [sender] = sendersOf(cells, side);
  if (!carrier || sender === undefined || carrier.in === 'request-body' || carrier.in === 'response-body') return undefined;
  return carrying(sender, { carrier, misread: true }, 'is not written in a way that');
};

/** Whose value shows a fact about schemas: in the rollout clients of N-1 send and servers of N answer. */
const shownSide = (fact: Fact): 'old' | 'new' | undefined => {
  const isResponse = 'side' in fact && fact.side === 'response';
  const order = isResponse ? (['new', 'old'] as const) : (['old', 'new'] as const);
  return order.find((which) => (which === 'old' ? fact.oldInNew : fact.newInOld)?.kind === 'not-contained');
};
