import type { WatchedLock } from '../../model/migration.ts';
import type { RuleText } from '../../model/rule.ts';
import type { Severity } from '../../model/finding.ts';

/** A lock, and what it is judged by. */
interface Held {
  readonly lock: WatchedLock;
  readonly budgetMs: number;
  /** The migration says itself how long it waits for locks. */
  readonly limitsWaiting: boolean;
}

/** What of a lock is a finding: in words, and how grave where that depends. */
interface Told {
  readonly what: string;
  readonly severity?: Severity;
}

/** A rule about what a migration is seen to hold. The first that has something to say of a lock says it; those after it do not. */
export interface WatchRule extends RuleText {
  readonly check: (held: Held) => Told | undefined;
}
