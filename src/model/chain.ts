/** One of several migrations, tried on the ground that those before it have made. */
export interface ChainStep {
  readonly name: string;
  readonly file: string;
  /** How N-1 gets back once this one has run and none after it: by leaving the schema, by the down migrations; `none`: not without a loss, or not at all. */
  readonly back: 'schema-left' | 'down' | 'none' | 'unknown';
  /** Statements of N-1 that were asked after it; and left out, because it is not about what they touch. At the last one it is the whole that is asked. */
  readonly asked: number;
  readonly leftOut: number;
  readonly upMs: number;
  /** Of its own down, on small tables; absent: there is none, or it is refused. */
  readonly downMs?: number;
  /** Of its own down at the declared numbers of rows: `ms` ± `error` milliseconds. */
  readonly downEstimate?: { readonly ms: number; readonly error: number };
}

/** The first migration after which going back loses data or is impossible. */
export interface PointOfNoReturn {
  readonly step: string;
  readonly file: string;
  /** Why not on the schema that is left, and why not by the down migrations. */
  readonly why: string;
  /** The later migration with which going back is possible again; absent: it stays so. */
  readonly until?: string;
}

/** The migrations between N-1 and N, one by one. */
export interface Chain {
  readonly steps: readonly ChainStep[];
  readonly pointOfNoReturn?: PointOfNoReturn;
  /** The migration that does not go through on rows of N-1: beyond it nothing was looked at. */
  readonly stopped?: string;
}
