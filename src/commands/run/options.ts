import type { Route } from '../../model/cell.ts';
import type { ReportOptions } from '../report/files.ts';

/** Options of `drill run`, as they were typed. */
export interface RunOptions extends ReportOptions {
  readonly from?: string;
  readonly to?: string;
  readonly route?: Route[];
  readonly keep?: boolean;
  readonly dryRun?: boolean;
  readonly server?: string;
  readonly format: string;
  readonly file?: string;
}
