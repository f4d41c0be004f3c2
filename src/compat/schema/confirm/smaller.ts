import { valueAt } from '../../pointer.ts';
import { lastApplied, mostTelling } from '../interpret/interpret.ts';
import { Undecided } from '../undecided.ts';
import type { Value } from '../value.ts';
import type { Candidate } from './candidate.ts';

/** The same difference at the part of the document that is refused: the innermost schemas that speak of it. */
export const smallerOf = ({ a, b, witness }: Candidate, formatAssertion: boolean): Candidate | undefined => {
  try {
    const refusal = mostTelling(b, witness, { formatAssertion });
    const inner = refusal && lastApplied(a, witness, refusal.document, { formatAssertion });
    return inner && { a: inner, b: refusal.place, witness: valueAt(witness, refusal.document) as Value };
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
};
