import type { Place } from '../core/error.ts';
import type { Basis, Cell, CellState } from './cell.ts';
import type { Finding } from './finding.ts';
import type { Chain } from './chain.ts';
import type { StatementCoverage } from './coverage.ts';
import type { ReplayReport, Served } from './replay.ts';
import type { SecondAnswer } from './schema.ts';
import type { VersionId } from './version.ts';

/** The state of one cell and what it rests on. */
export interface CellReport {
  readonly state: CellState;
  readonly basis?: Basis;
  /** What was covered, or why it is unknown or not applicable, in words. */
  readonly because: string;
}

/** Where another tool says something else than we do about two schemas at the same place of both documents. */
export interface Disagreement {
  readonly question: 'old in new' | 'new in old';
  /** Where the schemas stand. */
  readonly at: { readonly old: Place; readonly new: Place };
  readonly ours: 'contained' | 'not-contained' | 'unknown';
  readonly answer: SecondAnswer;
}

/** Another tool's answers, about sets of documents, for the schemas that stand at the same place of both documents and differ. */
export interface SecondOpinions {
  /** `json-schema-diff 1.0.0` */
  readonly by: string;
  /** Two questions a pair of schemas. */
  readonly questions: number;
  /** How many of them it agrees in, is silent about (with the reasons, and how often), or answers where we do not. */
  readonly agrees: number;
  readonly silent: Readonly<Record<string, number>>;
  readonly beside: number;
  readonly disagreements: readonly Disagreement[];
}

/** One contract of N-1 against the same contract of N; or one store, by its snapshots. */
export interface ContractReport {
  readonly name: string;
  /** Absent: a contract. */
  readonly is?: 'contract' | 'store';
  /** Of a store its engine. */
  readonly format: 'openapi' | 'json-schema' | 'postgres';
  readonly files: { readonly old: string; readonly new: string };
  /** `sha256:…` of both documents' bytes. */
  readonly digests?: { readonly old: string; readonly new: string };
  /** What was compared: operations for an API, objects of a store, schemas else. Zero is never a pass. */
  readonly compared: { readonly what: 'operations' | 'schemas' | 'objects'; readonly count: number; readonly identical: number };
  readonly cells: Readonly<Record<Cell, CellReport>>;
  readonly findings: readonly Finding[];
  /** What to look at first, such as documents that look swapped; no findings. */
  readonly notices?: readonly string[];
  /** Of a store whose migrations were tried: whether and how one gets back, and the migrations one by one. */
  readonly wayBack?: string;
  readonly chain?: Chain;
  /** Of a store: what captured statements rest on; absent: they were made from its schema. */
  readonly captured?: readonly StatementCoverage[];
  readonly secondOpinion?: SecondOpinions;
  /** Where each version says that its operations are; for a replay alone, and no part of a report. */
  readonly served?: Readonly<Record<'N-1' | 'N', Served>>;
  /** What a running server said to the requests that its document refuses. */
  readonly replay?: ReplayReport;
}

/** What became of the waivers and of the baseline. */
export interface WaiverReport {
  /** Findings that are accepted, and the first day on which one of them is not any more. */
  readonly accepted: number;
  readonly until?: string;
  /** Findings that are back because their waiver has expired. */
  readonly expired: number;
  /** Waivers that no finding needed. */
  readonly unused: readonly { readonly text: string; readonly at?: Place }[];
}

/** What `drill check` found for one artifact; `drill diff` is the same with an artifact made of two files. */
export interface CheckReport {
  /** `safe to roll out: yes / safe to roll back: no, 3 findings`: all contracts in one line. */
  readonly summary?: string;
  /** The environment whose policy it was judged by; absent: by what holds everywhere. */
  readonly environment?: string;
  /** What became of the accepted findings; absent where nothing is accepted. */
  readonly waivers?: WaiverReport;
  /** Findings of rules that the policy turned off: not among those above, and not in any cell's count. */
  readonly off?: readonly { readonly rule: string; readonly count: number; readonly reason: string }[];
  readonly format: 'rollback-drill/check';
  readonly version: 1;
  readonly artifact: string;
  readonly from: VersionId;
  readonly to: VersionId;
  /** ISO 8601 */
  readonly at: string;
  readonly contracts: readonly ContractReport[];
}
