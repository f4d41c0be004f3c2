import type { Place } from '../core/error.ts';

/** A statement that was captured. */
interface CapturedStatement {
  /** `orders.sql:12` */
  readonly name: string;
  readonly text: string;
  readonly at?: Place;
}

/** How one version that must be able to run stands to what goes. */
export interface ReadinessVersion {
  readonly artifact: string;
  readonly store: string;
  readonly version: string;
  /** Why it must be able to run: `it runs in production`. */
  readonly because: readonly string[];
  readonly state: 'needs' | 'free' | 'unknown';
  /** In words. */
  readonly what: string;
  /** What needs it, or of what it cannot be told. */
  readonly statements: readonly CapturedStatement[];
  /** What would tell. */
  readonly fix?: string;
}

/** May something be dropped from a store now? */
export interface ReadinessReport {
  readonly format: 'rollback-drill/readiness';
  readonly version: 1;
  readonly artifact: string;
  readonly store: string;
  /** `column public.orders.email` */
  readonly object: string;
  /** The plan that is of it, and what it says. */
  readonly plan?: { readonly name: string; readonly replacedBy?: string; readonly steps: Readonly<Record<string, string>> };
  /** The environment that was asked about; absent: all. */
  readonly environment?: string;
  /** ISO 8601 */
  readonly at: string;
  readonly answer: 'ready' | 'needed' | 'unknown';
  readonly versions: readonly ReadinessVersion[];
  /** What is not known beside them. */
  readonly gaps: readonly { readonly what: string; readonly fix: string }[];
}
