import type { Basis, Cell, CellState } from './cell.ts';
import type { Finding } from './finding.ts';
import type { VersionId } from './version.ts';

/** The state of one cell and what it rests on. */
export interface CellReport {
  readonly state: CellState;
  readonly basis?: Basis;
  /** What was covered, or why it is unknown or not applicable, in words. */
  readonly because: string;
}

/** One contract of N-1 against the same contract of N. */
export interface ContractReport {
  readonly name: string;
  readonly format: 'openapi' | 'json-schema';
  readonly files: { readonly old: string; readonly new: string };
  /** `sha256:…` of both documents' bytes. */
  readonly digests?: { readonly old: string; readonly new: string };
  /** What was compared: operations for an API, schemas else. Zero is never a pass. */
  readonly compared: { readonly what: 'operations' | 'schemas'; readonly count: number; readonly identical: number };
  readonly cells: Readonly<Record<Cell, CellReport>>;
  readonly findings: readonly Finding[];
}

/** What `drill check` found for one artifact; `drill diff` is the same with an artifact made of two files. */
export interface CheckReport {
  readonly format: 'rollback-drill/check';
  readonly version: 1;
  readonly artifact: string;
  readonly from: VersionId;
  readonly to: VersionId;
  /** ISO 8601 */
  readonly at: string;
  readonly contracts: readonly ContractReport[];
}
