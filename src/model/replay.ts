/** What a running server said to a request that its document refuses. */
export type ReplayOutcome =
  /** It refuses it, as its document says. */
  | 'refused'
  /** It takes it, although its document says otherwise. */
  | 'accepted'
  /** Nothing is there (404), so that nothing is known of the value. */
  | 'not-found'
  /** 401, 403, 407: who asks is refused, not what is asked. */
  | 'unauthorised'
  /** 429: too many requests. */
  | 'limited'
  | 'redirected'
  | 'server-error'
  | 'timed-out'
  | 'unreachable'
  /** It was not sent; `because` says why. */
  | 'not-sent';

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

/** The requests of a contract's findings, sent to a running server. It changes no verdict: a server may be kinder than its document, today. */
export interface ReplayReport {
  readonly url: string;
  /** The version that is said to run there: requests that its document refuses were sent. */
  readonly version: 'N-1' | 'N';
  readonly results: readonly Replayed[];
}
