import { placeText } from '../../core/error.ts';
import type { Look, Report } from '../../model/report.ts';
import type { SchemaAnswer, SchemaMark, SchemaRelation, SecondAnswer, SecondOpinion } from '../../model/schema.ts';
import { outcomeText, paint } from './paint.ts';
import { valueText, visible } from './value.ts';

const relations: Readonly<Record<SchemaRelation, string>> = {
  equivalent: 'A and B accept the same documents',
  narrower: 'A is narrower than B: B accepts every document of A, and others',
  wider: 'A is wider than B: A accepts every document of B, and others',
  overlapping: 'A and B overlap: each accepts documents that the other refuses, and some both accept',
  disjoint: 'A and B are disjoint: no document is valid under both',
  unknown: 'what A is to B could not be decided',
};

const whereText = ({ schema, at }: Pick<SchemaMark, 'schema' | 'at'>): string =>
  `${schema === '' ? 'the root' : visible(schema)}${at ? ` (${placeText(at)})` : ''}`;

const aside = (look: Look, label: string, text: string): string => `  ${paint(look, 'dim', label.padEnd(11))} ${text}`;

const answerText = (question: string, answer: SchemaAnswer, look: Look): string[] => {
  const head = (word: string, style: 'green' | 'red' | 'yellow', more = ''): string =>
    `${paint(look, 'bold', question)}  ${paint(look, style, word)}${more}`;
  switch (answer.kind) {
    case 'contained':
      return [head('contained', 'green')];
    case 'not-contained': {
      const { witness, confirmedBy, difference, refusedBy, letThroughBy } = answer;
      return [
        head('not contained', 'red', `: ${visible(difference)}`),
        aside(look, 'witness', `${valueText(witness)}  ${paint(look, 'dim', `(confirmed by ${confirmedBy.join(' and ')})`)}`),
        aside(
          look,
          'refused by',
          `${refusedBy.keyword} at ${whereText(refusedBy)}${refusedBy.document === '' ? '' : `, for ${visible(refusedBy.document)} of the witness`}`,
        ),
        aside(look, 'let through', whereText(letThroughBy)),
      ];
    }
    case 'unknown':
      return [
        head('unknown', 'yellow', `: ${answer.reason}`),
        ...(answer.unconfirmed ? [aside(look, 'unconfirmed', valueText(answer.unconfirmed.value))] : []),
      ];
  }
};

const secondText = (question: string, { stands, says, because, example }: SecondAnswer, look: Look): string[] => {
  const differs = stands === 'refuted' || stands === 'confirmed' || stands === 'unsettled';
  const said = says === undefined ? 'no answer' : says.replace('-', ' ');
  return [
    aside(look, question, `${said}${differs ? `, ${paint(look, 'yellow', 'which is not what we say')}` : ''}: ${because}`),
    ...(example ? [aside(look, '', `shown by ${valueText(example.value)}`)] : []),
  ];
};

/** Another tool's answers, under ours. */
const secondOpinionText = ({ by, aInB, bInA }: SecondOpinion, look: Look): string[] => [
  `${paint(look, 'bold', 'second opinion')} by ${by}, about sets of documents`,
  ...secondText('A in B', aInB, look),
  ...secondText('B in A', bInA, look),
];

/** What two schemas are to each other, for people: the relation, both answers with what shows them, then the verdict. */
export const schemaText = ({ report, judgement }: Extract<Report, { kind: 'schema' }>, look: Look): string => {
  const { a, b, mode, profile, formatAssertion, relation, aInB, bInA, common, ignored, secondOpinion } = report;
  const side = ({ name, dialect }: typeof a): string => `${name}${dialect === undefined ? '' : ` (${dialect})`}`;
  const lines = [
    paint(look, 'bold', relations[relation]),
    aside(look, 'A', side(a)),
    aside(look, 'B', side(b)),
    aside(look, 'profile', `${profile}${formatAssertion ? ', formats asserted' : ''}`),
    ...(ignored.length === 0 ? [] : [aside(look, 'ignored', `${ignored.join(', ')} (no keyword of these dialects)`)]),
    ...(common ? [aside(look, 'of both', valueText(common.value))] : []),
    '',
    ...answerText('A in B', aInB, look),
    ...answerText('B in A', bInA, look),
    ...(secondOpinion ? ['', ...secondOpinionText(secondOpinion, look)] : []),
    '',
    ...judgement.reasons.map(
      ({ outcome, what, code }) => `${outcomeText(look, outcome)}  ${mode}: ${visible(what)} ${paint(look, 'dim', `[${code}]`)}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
};
