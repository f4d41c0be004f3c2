import type { Journal, Rehearsal, RollbackJournal } from '../model/journal.ts';
import type { Reason } from '../model/outcome.ts';
import type { Judgement } from '../model/verdict.ts';
import { judgementOf } from './judgement.ts';
import { judgeMigrationDrill } from './migration-drill.ts';
import { judgeRestoreDrill } from './restore-drill.ts';
import { caseOf, type Rule } from './rehearsal/case.ts';
import { failed } from './rehearsal/failures.ts';
import { comparedNothing, found } from './rehearsal/findings.ts';
import { served } from './rehearsal/served.ts';
import { baselineBroken, failedRequests, sloMissed } from './rehearsal/slo.ts';
import { notGoneBack, gaveUp, tooSlow } from './rehearsal/given-up.ts';
import { neverBegun, phasesMissing, sampled } from './rehearsal/work.ts';
import { brokenWrites, unknownWrites } from './rehearsal/writes.ts';
import { written } from './rehearsal/written.ts';

/** What is asked of every rehearsal, the main reasons first. */
const rules: readonly Rule[] = [
  failed,
  brokenWrites,
  found,
  gaveUp,
  tooSlow,
  baselineBroken,
  sloMissed,
  failedRequests,
  unknownWrites,
  phasesMissing,
  neverBegun,
  served,
  written,
  sampled,
  comparedNothing,
  notGoneBack,
];

const judgeRehearsal = (journal: RollbackJournal, rehearsal: Rehearsal): Reason[] => {
  const it = caseOf(journal, rehearsal);
  const reasons = rules.flatMap((rule) => rule(it));
  return journal.routes.length > 1
    ? reasons.map((reason) => ({ ...reason, what: `by route ${rehearsal.route}: ${reason.what}` }))
    : reasons;
};

/** Law 1: what was to be rehearsed and was not. */
const notRehearsed = ({ routes, rehearsals }: RollbackJournal): Reason[] => {
  const again = { outcome: 'inconclusive', fix: 'Run the drill again and let it end.' } as const;
  if (rehearsals.length === 0) return [{ ...again, code: 'drill/nothing-rehearsed', what: 'nothing was rehearsed' }];
  const missing = routes.filter((route) => !rehearsals.some((rehearsal) => rehearsal.route === route));
  return missing.map((route) => ({ ...again, code: 'drill/route-not-rehearsed', what: `the route ${route} was not rehearsed` }));
};

const leftBehind = ({ leftovers }: Journal): Reason[] =>
  leftovers.length === 0
    ? []
    : [
        {
          outcome: 'inconclusive',
          code: 'drill/leftovers',
          what: `clean-up left ${leftovers.join('; ')}`,
          fix: 'Run `drill clean`, and the drill again.',
        },
      ];

const judgeRollback = (journal: RollbackJournal): Judgement =>
  judgementOf([
    ...journal.rehearsals.flatMap((rehearsal) => judgeRehearsal(journal, rehearsal)),
    ...notRehearsed(journal),
    ...leftBehind(journal),
  ]);

/**
 * Judges a drill by its journal alone, the same way every time. Reasons come the gravest first; what broke first in time
 * leads. Codes are stable: `drill/…`, or the rule id of a finding. The rules are written down in docs/verdicts.md.
 */
export const judgeDrill = (journal: Journal): Judgement => {
  switch (journal.kind) {
    case 'rollback':
      return judgeRollback(journal);
    case 'migration':
      return judgeMigrationDrill(journal);
    case 'restore':
      return judgeRestoreDrill(journal);
  }
};
