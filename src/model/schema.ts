import type { Place } from '../core/error.ts';

// What `drill schema` found out about two schemas, as data for reports.

/**
 * Which way two schemas must fit, A being the older: `backward`, B accepts every document of A; `forward`, A accepts every
 * document of B; `full`, both.
 */
export const modes = ['backward', 'forward', 'full'] as const;
export type Mode = (typeof modes)[number];

/** One of the two schemas, by the words of the command line. */
export interface SchemaSide {
  /** `v1.json`, or `api.yaml#/components/schemas/Order`. */
  readonly name: string;
  /** `sha256:…` of its file's bytes. */
  readonly digest: string;
  /** Only where it was not left to `$schema`. */
  readonly dialect?: string;
}

/** A keyword that had a say, and where it stands. */
export interface SchemaMark {
  readonly keyword: string;
  /** JSON pointer of the keyword in its schema's document. */
  readonly schema: string;
  /** Where that is in the file; absent where it lies in a document that was referred to. */
  readonly at?: Place;
  /** JSON pointer of the part of the witness that it speaks of. */
  readonly document: string;
}

/** Is every document of the one valid under the other? */
export type SchemaAnswer =
  | { readonly kind: 'contained' }
  | {
      readonly kind: 'not-contained';
      readonly witness: unknown;
      readonly confirmedBy: readonly string[];
      /** In words: `a string longer than 40 characters`. */
      readonly difference: string;
      readonly refusedBy: SchemaMark;
      readonly letThroughBy: { readonly schema: string; readonly at?: Place };
    }
  | { readonly kind: 'unknown'; readonly reason: string; readonly unconfirmed?: { readonly value: unknown } };

/**
 * Another tool's answer beside ours. `agrees` · `silent`: it was not asked or gave none, see `because` · `beside`: ours is unknown ·
 * it differs, and a confirmed document shows that it is wrong (`refuted`) or that we are (`confirmed`), or nothing does (`unsettled`).
 */
export interface SecondAnswer {
  readonly stands: 'agrees' | 'silent' | 'beside' | 'refuted' | 'confirmed' | 'unsettled';
  readonly says?: 'contained' | 'not-contained';
  readonly because: string;
  /** The document that settles it. */
  readonly example?: { readonly value: unknown };
}

/** The other tool's answers to both questions, always about sets of documents (profile strict). */
export interface SecondOpinion {
  /** `json-schema-diff 1.0.0` */
  readonly by: string;
  readonly aInB: SecondAnswer;
  readonly bInA: SecondAnswer;
}

/** What A is to B. */
export type SchemaRelation = 'equivalent' | 'narrower' | 'wider' | 'overlapping' | 'disjoint' | 'unknown';

/** What `drill schema` found for two schemas. */
export interface SchemaReport {
  readonly format: 'rollback-drill/schema';
  readonly version: 1;
  readonly a: SchemaSide;
  readonly b: SchemaSide;
  readonly mode: Mode;
  readonly profile: string;
  readonly formatAssertion: boolean;
  readonly relation: SchemaRelation;
  readonly aInB: SchemaAnswer;
  readonly bInA: SchemaAnswer;
  /** A document of both, where one was looked for. */
  readonly common?: { readonly value: unknown };
  /** Keywords that no dialect of the two knows, which say nothing here. */
  readonly ignored: readonly string[];
  readonly secondOpinion?: SecondOpinion;
  /** What the question took, in milliseconds. */
  readonly ms: number;
}

/** What `drill generate` made. */
export interface GeneratedReport {
  readonly format: 'rollback-drill/generated';
  readonly version: 1;
  readonly schema: SchemaSide;
  readonly seed: number;
  /** Every document is invalid in one respect. */
  readonly nearly: boolean;
  readonly wanted: number;
  readonly documents: readonly { readonly value: unknown; readonly refusedBy?: SchemaMark }[];
  /** Why there are fewer than were wanted. */
  readonly ended?: { readonly kind: 'empty' | 'no-more' | 'unknown'; readonly reason: string };
}
