import type { Failure } from '../../model/journal.ts';
import type { Reason } from '../../model/outcome.ts';
import { type Case, isBefore, type Rule } from './case.ts';

// Whose fault (docs: design, "Severity to verdict"): before the rollout began it says nothing about N; after it, N, the
// rollback or N-1 breaking is a fail; the environment, the drill itself or somebody's Ctrl-C is nobody's answer.

const names = /\b[A-Za-z]*(error|exception)\b|\b(panic|fatal)/i;

/** Where a log names an error it is told from there, else its end: lines of their own, below what happened. */
const lastWords = ({ log = [] }: Failure): string => {
  const named = log.findIndex((line) => names.test(line));
  const told = named === -1 ? log.slice(-5) : log.slice(named, named + 5);
  return told.map((line) => `\n  | ${line.slice(0, 300)}`).join('');
};

const beforeRollout = (failure: Failure): Reason => ({
  outcome: 'inconclusive',
  code: failure.who === 'interrupted' ? 'drill/interrupted' : 'drill/broken-before-rollout',
  what:
    failure.who === 'interrupted'
      ? `somebody stopped it in ${failure.phase}: ${failure.what}`
      : `it broke in ${failure.phase}, before the rollout began: ${failure.what}${lastWords(failure)}`,
  fix: failure.fix ?? 'This says nothing about the release. Mend it and run the drill again.',
});

const nobodysFault = {
  environment: ['drill/environment-lost', 'the environment was lost', 'Look after the environment and run the drill again.'],
  harness: ['drill/harness-failed', 'the drill itself failed', 'Run it again; if it stays, this is a bug of drill or of the workload.'],
  interrupted: ['drill/interrupted', 'somebody stopped it', 'Run it again and let it end.'],
} as const;

const afterRollout = (failure: Failure, { journal }: Case): Reason => {
  const { phase, who } = failure;
  if (phase === 'cleanup')
    return {
      outcome: 'inconclusive',
      code: 'drill/clean-up',
      what: `clean-up failed: ${failure.what}`,
      fix: failure.fix ?? 'Run `drill clean`.',
    };
  if (who === 'restore')
    return {
      outcome: 'fail',
      code: 'drill/rollback-failed',
      what: `the restore broke in ${phase}: ${failure.what}${lastWords(failure)}`,
      fix: failure.fix ?? 'Mend the backup, its log or what replays it: by this way nobody gets back.',
    };
  if (who === 'old' || who === 'new') {
    const goingBack = phase === 'rollback' || phase === 'verify';
    const { version } = who === 'old' ? journal.from : journal.to;
    return {
      outcome: 'fail',
      code: goingBack ? 'drill/rollback-failed' : who === 'new' ? 'drill/new-failed' : 'drill/old-failed',
      what: `${version} (${who === 'old' ? 'N-1' : 'N'}) broke in ${phase}: ${failure.what}${lastWords(failure)}`,
      fix:
        failure.fix ??
        (goingBack ? `Change N so that ${journal.from.version} runs on what it leaves.` : 'Mend it and run the drill again.'),
    };
  }
  const [code, words, fix] = nobodysFault[who];
  return { outcome: 'inconclusive', code, what: `${words} in ${phase}: ${failure.what}${lastWords(failure)}`, fix: failure.fix ?? fix };
};

/** What stopped the rehearsal. Breaks after the environment was lost are its consequence, and left out. */
export const failed: Rule = (it) =>
  it.brokenBefore
    ? [beforeRollout(it.brokenBefore)]
    : it.failures
        .filter((failure) => !isBefore(failure.phase) && !(it.lost && failure.at > it.lost.at && failure.phase !== 'cleanup'))
        .map((failure) => afterRollout(failure, it));
