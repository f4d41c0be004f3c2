import { valueAt } from '../../pointer.ts';
import { type InterpretOptions, lastApplied, mostTelling } from '../interpret/interpret.ts';
import { Undecided } from '../undecided.ts';
import type { Value } from '../value.ts';
import type { Candidate } from './candidate.ts';

/** The same difference at the part of the document that is refused: the innermost schemas that speak of it. */
export const smallerOf = ({ a, b, witness }: Candidate, options: InterpretOptions): Candidate | undefined => {
  try {
    const refusal = mostTelling(b, witness, options);
    const inner = refusal && lastApplied(a, witness, refusal.document, options);
    return inner && { a: inner, b: refusal.place, witness: valueAt(witness, refusal.document) as Value };
  } catch (error) {
    if (error instanceof Undecided) return undefined;
    throw error;
  }
};
