import type { Reason } from '../model/outcome.ts';
import type { Verdict } from '../model/verdict.ts';
import { expiryOf, kindReasons, type Pair, sameName, unaskedBreaks } from './gate/forward.ts';
import { markedBad } from './gate/marked.ts';
import type { GatePolicy, GateQuestion } from './gate/question.ts';
import { returnReasons } from './gate/return.ts';
import { judgementOf } from './judgement.ts';

/** A hotfix needs less: the check alone, where the policy asks for one. */
const neededFor = ({ needs }: GatePolicy, direction: GateQuestion['direction']): GatePolicy['needs'] =>
  direction === 'hotfix' && needs.includes('check') ? ['check'] : needs;

/** What is known before any evidence is looked at. */
const againstRollout = ({ ledgerBroken, notReturn, previousBad }: GateQuestion): readonly Reason[] => [
  ...(ledgerBroken === undefined
    ? []
    : [
        {
          outcome: 'inconclusive' as const,
          code: 'gate/ledger-broken',
          what: `the ledger cannot be believed: ${ledgerBroken}`,
          fix: 'See `drill ledger verify`; restore the file from a copy.',
        },
      ]),
  ...(notReturn === undefined
    ? []
    : [
        {
          outcome: 'pass' as const,
          code: 'gate/not-a-return',
          what: notReturn,
          fix: 'It is judged as a rollout. To go back, name a version that was good here.',
        },
      ]),
  ...(previousBad === undefined
    ? []
    : [
        {
          outcome: 'inconclusive' as const,
          code: 'gate/previous-bad',
          what: previousBad,
          fix: 'Name an N-1 that is not: --from <version>.',
        },
      ]),
];

const forwardReasons = (question: GateQuestion, pair: Pair | undefined): readonly Reason[] => {
  const { artifact, environment, to, firstRelease, direction, policy, fromNote } = question;
  const broken = [...againstRollout(question), ...markedBad(question, 'fail')];
  if (!pair && firstRelease)
    return [
      ...broken,
      {
        outcome: 'pass',
        code: 'gate/first-release',
        what: `${artifact} ${to.version} is the first release in ${environment}: there is nothing to go back to`,
      },
    ];
  if (!pair && question.previousBad !== undefined) return broken;
  if (!pair)
    return [
      ...broken,
      {
        outcome: 'inconclusive',
        code: 'gate/no-previous',
        what: `no version of ${artifact} is known to go back to in ${environment}`,
        fix: `Name it (--from), record it (drill record deployed, drill record good), or say that there is none yet: drill record deployed ${artifact} ${to.version} --environment ${environment} --first-release`,
      },
    ];
  if (pair.old.version === pair.new.version)
    return [...broken, ...unaskedBreaks([], question, pair), sameName('inconclusive', artifact, pair)];
  const needs = neededFor(policy, direction);
  return [
    ...broken,
    ...(needs.length === 0
      ? [
          {
            outcome: 'inconclusive' as const,
            code: 'gate/nothing-needed',
            what: 'the policy needs no evidence, so nothing was evaluated',
            fix: 'Name some under `policy:` in drill.yaml.',
          },
        ]
      : []),
    ...unaskedBreaks(needs, question, pair),
    ...needs.flatMap((kind) => kindReasons(kind, question, pair)),
    ...(fromNote === undefined ? [] : [{ outcome: 'pass' as const, code: 'gate/previous-assumed', what: fromNote }]),
  ];
};

const backReasons = (question: GateQuestion, pair: Pair | undefined): readonly Reason[] => {
  const { ledgerBroken, environment, artifact } = question;
  return [
    ...markedBad(question, 'pass'),
    ...(question.nothingKnown === true
      ? [
          {
            outcome: 'pass' as const,
            code: 'gate/nothing-known',
            what: `nothing at all is known of ${artifact} in ${environment}: that ${question.to.version} was ever good there is your word alone`,
            fix: `Tell the ledger what you deploy: drill record deployed ${artifact} <version> --environment ${environment}`,
          },
        ]
      : []),
    ...(pair
      ? pair.old.digest === pair.new.digest
        ? [{ outcome: 'pass' as const, code: 'gate/same', what: `${artifact} ${question.to.version} runs in ${environment} already` }]
        : returnReasons(question, pair)
      : [
          {
            outcome: 'pass' as const,
            code: 'gate/now-unknown',
            what: `what runs in ${environment} now is not recorded, so no break of going back from it can be known`,
            fix: `Name it with --from, or record it: drill record deployed ${artifact} <version> --environment ${environment}`,
          },
        ]),
    ...(ledgerBroken === undefined
      ? []
      : [
          {
            outcome: 'pass' as const,
            code: 'gate/ledger-broken',
            what: `the ledger cannot be believed: ${ledgerBroken}`,
            fix: 'See `drill ledger verify`, once you are back.',
          },
        ]),
  ];
};

/**
 * The answer for one rollout. Pure: the same question has the same answer, in whatever order the evidence comes.
 * `forward` and `hotfix` fail closed: what is needed must be there, fresh, for exactly both contents. `return` is stopped
 * by a witnessed break alone; what is missing comes as a reason with the outcome pass and a `fix`. (docs/verdicts.md)
 */
export const judgeGate = (question: GateQuestion): Verdict => {
  const { artifact, environment, direction, from, to, policy } = question;
  const goesBack = direction === 'return';
  const pair = from && (goesBack ? { old: to, new: from } : { old: from, new: to });
  const judgement = judgementOf(goesBack ? backReasons(question, pair) : forwardReasons(question, pair));
  const expires = pair && !goesBack && judgement.outcome === 'pass' ? expiryOf(neededFor(policy, direction), question, pair) : undefined;
  return { artifact, environment, direction, ...(from && { from }), to, ...judgement, ...(expires !== undefined && { expires }) };
};
