import type { DomainObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { implies } from './checks.ts';
import { whenChanged } from './facet.ts';
import { compareTypes } from './types.ts';

type Turn = 'tightened' | 'loosened' | 'changed' | undefined;

const turnOf = (isLooser: boolean, isTighter: boolean): Turn =>
  isLooser ? (isTighter ? undefined : 'loosened') : isTighter ? 'tightened' : 'changed';

const definitions = ({ checks }: DomainObject): readonly string[] =>
  checks.map((check) => check.slice(Math.max(check.indexOf('CHECK '), 0)));

/** Is each of these demanded by one of those? */
const areMet = (wanted: readonly string[], given: readonly string[]): boolean =>
  wanted.every((one) => given.some((other) => implies(other, one)));

const turns: Readonly<Record<string, (was: DomainObject, is: DomainObject) => Turn>> = {
  notNull: (was, is) => turnOf(!is.notNull, !was.notNull),
  checks: (was, is) => turnOf(areMet(definitions(is), definitions(was)), areMet(definitions(was), definitions(is))),
  base: (was, is) => {
    const relation = compareTypes(was.base, is.base);
    return relation === 'other' ? 'changed' : turnOf(relation !== 'narrower', relation !== 'wider');
  },
  default: () => 'changed',
  collation: () => 'changed',
};

const textOf = ({ base, notNull, default: given, checks, collation }: DomainObject): string =>
  [base, collation && `COLLATE ${collation}`, notNull && 'NOT NULL', given !== undefined && `DEFAULT ${given}`, ...checks]
    .filter(Boolean)
    .join(' ');

/** What is said of a domain of which this has become. */
export const domainText = (change: Change, turn: NonNullable<Turn>): string | undefined =>
  Object.entries(turns)
    .map(([field, judge]) =>
      whenChanged(change, ['domain'], field, (was, is) =>
        judge(was, is) === turn ? `it is ${textOf(is)}, and was ${textOf(was)}` : undefined,
      ),
    )
    .find((told) => told !== undefined);
