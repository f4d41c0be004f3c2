import type { Evidence } from '../../model/fact.ts';
import type { Outcome, Reason } from '../../model/outcome.ts';
import type { VersionId } from '../../model/version.ts';
import { deployedSince, outdatedBy } from './outdated.ts';
import type { GateQuestion, Recorded as Entered } from './question.ts';
import { agoText, deciding, type Recorded, saidText, type Series, seriesOf, standingOf } from './standing.ts';

/** The two versions between which going back is asked about: always the older part and the newer part of a rollout. */
export interface Pair {
  readonly old: VersionId;
  readonly new: VersionId;
}

const isOf = ({ fact }: Entered, artifact: string, { old, new: fresh }: Pair): boolean =>
  fact.artifact === artifact && fact.from.digest === old.digest && fact.to.digest === fresh.digest;

/** Evidence of exactly these contents, from where it counts; what it is of besides may be another thing now. */
export const countedFor = (question: GateQuestion, pair: Pair): readonly Recorded[] =>
  question.evidence
    .filter(
      (recorded) =>
        isOf(recorded, question.artifact, pair) &&
        (recorded.fact.of === 'check' ||
          (recorded.fact.environment !== undefined && question.policy.from.includes(recorded.fact.environment))),
    )
    .map((recorded) => {
      const outdated = outdatedBy(recorded.fact, question) ?? deployedSince(recorded, question, pair);
      return { ...recorded, ...(outdated && { outdated }) };
    });

const short = (digest: string): string => `${digest.slice(0, 19)}…`;

/** Both are called the same and are not: no command can tell them apart by name. */
export const sameName = (outcome: Reason['outcome'], artifact: string, { old, new: fresh }: Pair): Reason => ({
  outcome,
  code: 'gate/same-version-other-digest',
  what: `the bytes of ${artifact} ${fresh.version} changed since it was recorded: ${short(old.digest)} and ${short(fresh.digest)} go by one name`,
  fix: 'Give the changed release a version of its own, or bring the recorded bytes back.',
});

export const pairText = ({ old, new: fresh }: Pair): string => `${old.version} → ${fresh.version}`;

/** Why there is none: never made, made elsewhere, or made for what these versions were before they were rebuilt. */
const absence = (kind: Evidence['of'], question: GateQuestion, pair: Pair): Omit<Reason, 'outcome'> => {
  const { artifact, policy, evidence } = question;
  const about = `${kind} of ${artifact} ${pairText(pair)}`;
  const fix = question.commands[kind];
  const mine = evidence.filter(({ fact }) => fact.of === kind && fact.artifact === artifact).toSorted((a, b) => a.seq - b.seq);
  const elsewhere = mine.findLast((recorded) => isOf(recorded, artifact, pair));
  if (elsewhere)
    return {
      code: 'evidence/other-environment',
      what: `the ${about} was made in ${elsewhere.fact.environment}; what counts is ${policy.from.join(', ')}`,
      fix,
    };
  const rebuilt = mine.findLast(({ fact }) => fact.from.version === pair.old.version && fact.to.version === pair.new.version);
  if (!rebuilt) return { code: 'evidence/missing', what: `there is no ${about}`, fix };
  const [was, is] = rebuilt.fact.to.digest === pair.new.digest ? [rebuilt.fact.from, pair.old] : [rebuilt.fact.to, pair.new];
  return {
    code: 'evidence/other-digest',
    what: `the ${about} (entry ${rebuilt.seq}) is for another content of ${is.version}: ${short(was.digest)}, not ${short(is.digest)}`,
    fix,
  };
};

const workText = ({ work }: Evidence): string =>
  Object.entries(work)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');

/** What it passed in spite of. */
const acceptedText = ({ accepted }: Evidence): string =>
  accepted === undefined
    ? ''
    : `; ${accepted.findings === 1 ? '1 finding is' : `${accepted.findings} findings are`} accepted${accepted.findings === 1 ? '' : ', the first of them'} until ${accepted.until}`;

/** One series of a kind that is needed, as a reason. */
const reasonOf = (series: Series, { now, policy, commands }: GateQuestion): Reason => {
  const decides = deciding(series);
  const { fact, at } = decides;
  const fix = commands[fact.of];
  switch (standingOf(decides, now, policy.freshForMs)) {
    case 'holds':
      return {
        outcome: 'pass',
        code: 'evidence/holds',
        what: `${series.name} passed ${agoText(at, now)} (${workText(fact)})${acceptedText(fact)}`,
      };
    case 'stale':
      return {
        outcome: 'inconclusive',
        code: 'evidence/stale',
        what: `${series.name} passed ${agoText(at, now)}, which is too long ago to count`,
        fix,
      };
    case 'future':
      return {
        outcome: 'inconclusive',
        code: 'evidence/future',
        what: `${series.name} is dated ${at}, which is later than now (${now.toISOString()}): a clock is wrong`,
        fix: `Set the clock right, then: ${fix}`,
      };
    case 'outdated':
      return {
        outcome: 'inconclusive',
        code: decides.outdated?.code ?? 'evidence/other-definition',
        what: `${series.name} passed ${agoText(at, now)}, but ${decides.outdated?.why ?? 'of something else'}`,
        fix,
      };
    case 'empty':
      return { outcome: 'inconclusive', code: 'evidence/empty', what: `${series.name} passed without having evaluated anything`, fix };
    case 'inconclusive':
      return {
        outcome: 'inconclusive',
        code: 'evidence/inconclusive',
        what: `${series.name} was inconclusive ${agoText(at, now)}${saidText(decides)}`,
        fix,
      };
    case 'fails':
      return {
        outcome: 'fail',
        code: 'evidence/fails',
        what: `${series.name} failed ${agoText(at, now)}${saidText(decides)}`,
        fix: 'Mend what it names, under a version of its own.',
      };
  }
};

const rank: Readonly<Record<Outcome, number>> = { pass: 0, inconclusive: 1, fail: 2 };

/** Passes that count no more: told only where no other one of the kind does. */
const setAside: ReadonlySet<string> = new Set([
  'evidence/stale',
  'evidence/other-contract',
  'evidence/other-definition',
  'evidence/other-policy',
  'evidence/fewer-routes',
  'evidence/undeclared-drill',
  'evidence/other-deployed',
]);

/**
 * One needed kind: what its series say. A pass that counts no more is left out where another one of the kind is fresh;
 * a run that was inconclusive is not, however old.
 */
export const kindReasons = (kind: Evidence['of'], question: GateQuestion, pair: Pair): readonly Reason[] => {
  const reasons = seriesOf(countedFor(question, pair).filter(({ fact }) => fact.of === kind)).map((series) => reasonOf(series, question));
  if (reasons.length === 0) return [{ outcome: 'inconclusive', ...absence(kind, question, pair) }];
  const isFresh = reasons.some(({ code }) => code === 'evidence/holds');
  return reasons.filter(({ code }) => !(isFresh && setAside.has(code))).toSorted((a, b) => rank[b.outcome] - rank[a.outcome]);
};

/** A break that is known counts whether its kind was asked for or not. */
export const unaskedBreaks = (needs: readonly Evidence['of'][], question: GateQuestion, pair: Pair): readonly Reason[] =>
  seriesOf(countedFor(question, pair).filter(({ fact }) => !needs.includes(fact.of)))
    .map((series) => reasonOf(series, question))
    .filter(({ outcome }) => outcome === 'fail');

/** When the answer stops being one: the first moment at which a needed kind has no fresh evidence any more, or a waiver that a check rests on ends. */
export const expiryOf = (needs: readonly Evidence['of'][], question: GateQuestion, pair: Pair): string | undefined => {
  const { now, policy, judgedUntil } = question;
  const series = seriesOf(countedFor(question, pair));
  const ends = needs.map((kind) =>
    Math.max(
      ...series
        .filter((each) => each.of === kind && standingOf(deciding(each), now, policy.freshForMs) === 'holds')
        .map((each) => Date.parse(each.newest.at) + policy.freshForMs),
    ),
  );
  const end = Math.min(...ends, ...(judgedUntil !== undefined && needs.includes('check') ? [Date.parse(judgedUntil)] : []));
  return Number.isFinite(end) ? new Date(end).toISOString() : undefined;
};
