import { type Cell, cells } from '../../model/cell.ts';
import type { ContractReport, Disagreement, SecondOpinions } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { SecondAnswer } from '../../model/schema.ts';
import type { Document } from '../document.ts';
import { dialectOf } from '../formats/json-schema/dialect.ts';
import { formats } from '../formats/registry.ts';
import { notDecided } from '../rules/not-decided.ts';
import { fragmentOf } from '../pointer.ts';
import type { QuestionOptions } from '../schema/question.ts';
import type { Dialect } from '../schema/read/place.ts';
import { bothWays } from '../schema/relation.ts';
import type { Asker } from './asker.ts';
import { coveredAt } from './covered.ts';
import { keyOf, pairsOf } from './pairs.ts';
import { secondAnswers } from './settle.ts';

const dialectIn = (document: Document, format: ContractReport['format']): Dialect => {
  if (format === 'json-schema') return dialectOf(document) ?? '2020-12';
  const { openapi } = document.value as { readonly openapi?: unknown };
  return String(openapi).startsWith('3.0') ? 'openapi-3.0' : 'openapi-3.1';
};

const short = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
};

/** What ajv showed to be wrong with us makes the contract undecided; nothing else changes it. */
const findingOf = ({ at, question, answer }: Disagreement, by: string): Finding => ({
  rule: notDecided.id,
  severity: 'warning',
  cells: { rollout: 'unknown', mixed: 'unknown', rollback: 'unknown' },
  what: `${question} was thought to be contained, but ${by} shows a document that ajv confirms${answer.example ? `: ${short(answer.example.value)}` : ''}`,
  why: 'One of the two is wrong, and it is not known here which; it is never taken for compatible.',
  fix: 'This is a bug in drill: please report it. Until it is mended, rehearse the change with a drill.',
  at,
});

const undecided = (contract: ContractReport, because: string): ContractReport['cells'] =>
  Object.fromEntries(
    cells.map((cell): [Cell, ContractReport['cells'][Cell]] => {
      const was = contract.cells[cell];
      return [cell, was.state === 'holds' || was.state === 'breaks-if-used' ? { state: 'unknown', because } : was];
    }),
  ) as ContractReport['cells'];

/** The report with json-schema-diff's opinion about every pair of schemas that stands at the same place of both documents. */
export const withSecondOpinions = async (
  contract: ContractReport,
  before: Document,
  after: Document,
  asker: Asker,
): Promise<ContractReport> => {
  const { format } = contract;
  // A store has no schemas that the other tool knows.
  if (format === 'postgres') return contract;
  const understood = formats.find(({ name }) => name === format)?.understood ?? ((document) => document);
  const [old, next] = [understood(before), understood(after)];
  const dialect = { a: dialectIn(old, format), b: dialectIn(next, format) };
  const schemas = { 'drill:old': old.value, 'drill:new': next.value };
  const options: QuestionOptions = { profile: 'strict', dialect, schemas };
  const known = new Map<string, { readonly aInB: SecondAnswer; readonly bInA: SecondAnswer }>();
  const silent: Record<string, number> = {};
  const disagreements: Disagreement[] = [];
  let [questions, agrees, beside] = [0, 0, 0];

  const count = (answer: SecondAnswer, ours: Disagreement['ours'], question: Disagreement['question'], pointer: string): void => {
    questions++;
    if (answer.stands === 'agrees') agrees++;
    else if (answer.stands === 'beside') beside++;
    else if (answer.stands === 'silent') silent[answer.because] = (silent[answer.because] ?? 0) + 1;
    else disagreements.push({ question, at: { old: old.placeOf(pointer), new: next.placeOf(pointer) }, ours, answer });
  };

  for (const pointer of pairsOf(old, next, format)) {
    const a = coveredAt({ root: old.value, dialect: dialect.a, formatAssertion: false }, pointer);
    const b = coveredAt({ root: next.value, dialect: dialect.b, formatAssertion: false }, pointer);
    const key = keyOf(a, b);
    if (known.has(key)) continue;
    const isAsked = a.kind === 'covered' && b.kind === 'covered';
    const [from, into] = [{ $ref: `drill:old#${fragmentOf(pointer)}` }, { $ref: `drill:new#${fragmentOf(pointer)}` }];
    const none = { kind: 'unknown', reason: 'not asked', profile: 'strict', ignored: [] } as const;
    const ours = isAsked ? bothWays(from, into, options) : { aInB: none, bInA: none };
    const answers = await secondAnswers(asker, a, b, ours);
    known.set(key, answers);
    count(answers.aInB, ours.aInB.kind, 'old in new', pointer);
    count(answers.bInA, ours.bInA.kind, 'new in old', pointer);
  }

  const secondOpinion: SecondOpinions = { by: asker.by, questions, agrees, beside, silent, disagreements };
  const against = disagreements.filter(({ answer }) => answer.stands === 'confirmed');
  if (against.length === 0) return { ...contract, secondOpinion };
  return {
    ...contract,
    cells: undecided(contract, `${asker.by} shows a document that speaks against us`),
    findings: [...contract.findings, ...against.map((one) => findingOf(one, asker.by))],
    secondOpinion,
  };
};
