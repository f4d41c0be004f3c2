import type { Connection, ScratchServer } from '../engine.ts';
import type { JudgedChange } from '../judge.ts';
import { letThrough } from '../judging/let-through.ts';
import { policyChanged } from '../rules/policy-changed.ts';
import { policyNarrowed } from '../rules/policy-narrowed.ts';
import { policyWidened } from '../rules/policy-widened.ts';
import { rowSecurityEnabled } from '../rules/row-security-enabled.ts';
import type { Statement } from '../statements/statement.ts';

const rules: ReadonlySet<string> = new Set([policyChanged.id, policyNarrowed.id, policyWidened.id, rowSecurityEnabled.id]);

/** Where row security is on COPY takes no rows from who is held to it, whatever its policies say. */
const copiesInto = ({ text, touches }: Statement, table: string): boolean =>
  /^\s*copy\b[^]*\bfrom\b/i.test(text) && (touches.length === 0 || touches.includes(`table ${table}`));

/** What is left of a finding on row security where all policies together let through what they did, to everybody who may do something with the table. */
export const withSamePolicies = async (
  one: JudgedChange,
  session: Connection,
  server: ScratchServer,
  captured: readonly Statement[] | undefined,
): Promise<JudgedChange | undefined> => {
  const { change, finding } = one;
  const { was, is, old, new: next } = change;
  const object = is ?? was;
  if (!rules.has(finding.rule) || !object) return one;
  const table = 'table' in object ? object.table : object.name;
  const held = await server.heldTo(session, table);
  const isNoNarrower = held.every((role) => letThrough(table, role, old, next));
  const isNoWider = (): boolean => held.every((role) => letThrough(table, role, next, old));
  if (finding.rule === policyWidened.id) return isNoWider() ? undefined : one;
  if (!isNoNarrower) return one;
  if (finding.rule === policyNarrowed.id) return undefined;
  if (finding.rule === policyChanged.id) return isNoWider() ? undefined : one;
  if (captured?.some((statement) => copiesInto(statement, table))) return one;
  return {
    change,
    finding: {
      ...finding,
      severity: 'note',
      downgraded: 'its policies let through to everybody all that was let through',
      use: { of: `COPY ${table} FROM, which is refused to who is held to policies`, state: 'unknown', assume: 'unused' },
    },
  };
};
