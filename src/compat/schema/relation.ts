import type { Containment, QuestionOptions, Relation } from './question.ts';

/**
 * Is every document that A accepts accepted by B?
 *
 * @param a a JSON Schema as parsed JSON; numbers that no double holds may be `Exact` values.
 * @throws DrillError (usage) for a schema that says nothing that can be understood (malformed, a reference to nothing, a circle of references).
 */
export const contains = (a: unknown, b: unknown, options: QuestionOptions = {}): Containment => {
  void [a, b];
  return { kind: 'unknown', reason: 'not built yet', profile: options.profile ?? 'strict', ignored: [] };
};

/** What A is to B, with a document for each difference. */
export const relation = (a: unknown, b: unknown, options: QuestionOptions = {}): Relation => ({
  kind: 'unknown',
  aInB: contains(a, b, options),
  bInA: contains(b, a, options),
});
