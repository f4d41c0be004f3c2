import { defineRule, type Rule } from '../model/rule.ts';
import type { Change, Side } from './fact.ts';

/**
 * A case of a rule: two schemas seen from a side, or, where no side is named, the `paths` of two OpenAPI 3.1 documents, or
 * the whole of them but for `openapi` and `info`.
 */
export interface CompatExample {
  readonly side?: Side;
  readonly whole?: true;
  /** The profile that it is judged under; absent: `tolerant-reader`. */
  readonly profile?: 'codegen';
  readonly old: unknown;
  readonly new: unknown;
}

/** A rule about contracts. It is told from the seat of a provider; for a consumer rollout and rollback change places. */
export type CompatRule = Rule<Change, CompatExample>;

export const defineCompatRule = (rule: CompatRule): CompatRule => defineRule(rule);

/** An answer that a client may have been waiting for; `default` and errors are not. */
export const isSuccess = (status: string): boolean => /^[23]/.test(status);
