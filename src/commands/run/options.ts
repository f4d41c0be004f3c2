import type { Route } from '../../model/cell.ts';

/** Options of `drill run`, as they were typed. */
export interface RunOptions {
  readonly from?: string;
  readonly to?: string;
  readonly route?: Route[];
  readonly keep?: boolean;
  readonly dryRun?: boolean;
  readonly format: string;
  readonly file?: string;
}
