/**
 * What a running server said to a request that its document refuses: it refuses it, as its document says; it takes it all the
 * same; nothing is there (404), so that nothing is known of the value; who asks is refused, not what is asked (401, 403, 407);
 * too many requests (429); and what came of those that had no answer, or were not sent (`because` says why).
 */
export const replayOutcomes = [
  'refused',
  'accepted',
  'not-found',
  'unauthorised',
  'limited',
  'redirected',
  'server-error',
  'timed-out',
  'unreachable',
  'not-sent',
] as const;
export type ReplayOutcome = (typeof replayOutcomes)[number];

/** One request that was sent, or why it was not. */
export interface Replayed {
  readonly rule: string;
  readonly fingerprint?: string;
  /** `POST /orders?limit=1` */
  readonly request: string;
  readonly outcome: ReplayOutcome;
  readonly status?: number;
  /** Milliseconds until the answer's headers. */
  readonly ms?: number;
  readonly because: string;
}

/** Where a version says that its operations are. */
export interface Served {
  /** The path that its servers put before theirs: `/v2`, or nothing, also where they differ. */
  readonly base: string;
  /** The path of an operation that answers GET without any values, where there is one. */
  readonly known?: string;
}

/** The requests of a contract's findings, sent to a running server. It changes no verdict: a server may be kinder than its document, today. */
export interface ReplayReport {
  /** Where they were sent: what targets follow. */
  readonly url: string;
  /** How that comes from the address that was given, where it is another. */
  readonly note?: string;
  /** The version that is said to run there: requests that its document refuses were sent. */
  readonly version: 'N-1' | 'N';
  readonly results: readonly Replayed[];
}
