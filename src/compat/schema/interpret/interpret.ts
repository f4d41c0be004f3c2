import type { Mark } from '../question.ts';
import type { Place } from '../read/place.ts';
import { type Budget, Spent, Undecided } from '../undecided.ts';
import type { Value } from '../value.ts';
import { Application, type Run } from './application.ts';
import { behindOf } from './marks.ts';
import { Part } from './part.ts';
import { programOf } from './program.ts';
import { Scope } from './scope.ts';

// An exact validator, written from the specifications and independent of the form that the solver uses.

export interface InterpretOptions {
  /** `format` is an assertion; else it is an annotation, unless the metaschema says otherwise. */
  readonly formatAssertion?: boolean;
  readonly budget?: Budget;
}

/** What one document may cost where nobody says: seconds at the worst. */
const plenty = 5_000_000;

const limitOf = (steps: number): Budget => {
  let left = steps;
  return {
    spend: (work) => {
      left -= work;
      if (left < 0) throw new Spent(`validating one document takes more than ${steps} steps`);
    },
  };
};

const apply = (
  place: Place,
  value: Value,
  { formatAssertion = false, budget = limitOf(plenty) }: InterpretOptions,
  what: { readonly explains?: boolean; readonly weighs?: boolean; readonly traces?: string } = {},
): Application => {
  const run: Run = {
    formatAssertion,
    spend: (steps) => budget.spend(steps),
    explains: what.explains === true,
    weighs: what.weighs === true,
    traces: what.traces,
    asked: new Map(),
    programOf,
  };
  try {
    return new Application(run, place, new Part(value), new Scope(place.resource), false);
  } catch (error) {
    if (error instanceof RangeError) throw new Undecided('the schema or the document nests too deeply');
    throw error;
  }
};

/**
 * Is the document valid?
 *
 * @throws SchemaError for a keyword that is malformed, a reference to nothing, a circle of references, where validation
 *   comes by; Undecided for a reference out of the schemas given, and for a pattern that is none; Spent.
 */
export const accepts = (place: Place, value: Value, options: InterpretOptions = {}): boolean => apply(place, value, options).holds;

/** The keywords that refuse the document, the deepest ones, most telling first; none when it is valid. @throws as `accepts` */
export const explain = (place: Place, value: Value, options: InterpretOptions = {}): readonly Mark[] =>
  apply(place, value, options, { explains: true }).marks;

/**
 * How many schemas a validator asks that remembers no answer and leaves nothing out: it may be exponential in the size of both.
 *
 * @throws as `accepts`
 */
export const weightOf = (place: Place, value: Value, options: InterpretOptions = {}): number =>
  apply(place, value, options, { explains: true, weighs: true }).weight;

/** The most telling refusal of an invalid document, with the schema that holds the keyword. @throws as `accepts` */
export const mostTelling = (
  place: Place,
  value: Value,
  options: InterpretOptions = {},
): { readonly document: string; readonly place: Place } | undefined => {
  const [mark] = explain(place, value, options);
  const behind = mark && behindOf(mark);
  return behind && !behind.isName ? { document: mark.document, place: behind.place } : undefined;
};

/** The schemas that let the traced part through, outermost first, each once: where it spoke last. */
const passedIn = (root: Application): readonly Place[] => {
  const places = new Set<Place>();
  const seen = new Set<Application>();
  const work: (Application | Place)[] = [root];
  for (let next = work.pop(); next; next = work.pop()) {
    if (!(next instanceof Application)) places.add(next);
    else if (!seen.has(next)) {
      seen.add(next);
      // From the last to the first: what comes later was seen before, and is not gone through again.
      if (next.isTraced) work.push(next.place);
      for (const said of next.passed) work.push(said);
    }
  }
  return [...places].reverse();
};

/** The innermost schema that spoke of a part of a valid document. @throws as `accepts` */
export const lastApplied = (place: Place, value: Value, documentPointer: string, options: InterpretOptions = {}): Place | undefined =>
  passedIn(apply(place, value, options, { traces: documentPointer })).at(-1);

/**
 * The schemas that spoke of a part of a valid document and let it through, outermost first. Where none spoke of the part
 * itself, those that spoke of what it is in.
 *
 * @throws as `accepts`
 */
export const appliedAt = (place: Place, value: Value, documentPointer: string, options: InterpretOptions = {}): readonly Place[] => {
  for (let pointer = documentPointer; ; pointer = pointer.slice(0, pointer.lastIndexOf('/'))) {
    const passed = passedIn(apply(place, value, options, { traces: pointer }));
    if (passed.length > 0 || pointer === '') return passed;
  }
};
