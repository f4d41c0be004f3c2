import { declaredDialect } from '../../compat/schema/declared.ts';
import type { Dialect } from '../../compat/schema/read/place.ts';
import { bothWays } from '../../compat/schema/relation.ts';
import type { QuestionOptions } from '../../compat/schema/question.ts';
import { openAsker } from '../../compat/second-opinion/asker.ts';
import { coveredAt } from '../../compat/second-opinion/covered.ts';
import { type Ours, secondAnswers } from '../../compat/second-opinion/settle.ts';
import type { SchemaAnswer, SchemaReport, SecondAnswer, SecondOpinion } from '../../model/schema.ts';
import type { Asked } from './ask.ts';
import type { NamedSchema } from './documents.ts';

/** Our answers about sets of documents, which is what the other tool speaks of. */
const strictly = ({ a, b, options }: Asked): Ours => {
  const strict: QuestionOptions = { ...options, profile: 'strict' };
  return bothWays(a.root, b.root, strict);
};

/** What ajv showed to be wrong is not said any longer. */
const withdrawn = (answer: SchemaAnswer, second: SecondAnswer, by: string): SchemaAnswer =>
  second.stands === 'confirmed'
    ? {
        kind: 'unknown',
        reason: `${by} shows a document that ajv accepts under the one and refuses under the other, which was thought to be contained`,
        ...(second.example ? { unconfirmed: second.example } : {}),
      }
    : answer;

/** The report with json-schema-diff's answers beside ours; where ajv confirms it against us, ours is unknown. */
export const withSecondOpinion = async (asked: Asked, report: SchemaReport): Promise<SchemaReport> => {
  const { a, b, options } = asked;
  const dialects = typeof options.dialect === 'string' ? { a: options.dialect, b: options.dialect } : options.dialect;
  const formatAssertion = options.formatAssertion === true;
  const covered = (side: NamedSchema, dialect: Dialect | undefined) =>
    coveredAt({ root: side.root, dialect: dialect ?? declaredDialect(side.root) ?? '2020-12', formatAssertion }, side.pointer);
  await using asker = openAsker();
  const answers = await secondAnswers(asker, covered(a, dialects?.a), covered(b, dialects?.b), strictly(asked));
  const secondOpinion: SecondOpinion = { by: asker.by, ...answers };
  const aInB = withdrawn(report.aInB, answers.aInB, asker.by);
  const bInA = withdrawn(report.bInA, answers.bInA, asker.by);
  const isOurs = aInB === report.aInB && bInA === report.bInA;
  return { ...report, ...(isOurs ? {} : { relation: 'unknown' as const, aInB, bInA }), secondOpinion };
};
