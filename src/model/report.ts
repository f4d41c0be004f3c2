import type { Problem } from '../core/error.ts';
import type { BackupsReport } from './backups.ts';
import type { CheckReport } from './check.ts';
import type { Entry } from './fact.ts';
import type { Journal } from './journal.ts';
import type { MigrationReport } from './migration.ts';
import type { ReadinessReport } from './readiness.ts';
import type { GeneratedReport, SchemaReport } from './schema.ts';
import type { SnapshotReport } from './snapshot.ts';
import type { RuleText } from './rule.ts';
import type { Judgement, Verdict } from './verdict.ts';

/** Everything that a reporter can be handed; each is one document in `--format json`. */
export type Report =
  | {
      readonly kind: 'drill';
      readonly journal: Journal;
      readonly judgement: Judgement;
      /** Where the journal lies, relative to the workspace. */ readonly path?: string;
    }
  | { readonly kind: 'check'; readonly report: CheckReport; readonly judgement: Judgement; readonly about?: About }
  | { readonly kind: 'schema'; readonly report: SchemaReport; readonly judgement: Judgement }
  | { readonly kind: 'migration'; readonly report: MigrationReport; readonly judgement: Judgement }
  | { readonly kind: 'readiness'; readonly report: ReadinessReport; readonly judgement: Judgement }
  | { readonly kind: 'generated'; readonly report: GeneratedReport }
  | { readonly kind: 'snapshot'; readonly report: SnapshotReport }
  | { readonly kind: 'backups'; readonly report: BackupsReport }
  | { readonly kind: 'gate'; readonly verdict: Verdict }
  | {
      readonly kind: 'history';
      readonly entries: readonly Entry[];
      /** Of each artifact and environment: what is known good there last, by the entry that says so. */
      readonly lastKnownGood?: readonly {
        readonly artifact: string;
        readonly environment: string;
        readonly version: string;
        readonly seq: number;
      }[];
    }
  | {
      readonly kind: 'ledger';
      readonly state: 'intact' | 'tampered' | 'empty' | 'absent';
      readonly entries: number;
      readonly problems: readonly Problem[];
      /** A last line that a crash cut off; the chain is whole without it. */
      readonly torn?: { readonly line: number; readonly bytes: number };
    };

/** What a report on contracts tells of besides its findings. */
export interface About {
  /** Version of this program. */
  readonly tool: string;
  /** The folder that files are named from, as seen from the repository's root: `` or `services/orders/`. */
  readonly folder: string;
  /** The same of the folder that drill.yaml stands in, which committed files are named from. */
  readonly workspace: string;
  /** Every rule that findings may come from. */
  readonly rules: readonly RuleText[];
}

/** How text may look. */
export interface Look {
  readonly colours: boolean;
  /** Columns of the terminal; 100 where there is none. */
  readonly width: number;
}

/** Evidence in, text out; nothing else. */
export interface Reporter {
  readonly name: string;
  /** The kinds of reports that it is made for; absent: all. */
  readonly kinds?: readonly Report['kind'][];
  readonly render: (reports: readonly Report[], look: Look) => string;
}
