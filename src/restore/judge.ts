import { sha256 } from '../core/hash.ts';
import type { Finding } from '../model/finding.ts';
import type { RestoreFacts } from './facts.ts';
import type { RestoreRule, Told } from './rule.ts';
import { restoreRules } from './rules/registry.ts';

/** What another finding tells already: of a table that is not there, its columns; of nothing at all, each table. */
const isEcho = (told: Told, by: RestoreRule, found: ReadonlyMap<string, readonly Told[]>): boolean => {
  const has = (rule: string): readonly Told[] => found.get(`restore/${rule}`) ?? [];
  const nothing = has('nothing-restored').length > 0;
  switch (by.id) {
    case 'restore/rows-differ':
    case 'restore/invariant-broken':
      return nothing;
    case 'restore/table-missing':
      return nothing;
    case 'restore/catalog-differs':
      return (
        nothing ||
        [...has('table-missing'), ...has('table-unexpected')].some(({ of }) => told.of?.includes(` ${of}`)) ||
        (told.of?.startsWith('extension ') ?? false)
      );
    case 'restore/does-not-start':
      return (
        has('log-damaged').length +
          has('log-missing').length +
          has('log-foreign').length +
          has('file-missing').length +
          has('file-changed').length >
        0
      );
    case 'restore/backup-not-newest':
      return has('wrong-cluster').length > 0;
    default:
      return false;
  }
};

/** As it may be written down: a thing that is named by its values is told apart by their hash. */
const quietly = (told: Told): Told =>
  told.quiet === undefined
    ? told
    : {
        what: told.quiet.what,
        ...(told.severity && { severity: told.severity }),
        ...((told.quiet.of ?? told.of) !== undefined && { of: told.quiet.of ?? sha256(told.of ?? '') }),
      };

const findingOf = ({ id, severity, cells, why, fix }: RestoreRule, told: Told): Finding => ({
  rule: id,
  fingerprint: sha256(`${id}\n${told.of ?? ''}`).slice(7, 23),
  severity: told.severity ?? severity,
  cells,
  route: 'restore',
  ...(told.of !== undefined && { object: told.of }),
  what: told.what,
  why,
  fix,
  at: {},
});

/** What a restore's facts mean. Pure; in the order of the rules. @param shown values of the copy may be shown: all of them are made up */
export const judgeRestore = (facts: RestoreFacts, shown = true): readonly Finding[] => {
  const told = new Map(restoreRules.map((rule) => [rule.id, rule.check(facts)]));
  return restoreRules.flatMap((rule) =>
    (told.get(rule.id) ?? []).filter((one) => !isEcho(one, rule, told)).map((one) => findingOf(rule, shown ? one : quietly(one))),
  );
};
