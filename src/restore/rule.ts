import type { RuleText } from '../model/rule.ts';
import type { Severity } from '../model/finding.ts';
import type { RestoreFacts } from './facts.ts';

/** What of a restore is a finding, in words; `of`: the thing that it is of, where there are several. */
export interface Told {
  readonly what: string;
  readonly of?: string;
  readonly severity?: Severity;
  /** The same where other people's values must not be shown, which `what` and `of` may hold. */
  readonly quiet?: { readonly what: string; readonly of?: string };
}

/** A rule about what a restore showed. It says nothing of facts that were not come to: that nothing was, the verdict tells. */
export interface RestoreRule extends RuleText {
  readonly check: (facts: RestoreFacts) => readonly Told[];
}
