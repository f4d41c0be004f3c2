/** The three situations in which two versions meet (docs/design.md, "Cells"). */
export const cells = ['rollout', 'mixed', 'rollback'] as const;
export type Cell = (typeof cells)[number];

/** How data gets back. */
export const routes = ['schema-left', 'down', 'restore'] as const;
export type Route = (typeof routes)[number];

/** What is known of a cell. */
export type CellState = 'holds' | 'breaks' | 'breaks-if-used' | 'unknown' | 'not-applicable';

/** What `holds` rests on: the procedure proved it, or it was exercised. */
export type Basis = 'proved' | 'exercised';
