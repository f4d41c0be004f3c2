import type { Fact } from '../../fact.ts';
import type { PlaceChange } from '../../place-fact.ts';

const other = { request: 'response', response: 'request', document: 'document' } as const;

/** Said of such calls from the start, or whoever calls. */
const asTheyAre: ReadonlySet<string> = new Set(['delivery', 'delivery-security', 'delivery-address', 'deprecation', 'naming']);

const less = (turn: string): boolean => turn === 'removed' || turn === 'narrowed';

/** What is said of a call that the artifact makes in words of its own; undefined for what is said as elsewhere, seen from the other side. */
const delivered = (fact: Fact): PlaceChange | undefined => {
  if (fact.kind === 'parameter')
    return { kind: 'delivery-part', turn: fact.turn, part: `the ${fact.in} parameter ${fact.name}`, required: fact.required };
  if (fact.kind === 'request-body') return { kind: 'delivery-part', turn: fact.turn, part: 'the body', required: fact.required };
  if (fact.kind === 'media-type')
    return fact.side === 'request'
      ? { kind: 'delivery-media', turn: less(fact.turn) ? 'removed' : 'added', name: fact.name }
      : { kind: 'delivery-answer', turn: less(fact.turn) ? 'removed' : 'added', part: fact.name };
  if (fact.kind === 'status')
    return {
      kind: 'delivery-answer',
      turn: less(fact.turn) ? 'removed' : 'added',
      part: fact.name,
      ...(fact.isKnown ? { isKnown: true as const } : {}),
    };
  if (asTheyAre.has(fact.kind)) return fact as PlaceChange;
  return undefined;
};

/**
 * A fact of a call that the artifact itself makes, a webhook or a callback: its request is what N gives out, as a response is elsewhere,
 * and the answer is what it takes in. Whoever is called is the one who reads the request and writes the answer. No exchange shows it,
 * for no client sends it.
 */
export const reversed = (fact: Fact): Fact => {
  const { old, new: next, where, reached } = fact;
  const place = {
    ...(old === undefined ? {} : { old }),
    ...(next === undefined ? {} : { new: next }),
    where,
    reached,
    reversed: true as const,
  };
  const change = delivered(fact);
  if (change) return { ...place, ...change };
  // What stands in an answer is demanded by whoever takes it, as a parameter is.
  if (fact.kind === 'header') {
    const { turn, name, required } = fact;
    return { ...place, kind: 'parameter', in: 'answer header', turn, name, required };
  }
  const { spot: _spot, ...rest } = fact;
  return 'side' in rest && rest.side ? { ...rest, side: other[rest.side], reversed: true } : { ...rest, reversed: true };
};
