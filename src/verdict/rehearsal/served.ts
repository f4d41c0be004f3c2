import type { Role, Served } from '../../model/journal.ts';
import type { Reason } from '../../model/outcome.ts';
import { little, type Rule } from './case.ts';

const isUntold = ({ byItself }: Served): boolean => byItself !== undefined && byItself.count === undefined;

/** The smaller of the two: what the proxy sent may have been answered by another, what a version says may be older than the drill. */
const surely = ({ byItself, byProxy }: Served): number => Math.min(byProxy, byItself?.count ?? byProxy);

/** Both versions really served, by their own word too where they can be asked. */
export const served: Rule = ({ rehearsal, journal, failures }) => {
  if (failures.length > 0) return [];
  const least = Math.max(1, journal.expectations.minimum.requests);
  return (['old', 'new'] as const satisfies readonly Role[]).flatMap((role): Reason[] => {
    const mine = rehearsal.served.filter((each) => each.role === role);
    const { version } = role === 'old' ? journal.from : journal.to;
    const denied = mine.find(({ byItself, byProxy }) => byItself?.count === 0 && byProxy > 0);
    if (denied)
      return [
        little(
          'served-disagrees',
          `${version} says that it served no request (${denied.byItself?.how}), the proxy sent it ${denied.byProxy}`,
          'Make sure that the version which answers is the one that was started.',
        ),
      ];
    const untold = mine.find(isUntold);
    const count = mine.reduce((sum, each) => sum + surely(each), 0);
    return [
      ...(untold
        ? [
            little(
              'not-told',
              `${version} was asked how many requests it served (${untold.byItself?.how}) and did not tell`,
              `Make every instance of ${version} tell it, or correct \`served\` in drill.yaml.`,
            ),
          ]
        : []),
      // Enough has to be shown: a count that is no number is not enough.
      ...(count >= least
        ? []
        : [
            little(
              'few-requests',
              `${version} served ${count} requests, fewer than ${least}`,
              'Let the drill run longer or at a higher rate, or lower `minimum.requests`.',
            ),
          ]),
    ];
  });
};
