import type { Catalog, RoutineObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { isThere } from './beside.ts';
import { implies } from './checks.ts';
import { codeOf, reachedBy, wordsOf } from './routine-code.ts';

// Functions that decide what a check lets through.

const asks = (text: string, routine: RoutineObject, catalog: Catalog): boolean =>
  reachedBy(wordsOf(text), catalog).some(({ name }) => name === routine.name);

/** Tables of N-1 with a check, or a domain with one, that asks a function, itself or by what it calls. */
export const tablesAsking = (routine: RoutineObject, { old, new: next }: Change): readonly string[] => {
  const domains = new Set(
    next.objects.flatMap((one) => (one.kind === 'domain' && one.checks.some((check) => asks(check, routine, next)) ? [one.name] : [])),
  );
  const tables = next.objects.flatMap((one) => {
    if (one.kind === 'constraint' && one.type === 'check' && one.enforced)
      return isThere(old, `constraint ${one.name}`) && asks(one.definition, routine, next) ? [one.table] : [];
    return one.kind === 'column' && isThere(old, `column ${one.name}`) && domains.has(one.type.replace(/\[\]$/, '')) ? [one.table] : [];
  });
  return [...new Set(tables)];
};

/** What a function that is one expression gives back, as a check would say it. */
const expressionOf = ({ definition }: RoutineObject): string | undefined => {
  const [, , body = ''] = /\nAS (\$\w*\$)([^]*)\1$/.exec(definition) ?? [];
  const [, said] = /^\s*(?:SELECT|BEGIN\s+RETURN)\s+([^;]*?)\s*(?:;\s*(?:END\s*;?)?)?\s*$/i.exec(body) ?? [];
  if (said === undefined || /--|\/\*|\b(?:between|from|select|case)\b/i.test(said)) return undefined;
  const takes = /\(([^)]*)\)/.exec(definition)?.[1]?.split(', ') ?? [];
  const named = said.replaceAll(/\$(\d+)/g, (text, at: string) => {
    const [name, ...type] = takes[Number(at) - 1]?.split(' ') ?? [];
    return type.length > 0 && name ? name : text;
  });
  return `CHECK (${named.replaceAll(/\b(?:and|or)\b/gi, (word) => word.toUpperCase())})`;
};

/** May checks of N-1 refuse more, now that the function says something else? Not where it certainly lets through all that it did. */
export const checksMore = (was: RoutineObject, is: RoutineObject, change: Change): boolean => {
  const [before, after] = [codeOf(was), codeOf(is)];
  if (before && after && before.join(' ') === after.join(' ')) return false;
  const [asked, asking] = [expressionOf(was), expressionOf(is)];
  if (asked !== undefined && asking !== undefined && implies(asked, asking)) return false;
  return tablesAsking(is, change).length > 0;
};
