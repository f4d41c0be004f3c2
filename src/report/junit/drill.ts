import type { MigrationJournal } from '../../model/journal.ts';
import type { Reason } from '../../model/outcome.ts';
import type { Report } from '../../model/report.ts';
import type { Judgement } from '../../model/verdict.ts';
import { checkSuites } from './check.ts';
import { passingText, troubleOf } from './reasons.ts';
import type { Suite } from './suite.ts';

/** What is asked of a drill, by the codes of the reasons that deny it; what has no test of its own is told by the last. */
const questions: readonly (readonly [name: string, denied: RegExp])[] = [
  [
    'it runs to its end',
    /^drill\/(broken-before|interrupted|environment-|harness-|rollback-failed|new-failed|old-failed|clean-up|nothing-rehearsed|route-not|leftovers|phase-)/,
  ],
  ['every acknowledged write is there', /^drill\/(writes-|too-much-given-up|loss-not-bounded)/],
  ['the service levels hold', /^drill\/(slo|failed-requests|baseline-broken|restore-too-slow)/],
  ['the schema and the rows come back', /^(?!drill\/)|^drill\/(findings-|nothing-compared)/],
  ['enough was seen to tell', /./],
];

const answeredBy = ({ code }: Reason): string | undefined => questions.find(([, denied]) => denied.test(code))?.[0];

/** Of migrations: one suite a store, one test a cell, as in a check. */
const storeSuites = (journal: MigrationJournal, judgement: Judgement): readonly Suite[] => {
  const { artifact, from, to, startedAt: at, stores: contracts, durationMs, environment, drill } = journal;
  const report = { format: 'rollback-drill/check', version: 1, artifact, from, to, at, contracts } as const;
  return checkSuites({ kind: 'check', report, judgement }).map((suite, index) => ({
    ...suite,
    name: `drill ${drill}: ${suite.name}`,
    properties: { ...suite.properties, environment },
    ...(index === 0 && { durationMs }),
  }));
};

/** One suite a drill, one test a question that it answers. */
export const drillSuites = ({ journal, judgement }: Extract<Report, { kind: 'drill' }>): readonly Suite[] => {
  if (journal.kind === 'migration') return storeSuites(journal, judgement);
  const asked = questions.filter(
    ([name]) =>
      (name !== 'the schema and the rows come back' && (name !== 'the service levels hold' || journal.kind === 'rollback')) ||
      journal.routes.includes('down') ||
      (name === 'the schema and the rows come back' && journal.kind === 'restore') ||
      judgement.reasons.some((reason) => answeredBy(reason) === name),
  );
  return [
    {
      name: `drill ${journal.drill}`,
      at: journal.startedAt,
      durationMs: journal.durationMs,
      properties: {
        artifact: journal.artifact,
        environment: journal.environment,
        'N-1': journal.from.version,
        N: journal.to.version,
        routes: journal.routes.join(', '),
      },
      cases: asked.map(([name]) => {
        const reasons = judgement.reasons.filter((reason) => answeredBy(reason) === name);
        const trouble = troubleOf(reasons);
        return { name, ...(trouble ? { trouble } : {}), out: passingText(reasons) };
      }),
    },
  ];
};
