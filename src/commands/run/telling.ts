import type { Report } from '../../model/report.ts';

export type DrillReport = Extract<Report, { kind: 'drill' }>;

/** What is told of a drill. */
export interface Telling {
  /** What would be done. */
  readonly planned: (plan: { readonly text: string; readonly json: string }) => void;
  /** What was found, and how to look at what was kept; before anything is entered anywhere, for that may fail. */
  readonly found: (report: DrillReport, kept: readonly string[]) => void;
}
