import type { Finding } from '../../model/finding.ts';

/** What all findings about the down migrations have in common. */
export const common = { route: 'down', cells: { rollback: 'breaks' }, at: {} } as const;

/** A row, or rows, that the down migrations lost or changed. */
export const rowFinding = (
  rule: string,
  severity: Finding['severity'],
  table: string,
  what: string,
  value: unknown,
  fix: string,
): Finding => ({
  ...common,
  rule: `drills/${rule}`,
  severity,
  what: `${table}: ${what}`,
  why: 'The down migrations destroyed data that N-1 needs.',
  fix,
  witness: { kind: 'row', value, confirmedBy: 'PostgreSQL' },
});
