import { DrillError } from '../../../../src/core/error.ts';
import type { Relation } from '../../../../src/compat/schema/question.ts';
import { relation } from '../../../../src/compat/schema/relation.ts';

/** The answer within a second a question, or whose fault it was; anything else that is thrown is a crash and fails the test. */
export const asked = (a: unknown, b: unknown, ms = 1000): Relation | 'usage' => {
  try {
    return relation(a, b, { budget: { ms } });
  } catch (error) {
    if (error instanceof DrillError && error.kind === 'usage') return 'usage';
    throw error;
  }
};

export const kindOf = (answer: Relation | 'usage'): string => (answer === 'usage' ? answer : answer.kind);

/** Is it the right answer, or that it is not known? */
export const isHonest =
  (right: Relation['kind']) =>
  (answer: Relation | 'usage'): boolean =>
    [right, 'unknown'].includes(kindOf(answer));
