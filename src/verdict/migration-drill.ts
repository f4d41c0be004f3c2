import type { CheckReport, ContractReport } from '../model/check.ts';
import type { MigrationFailure, MigrationJournal } from '../model/journal.ts';
import type { Reason } from '../model/outcome.ts';
import type { Judgement } from '../model/verdict.ts';
import { judgeCheck } from './check.ts';
import { judgementOf } from './judgement.ts';

// A drill of migrations finds what a check finds of stores, and is judged as that: the same codes say the same.

const nobodysFault: Readonly<Record<MigrationFailure['who'], readonly [code: string, words: string, fix: string]>> = {
  environment: ['drill/environment-lost', 'the environment was lost', 'Look after the environment and run the drill again.'],
  harness: ['drill/harness-failed', 'the drill did not come to its end', 'Give it more time (`deadline`), or fewer statements and rows.'],
  interrupted: ['drill/interrupted', 'somebody stopped it', 'Run it again and let it end.'],
};

const failed = ({ who, what, fix: own }: MigrationFailure): Reason => {
  const [code, words, fix] = nobodysFault[who];
  return { outcome: 'inconclusive', code, what: `${words}: ${what}`, fix: own ?? fix };
};

/** Steps whose way back was asked for and not gone: there is none, and nothing that says so is among the findings. */
const notGoneBack = ({ name, chain, findings }: ContractReport): Reason[] => {
  const left = (chain?.steps ?? []).filter(({ downMs }) => downMs === undefined);
  if (left.length === 0 || findings.some(({ route }) => route === 'down')) return [];
  return [
    {
      outcome: 'inconclusive',
      code: 'drill/route-not-rehearsed',
      what: `store ${name}: the route down was not tried: ${left.map((step) => step.name).join(', ')} ${left.length === 1 ? 'has' : 'have'} no down migration`,
      fix: 'Write it, or leave the route out.',
    },
  ];
};

const reportOf = ({ artifact, from, to, startedAt, stores }: MigrationJournal): CheckReport => ({
  format: 'rollback-drill/check',
  version: 1,
  artifact,
  from,
  to,
  at: startedAt,
  contracts: stores,
});

/** Judges a drill of migrations by its journal alone. Codes are those of a check (`check/…`) and of drills (`drill/…`). */
export const judgeMigrationDrill = (journal: MigrationJournal): Judgement => {
  const { stores, asked, failures, routes, leftovers } = journal;
  const missing = asked.filter((name) => !stores.some((store) => store.name === name));
  return judgementOf([
    ...(stores.length > 0 ? judgeCheck(reportOf(journal)).reasons : []),
    ...failures.map(failed),
    ...(missing.length > 0 && failures.length === 0
      ? [
          {
            outcome: 'inconclusive' as const,
            code: 'drill/nothing-rehearsed',
            what: `nothing was tried of the store ${missing.join(', ')}`,
          },
        ]
      : []),
    ...(asked.length === 0 ? [{ outcome: 'inconclusive' as const, code: 'drill/nothing-rehearsed', what: 'nothing was rehearsed' }] : []),
    ...(routes.includes('down') ? stores.flatMap(notGoneBack) : []),
    ...(leftovers.length > 0
      ? [
          {
            outcome: 'inconclusive' as const,
            code: 'drill/leftovers',
            what: `clean-up left ${leftovers.join('; ')}`,
            fix: 'Run `drill clean`, and the drill again.',
          },
        ]
      : []),
  ]);
};
