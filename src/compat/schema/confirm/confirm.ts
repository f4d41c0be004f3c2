import { accepts } from '../interpret/interpret.ts';
import { type Place, SchemaError } from '../read/place.ts';
import { Undecided } from '../undecided.ts';
import type { Value } from '../value.ts';
import { compiledOf, nameOf } from './ajv.ts';
import type { Candidate } from './candidate.ts';
import { departures } from './departures/registry.ts';
import { needsExactNumbers } from './exact.ts';
import { smallerOf } from './smaller.ts';

// No witness is shown that two independent validators do not agree on, or one exact one where the other is known to err.

export interface Confirming extends Candidate {
  /** `format` is an assertion (default false). */
  readonly formatAssertion?: boolean;
  /** The same difference in smaller schemas, from the outside in: ajv is asked about the first that is small enough for it. */
  readonly candidates?: readonly Candidate[];
}

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly by: readonly string[] }
  | { readonly kind: 'unconfirmed'; readonly reason: string };

/** Characters of schema that ajv compiles without anybody waiting. */
const small = 64 * 1024;

const interpreter = 'exact interpreter';
const alone: Confirmation = { kind: 'confirmed', by: [interpreter] };

/**
 * Is the witness valid under A and invalid under B, by the interpreter and by ajv in the dialect of each?
 *
 * @returns by whom, such as `ajv 8` and `exact interpreter`; the interpreter alone where ajv computes in doubles, departs
 *   from its dialect (see departures/), or cannot compile the schema.
 */
export const confirm = (question: Confirming): Confirmation => {
  const { formatAssertion = false } = question;
  const refuted = byInterpreter(question, formatAssertion);
  if (refuted !== undefined) return { kind: 'unconfirmed', reason: refuted };
  for (const candidate of withSmaller(question, formatAssertion)) {
    const said = [
      askAjv(candidate.a, candidate.witness, true, formatAssertion),
      askAjv(candidate.b, candidate.witness, false, formatAssertion),
    ];
    if (said.includes('too big')) continue;
    if (said.includes('passes')) return alone;
    const reason = said.find((one) => typeof one === 'object');
    if (reason) return { kind: 'unconfirmed', reason: reason.reason };
    return {
      kind: 'confirmed',
      by: [...new Set([nameOf(candidate.a.resource.dialect), nameOf(candidate.b.resource.dialect)]), interpreter],
    };
  }
  return alone;
};

/** Why the interpreter does not confirm it; undefined when it does. */
const byInterpreter = ({ a, b, witness }: Candidate, formatAssertion: boolean): string | undefined => {
  try {
    if (!accepts(a, witness, { formatAssertion })) return 'the exact interpreter finds it invalid under A';
    return accepts(b, witness, { formatAssertion }) ? 'the exact interpreter finds it valid under B' : undefined;
  } catch (error) {
    if (error instanceof Undecided || error instanceof SchemaError) return `the exact interpreter cannot say: ${error.message}`;
    throw error;
  }
};

/** The question itself, then smaller ones that the interpreter confirms as well. Made only as far as they are asked for. */
function* withSmaller(question: Confirming, formatAssertion: boolean): Generator<Candidate> {
  yield question;
  for (const candidate of question.candidates ?? []) if (byInterpreter(candidate, formatAssertion) === undefined) yield candidate;
  const smaller = smallerOf(question, formatAssertion);
  if (smaller && byInterpreter(smaller, formatAssertion) === undefined) yield smaller;
}

/** `passes`: it cannot be asked here, or is known to err here. */
type Said = 'agrees' | 'passes' | 'too big' | { readonly reason: string };

const askAjv = (place: Place, witness: Value, valid: boolean, formatAssertion: boolean): Said => {
  try {
    const compiled = compiledOf(place, formatAssertion, small);
    if (compiled === 'too big') return compiled;
    if (typeof compiled === 'string' || !compiled.validate || needsExactNumbers(compiled.bundle, witness)) return 'passes';
    const said = compiled.validate(witness);
    if (said === valid) return 'agrees';
    if (said === undefined || departures.some(({ applies }) => applies(compiled.bundle, witness))) return 'passes';
    return { reason: `${nameOf(place.resource.dialect)} finds it ${valid ? 'invalid under A' : 'valid under B'}` };
  } catch (error) {
    // What is not reached by the interpreter, such as a reference out of the schemas given, or is too deep to be written.
    if (error instanceof Undecided || error instanceof SchemaError || error instanceof RangeError) return 'passes';
    throw error;
  }
};
