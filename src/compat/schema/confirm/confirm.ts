import { stage } from '../../../core/stages.ts';
import { accepts, type InterpretOptions, weightOf } from '../interpret/interpret.ts';
import type { PairLimit } from '../limit.ts';
import { type Place, SchemaError } from '../read/place.ts';
import { Undecided } from '../undecided.ts';
import type { Value } from '../value.ts';
import { compiledOf, nameOf } from './ajv.ts';
import { bundleOf } from './bundle.ts';
import type { Candidate } from './candidate.ts';
import { departures } from './departures/registry.ts';
import { needsExactNumbers } from './exact.ts';
import { smallerOf } from './smaller.ts';

// No witness is shown that two independent validators do not agree on, or one exact one where the other is known to err.

export interface Confirming extends Candidate {
  /** `format` is an assertion (default false). */
  readonly formatAssertion?: boolean;
  /** What the whole may cost; no limit where it is left out. */
  readonly limit?: PairLimit;
  /** The same difference in smaller schemas, from the outside in: ajv is asked about the first that is small enough for it. */
  readonly candidates?: readonly Candidate[];
}

export type Confirmation =
  | { readonly kind: 'confirmed'; readonly by: readonly string[] }
  | { readonly kind: 'unconfirmed'; readonly reason: string };

/** Characters of schema that ajv compiles without anybody waiting, and those that it compiles whatever the time. */
const small = 64 * 1024;
const tiny = 8 * 1024;
/** Schemas that it may ask of one document. It remembers no answer, looks at no clock, and cannot be stopped. */
const heaviest = 1_000_000;
/** Characters that it compiles in a millisecond, on a slow day. */
const pace = 100;

const interpreter = 'exact interpreter';
const alone: Confirmation = { kind: 'confirmed', by: [interpreter] };

/**
 * Is the witness valid under A and invalid under B, by the interpreter and by ajv in the dialect of each?
 *
 * @returns by whom, such as `ajv 8` and `exact interpreter`; the interpreter alone where ajv computes in doubles, departs
 *   from its dialect (see departures/), or cannot compile the schema.
 */
export const confirm = (question: Confirming): Confirmation => {
  using _ = stage('confirming witnesses');
  const { formatAssertion = false, limit } = question;
  const options: InterpretOptions = { formatAssertion, ...(limit ? { budget: limit } : {}) };
  const refuted = byInterpreter(question, options);
  if (refuted !== undefined) return { kind: 'unconfirmed', reason: refuted };
  let isLate = false;
  for (const candidate of withSmaller(question, options)) {
    const ask = (place: Place, valid: boolean, most: number): Said => askAjv(place, candidate.witness, { valid, options, most });
    const most = (): number => Math.max(tiny, Math.min(small, limit ? limit.left() * pace : small));
    const said = [ask(candidate.a, true, most()), ask(candidate.b, false, most())];
    if (said.includes('too big')) {
      isLate ||=
        limit !== undefined &&
        most() < small &&
        isSmall(
          candidate,
          [candidate.a, candidate.b].filter((_, i) => said[i] === 'too big'),
        );
      continue;
    }
    if (said.includes('passes')) return alone;
    const reason = said.find((one) => typeof one === 'object');
    if (reason) return { kind: 'unconfirmed', reason: reason.reason };
    return {
      kind: 'confirmed',
      by: [...new Set([nameOf(candidate.a.resource.dialect), nameOf(candidate.b.resource.dialect)]), interpreter],
    };
  }
  return isLate ? { kind: 'unconfirmed', reason: 'the time is over before ajv could be asked' } : alone;
};

/** Would ajv be asked if there were time? */
const isSmall = ({ witness }: Candidate, places: readonly Place[]): boolean =>
  places.every((place) => bundleOf(place, small, witness) !== 'too big');

/** Why the interpreter does not confirm it; undefined when it does. */
const byInterpreter = ({ a, b, witness }: Candidate, options: InterpretOptions): string | undefined => {
  try {
    if (!accepts(a, witness, options)) return 'the exact interpreter finds it invalid under A';
    return accepts(b, witness, options) ? 'the exact interpreter finds it valid under B' : undefined;
  } catch (error) {
    if (error instanceof Undecided || error instanceof SchemaError) return `the exact interpreter cannot say: ${error.message}`;
    throw error;
  }
};

/** The question itself, then smaller ones that the interpreter confirms as well. Made only as far as they are asked for. */
function* withSmaller(question: Confirming, options: InterpretOptions): Generator<Candidate> {
  yield question;
  for (const candidate of question.candidates ?? []) if (byInterpreter(candidate, options) === undefined) yield candidate;
  const smaller = smallerOf(question, options);
  if (smaller && byInterpreter(smaller, options) === undefined) yield smaller;
}

/** `passes`: it cannot be asked here, or is known to err here. */
type Said = 'agrees' | 'passes' | 'too big' | { readonly reason: string };

interface AjvQuestion {
  readonly valid: boolean;
  readonly options: InterpretOptions;
  /** Characters of schema beyond which it is not asked. */
  readonly most: number;
}

const askAjv = (place: Place, witness: Value, { valid, options, most }: AjvQuestion): Said => {
  try {
    const compiled = compiledOf(place, options.formatAssertion === true, most, witness);
    if (compiled === 'too big') return compiled;
    if (typeof compiled === 'string' || !compiled.validate || needsExactNumbers(compiled.bundle, witness)) return 'passes';
    if (weightOf(place, witness, options) > heaviest) return 'passes';
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
