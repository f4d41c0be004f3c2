import type { Reason } from '../../model/outcome.ts';
import { isDoubtful, isError, isUnknown } from '../finding.ts';
import type { Rule } from './case.ts';

/** What the `down` route found in catalog and rows: one reason a rule, with the first finding in words. */
export const found: Rule = ({ rehearsal, lost, brokenBefore }) => {
  if (brokenBefore) return [];
  const errors = Map.groupBy(rehearsal.findings.filter(isError), ({ rule }) => rule);
  const unknown = rehearsal.findings.filter(isUnknown);
  const doubtful = rehearsal.findings.filter(isDoubtful);
  const [first] = unknown;
  const [doubt] = doubtful;
  return [
    ...[...errors].flatMap(([rule, [one, ...more]]): Reason[] =>
      one
        ? [
            {
              outcome: lost ? 'inconclusive' : 'fail',
              code: rule,
              what: `${one.what}${more.length > 0 ? ` (and ${more.length} more)` : ''}`,
              fix: one.fix,
            },
          ]
        : [],
    ),
    // Under a code of its own: the rule's id says that it is certain.
    ...(doubt
      ? [
          {
            outcome: 'inconclusive' as const,
            code: 'drill/findings-to-review',
            what: `${doubtful.length === 1 ? '1 change was seen that breaks going back unless it is' : `${doubtful.length} changes were seen that break going back unless they are`} meant, first ${doubt.what} (${doubt.rule})`,
            fix: `Look at each in the journal. ${doubt.fix}`,
          },
        ]
      : []),
    ...(first
      ? [
          {
            outcome: 'inconclusive' as const,
            code: 'drill/findings-unknown',
            what: `${unknown.length} findings could not be decided, first ${first.what}`,
            fix: first.fix,
          },
        ]
      : []),
  ];
};

/** On the `down` route the catalog must have been compared. */
export const comparedNothing: Rule = ({ rehearsal, failures }) =>
  rehearsal.route !== 'down' || failures.length > 0 || (rehearsal.compared && rehearsal.compared.objects > 0)
    ? []
    : [
        {
          outcome: 'inconclusive',
          code: 'drill/nothing-compared',
          what: 'after the down migrations not one object of the schema was compared',
          fix: 'Rehearse a store that holds something, or leave the route `down` out.',
        },
      ];
