import { DrillError, messageOf } from '../../../core/error.ts';
import { bothWays } from '../../../compat/schema/relation.ts';
import type { Containment } from '../../../compat/schema/question.ts';
import { notGiven } from '../../../compat/schema/undecided.ts';
import type { Value } from '../../../compat/schema/value.ts';
import type { Wrong } from '../../batch/batch.ts';
import { type Question, wrongOf } from './question.ts';

/** What a line is answered with, but for its id and its time. */
export interface Answer {
  readonly aInB: Containment['kind'];
  readonly bInA: Containment['kind'];
  readonly aNotB?: Value;
  readonly bNotA?: Value;
  readonly reason?: string;
  readonly error?: Wrong;
}

const reasonText = (reason: string): string =>
  notGiven.test(reason) ? `${reason}: the member "schemas" and --schemas give what references lead to` : reason;

/** Answers one question, both ways. Never throws: what goes wrong inside one question is the reason why it is unknown. */
export const answerTo = (question: Question): Answer => {
  const { a, b, options } = question;
  try {
    const { aInB, bInA } = bothWays(a, b, options);
    const reasons = new Set([aInB, bInA].flatMap((answer) => (answer.kind === 'unknown' ? [reasonText(answer.reason)] : [])));
    return {
      aInB: aInB.kind,
      bInA: bInA.kind,
      ...(aInB.kind === 'not-contained' ? { aNotB: aInB.witness } : {}),
      ...(bInA.kind === 'not-contained' ? { bNotA: bInA.witness } : {}),
      ...(reasons.size === 0 ? {} : { reason: [...reasons].join('; ') }),
    };
  } catch (error) {
    if (!(error instanceof DrillError))
      return { aInB: 'unknown', bInA: 'unknown', reason: `the question could not be finished: ${messageOf(error)}` };
    const wrong = wrongOf(error, question);
    return { aInB: 'unknown', bInA: 'unknown', reason: wrong.message, error: wrong };
  }
};
