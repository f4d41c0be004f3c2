import type { Mode, SchemaAnswer, SchemaReport } from '../model/schema.ts';
import type { Reason } from '../model/outcome.ts';
import type { Judgement } from '../model/verdict.ts';
import { judgementOf } from './judgement.ts';

type Question = 'aInB' | 'bInA';

/** Which of the two containments a mode asks for. */
const asked: Readonly<Record<Mode, readonly Question[]>> = {
  backward: ['aInB'],
  forward: ['bInA'],
  full: ['aInB', 'bInA'],
};

const words = {
  aInB: { yes: 'B accepts every document of A', no: 'B refuses a document of A' },
  bInA: { yes: 'A accepts every document of B', no: 'A refuses a document of B' },
} as const satisfies Record<Question, unknown>;

const reasonOf = (question: Question, answer: SchemaAnswer): Reason => {
  const { yes, no } = words[question];
  switch (answer.kind) {
    case 'contained':
      return { outcome: 'pass', code: 'schema/contained', what: yes };
    case 'not-contained':
      return { outcome: 'fail', code: 'schema/not-contained', what: `${no}: ${answer.difference}` };
    case 'unknown':
      return { outcome: 'inconclusive', code: 'schema/unknown', what: `whether ${yes} could not be decided: ${answer.reason}` };
  }
};

/** Judges by the containments that the mode asks for: refuted fails, undecided is inconclusive. */
export const judgeSchema = (report: SchemaReport): Judgement =>
  judgementOf(asked[report.mode].map((question) => reasonOf(question, report[question])));
