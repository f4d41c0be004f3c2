import type { Cell } from './cell.ts';
import type { Assume, Severity } from './finding.ts';

/** How a rule's change hits a cell. */
export type Hit = 'breaks' | 'breaks-if-used';

/** What finds the same change made the other way round, or why nothing does. */
type Mirrored =
  | {
      /** A rule's id, or several where it depends; its own where it is symmetric. */
      readonly mirror: string | readonly string[];
      readonly noMirror?: never;
    }
  | {
      /** In a sentence. */
      readonly noMirror: string;
      readonly mirror?: never;
    };

/** A rule: one kind of change, judged, with its own documentation. `Change` is the fact that it judges, `Example` a case of it. */
export type Rule<Change, Example> = Mirrored & {
  /** Its path under src/ without `rules/`, e.g. `compat/operation-removed`. */
  readonly id: string;
  readonly severity: Severity;
  /** The cells that the change hits when it is what it looks like. */
  readonly cells: Readonly<Partial<Record<Cell, Hit>>>;
  /** What is assumed of a use that nobody has seen or ruled out; absent where nothing depends on one. */
  readonly assume?: Assume;
  readonly why: string;
  readonly fix: string;
  readonly examples: { readonly breaks: readonly Example[]; readonly holds: readonly Example[] };
  /** What happened, in words; undefined when the rule has nothing to say of this change. */
  readonly check: (change: Change) => string | undefined;
};

/** What a rule says of itself, for reports. */
export type RuleText = Pick<Rule<never, never>, 'id' | 'severity' | 'cells' | 'assume' | 'why' | 'fix'>;

/** A rule, checked by its types. */
export const defineRule = <Change, Example>(rule: Rule<Change, Example>): Rule<Change, Example> => rule;
