/** What clients do, over and over, while versions come and go. */
export interface Workload {
  readonly journeys: readonly Journey[];
}

/** One client's errand: some requests in a row. */
export interface Journey {
  readonly name: string;
  /** Its share among the journeys; 1 when absent. */
  readonly weight?: number;
  /** Only while that version alone serves: `old` is N-1, `new` is N. */
  readonly only?: 'old' | 'new';
  readonly run: (client: Client) => Promise<void>;
}

/** What a journey has in hand. */
export interface Client {
  /** Unique to this errand: the key of what it writes. */
  readonly key: string;
  /** Number of this errand, from 1. */
  readonly n: number;
  /**
   * Sends a request and checks the answer. An unexpected answer is recorded and ends the errand: the call does not
   * return then.
   * @param line method and path, `POST /orders`
   */
  readonly request: (line: string, options?: RequestOptions) => Promise<Answer>;
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Expected status; any 2xx when absent. */
  readonly status?: number | readonly number[];
  /** What the answer must contain: members named must be equal, others may be there. */
  readonly expect?: unknown;
  /** JSON pointers that must lead somewhere in the answer. */
  readonly has?: readonly string[];
  /** This request writes: once acknowledged, what must be readable later. */
  readonly write?: WriteExpectation | ((answer: Answer) => WriteExpectation);
}

export interface WriteExpectation {
  /** Name of what is written; a later write of the same resource takes its place. When absent: whatever this errand reads back by `read`. */
  readonly resource?: string;
  /** How it is read back, `GET /orders/17`. */
  readonly read: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON pointer into that answer; where it leads to a list, the list must hold this one item, once. */
  readonly at?: string;
  /** The list holds other things too: exactly one item must match. */
  readonly among?: boolean;
  /** What must be there; members not named may be anything. Needed, unless `at` or `gone` say enough. */
  readonly expect?: unknown;
  /** It was deleted: reading must answer 404 or 410, or a list without it. */
  readonly gone?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed where it is JSON, else text. */
  readonly body: unknown;
  /** The version that answered. */
  readonly version: string;
}
