import type { CheckReport } from './check.ts';
import type { Entry } from './fact.ts';
import type { Journal } from './journal.ts';
import type { Judgement, Verdict } from './verdict.ts';

/** Everything that a reporter can be handed; each is one document in `--format json`. */
export type Report =
  | {
      readonly kind: 'drill';
      readonly journal: Journal;
      readonly judgement: Judgement;
      /** Where the journal lies, relative to the workspace. */ readonly path?: string;
    }
  | { readonly kind: 'check'; readonly report: CheckReport; readonly judgement: Judgement }
  | { readonly kind: 'gate'; readonly verdict: Verdict }
  | { readonly kind: 'history'; readonly entries: readonly Entry[] };

/** How text may look. */
export interface Look {
  readonly colours: boolean;
  /** Columns of the terminal; 100 where there is none. */
  readonly width: number;
}

/** Evidence in, text out; nothing else. */
export interface Reporter {
  readonly name: string;
  readonly render: (reports: readonly Report[], look: Look) => string;
}
