import type { Place } from '../core/error.ts';
import type { Cell, Route } from './cell.ts';
import type { Exchange } from './exchange.ts';

export const severities = ['error', 'warning', 'note'] as const;
export type Severity = (typeof severities)[number];

/** What is assumed of a use that nobody has seen or ruled out. */
export type Assume = 'used' | 'unused';
type UseState = 'seen' | 'ruled-out' | 'unknown';

/** A concrete thing that shows the break, and who confirmed it. */
interface Witness {
  readonly kind: 'value' | 'request' | 'response' | 'row' | 'statement' | 'write';
  readonly value: unknown;
  /** The independent implementation that agreed, e.g. `ajv 8`, `PostgreSQL 18.4`, `HTTP GET through 1.4.0`. */
  readonly confirmedBy: string;
}

/** One incompatibility. */
export interface Finding {
  /** Rule id: its path under src/ without `rules/`, e.g. `compat/property-removed`. */
  readonly rule: string;
  /** The same finding has the same one in every run: it depends on neither wording nor order. Hexadecimal digits. */
  readonly fingerprint?: string;
  /** The fingerprint of them all, where N changed several copies of one part alike, each in operations of its own. */
  readonly shared?: string;
  readonly severity: Severity;
  /** The cells it breaks, per cell how. `unknown`: it could not be decided (see `what` for what stopped us). */
  readonly cells: Readonly<Partial<Record<Cell, 'breaks' | 'breaks-if-used' | 'unknown'>>>;
  readonly route?: Route;
  /** The object of a store that it is of: `column public.orders.note`. */
  readonly object?: string;
  readonly what: string;
  /** Why it matters for going back. */
  readonly why: string;
  readonly fix: string;
  /** Where it is, in the document of N-1 (`old`) and of N (`new`). */
  readonly at: { readonly old?: Place; readonly new?: Place };
  readonly witness?: Witness;
  /** The call that shows it, for contracts of HTTP. */
  readonly exchange?: Exchange;
  /** Why there is none, where one was looked for. */
  readonly noExchange?: string;
  /** The operation that it is about, e.g. `GET /orders/{id}`, and where it is in words, as `what` begins. */
  readonly operation?: string;
  readonly where?: string;
  /** All operations that it is met in, sorted, where they are several: a waiver must cover each of them. */
  readonly operations?: readonly string[];
  /** In how many more operations or places it is met that are not named. */
  readonly elsewhere?: number;
  /** Accepted: it does not count towards the verdict. `expires`: the last day on which it is, e.g. `2026-12-31`, in UTC. */
  readonly waived?: { readonly reason: string; readonly expires: string };
  /** It was accepted once, and is no longer: it counts. */
  readonly waiverExpired?: { readonly reason: string; readonly expires: string };
  /** Why it weighs less than its rule says, in words: what nobody uses, or the policy. */
  readonly downgraded?: string;
  /** Why it weighs more than its rule says: who was seen to use it, or the policy. */
  readonly raised?: string;
  /** The use that a `breaks-if-used` depends on. */
  readonly use?: { readonly of: string; readonly state: UseState; readonly assume: Assume };
}
