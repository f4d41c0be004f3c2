import type { Finding } from '../model/finding.ts';
import type { RestoreFailure, RestoreJournal } from '../model/journal.ts';
import type { Reason } from '../model/outcome.ts';
import type { Judgement } from '../model/verdict.ts';
import { judgementOf } from './judgement.ts';

const nobodysFault: Readonly<Record<RestoreFailure['who'], readonly [code: string, words: string, fix: string]>> = {
  environment: ['drill/environment-lost', 'the environment was lost', 'Look after the environment and run the drill again.'],
  harness: ['drill/harness-failed', 'the drill did not come to its end', 'Give it more time (`deadline`).'],
  interrupted: ['drill/interrupted', 'somebody stopped it', 'Run it again and let it end.'],
};

const failed = ({ who, what, phase, fix: own }: RestoreFailure): Reason => {
  const [code, words, fix] = nobodysFault[who];
  return { outcome: 'inconclusive', code, what: `${words} in phase ${phase}: ${what}`, fix: own ?? fix };
};

const found = ({ rule, what, severity, fix, waived }: Finding): Reason[] =>
  waived || severity === 'note' ? [] : [{ outcome: severity === 'error' ? 'fail' : 'pass', code: rule, what, fix }];

/** Law 1: what was not looked at proves nothing. */
const notProved = ({ restsOn, work, findings, failures, isolation, points = [] }: RestoreJournal): Reason[] => {
  if (failures.length > 0 || findings.some(({ severity }) => severity === 'error')) return [];
  const missing = (code: string, what: string, fix: string): Reason => ({ outcome: 'inconclusive', code: `drill/${code}`, what, fix });
  return [
    ...(restsOn === undefined || work.tables === 0
      ? [
          missing(
            'nothing-compared',
            'nothing tells what the backup must hold: no table was compared',
            'Let `drill` take the backup, or its manifest when it is taken; or declare invariants.',
          ),
        ]
      : []),
    ...(points.some(({ reached }) => reached === undefined)
      ? [
          missing(
            'points-not-tried',
            `the copy was not brought to a point in time: ${points.flatMap(({ kind, reached }) => (reached === undefined ? [kind] : [])).join(', ')}`,
            'Let the drill take the backup, by a provider that keeps the log; or leave `points` out.',
          ),
        ]
      : []),
    ...(work.requests === 0 && !(isolation?.kind === 'none' && isolation.notStarted)
      ? [missing('nothing-served', 'N-1 answered nothing on what was restored', 'Give the drill a workload that reads.')]
      : []),
  ];
};

/** What nothing kept from reaching out: told, and where it is somebody's data N-1 was not started on it. */
const notIsolated = ({ isolation }: RestoreJournal): Reason[] =>
  isolation?.kind === 'none'
    ? [
        {
          outcome: isolation.notStarted ? 'inconclusive' : 'pass',
          code: 'drill/not-isolated',
          what: isolation.notStarted
            ? `N-1 was not started on the copy, for nothing here would keep it from reaching customers: ${isolation.why}`
            : `nothing kept the copy and N-1 on it from reaching out, and what they tried is not known: ${isolation.why}`,
          fix: 'Run it on Linux with iproute2 and util-linux, as root with CAP_SYS_ADMIN or where a user may make namespaces (`unshare --user --net true`).',
        },
      ]
    : [];

/** Judges a restore drill by its journal alone. Codes are `drill/…`, or the rule of a finding. */
export const judgeRestoreDrill = (journal: RestoreJournal): Judgement =>
  judgementOf([
    ...journal.findings.flatMap(found),
    ...journal.failures.map(failed),
    ...notProved(journal),
    ...notIsolated(journal),
    ...(journal.leftovers.length > 0
      ? [
          {
            outcome: 'inconclusive' as const,
            code: 'drill/leftovers',
            what: `clean-up left ${journal.leftovers.join('; ')}`,
            fix: 'Run `drill clean`, and the drill again.',
          },
        ]
      : []),
  ]);
