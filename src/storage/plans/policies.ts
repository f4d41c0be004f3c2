import type { Catalog } from '../catalog.ts';
import { lastPart } from '../judging/tokens.ts';
import type { Statement } from '../statements/statement.ts';
import { saysLabelOf } from './says.ts';
import type { Target } from './target.ts';

const verbs: Readonly<Record<string, RegExp>> = {
  INSERT: /\b(?:insert|merge|copy)\b/i,
  UPDATE: /\b(?:update|merge)\b/i,
  DELETE: /\b(?:delete|merge)\b/i,
};

/** Does a policy of a table that a statement touches need what goes? With it the policy goes too, and with that the rows that it lets through. */
export const policyNeeds = (catalog: Catalog, target: Target, { touches, text }: Pick<Statement, 'touches' | 'text'>): boolean =>
  catalog.objects.some((policy) => {
    if (policy.kind !== 'policy' || !touches.includes(`table ${policy.table}`)) return false;
    const isOn = catalog.objects.some((one) => one.kind === 'table' && one.name === policy.table && one.rowSecurity !== undefined);
    const [, of = 'ALL', body = ''] = /^\S+ FOR (\S+) TO .*?((?:USING|WITH CHECK) \([\s\S]*)$/.exec(policy.definition) ?? [];
    if (!isOn || verbs[of]?.test(text) === false) return false;
    if (target.kind === 'value') return saysLabelOf(catalog, target, body);
    const words = new Set(body.replaceAll(/'(?:[^']|'')*'/g, "''").match(/"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu));
    const isSpoken = target.part === undefined || words.has(target.part);
    return isSpoken && ((policy.table === target.of && target.part !== undefined) || words.has(lastPart(target.of)));
  });
