import type { Dialect } from './read/place.ts';
import type { Value } from './value.ts';

// What is asked of the engine, and what it answers.

/** What the two schemas mean to those who use them; see docs/containment.md. */
export const profiles = ['strict', 'tolerant-reader', 'codegen'] as const;
export type Profile = (typeof profiles)[number];

export interface QuestionOptions {
  /** Of both, or of each; else by `$schema`, else 2020-12. */
  readonly dialect?: Dialect | { readonly a?: Dialect; readonly b?: Dialect };
  /** `strict` (the default of the library): sets of documents. */
  readonly profile?: Profile;
  /** `format` is an assertion; else it is an annotation (default false). */
  readonly formatAssertion?: boolean;
  /** Schemas by absolute URI, for references out of the two. Nothing is ever fetched. */
  readonly schemas?: Readonly<Record<string, unknown>>;
  /** JSON pointer of each schema, where the document given holds more than it (default: the whole document). */
  readonly at?: { readonly a?: string; readonly b?: string };
  /** Absolute URI of each document, which its relative references start from, and by which other schemas may refer to it. */
  readonly uri?: { readonly a?: string; readonly b?: string };
  /** What the question may cost: steps (default: no limit by steps) and milliseconds (default 2000). */
  readonly budget?: { readonly steps?: number; readonly ms?: number };
}

/** A keyword in a schema, and the part of the document that it speaks of. Both are JSON pointers. */
export interface Mark {
  readonly keyword: string;
  /** Of the keyword in the document that it stands in. */
  readonly schema: string;
  /** Which of the `schemas` given that document is, by its URI; absent for the one that was asked about. */
  readonly uri?: string;
  readonly document: string;
}

export interface Refutation {
  readonly kind: 'not-contained';
  /** Valid under A, invalid under B. */
  readonly witness: Value;
  /** Who confirmed it, such as `ajv 8` and `exact interpreter`. */
  readonly confirmedBy: readonly string[];
  /** The keyword of B that refuses the witness. */
  readonly refusedBy: Mark;
  /** The schema of A that lets it through: a JSON pointer. */
  readonly letThroughBy: string;
  /** Which of the `schemas` given that stands in, by its URI; absent for the one that was asked about. */
  readonly letThroughIn?: string;
  /** For people, such as `a string longer than 40 characters`. */
  readonly difference: string;
}

interface Undecidable {
  readonly kind: 'unknown';
  readonly reason: string;
  /** A document that should show the difference but is not confirmed: a bug of ours or of the validator. */
  readonly unconfirmed?: { readonly value: Value };
}

/** Is every document of A valid under B? `contained` is proved, never assumed. */
export type Containment = ({ readonly kind: 'contained' } | Refutation | Undecidable) & {
  readonly profile: Profile;
  /** Keywords that no dialect of the two knows, which say nothing here. */
  readonly ignored: readonly string[];
};

/** What A is to B. `overlapping` and `disjoint` are told apart by a document of both. */
export interface Relation {
  readonly kind: 'equivalent' | 'narrower' | 'wider' | 'overlapping' | 'disjoint' | 'unknown';
  readonly aInB: Containment;
  readonly bInA: Containment;
  /** A document of both, where one was looked for. */
  readonly common?: Value;
}

/** The question the other way round: is every document of B valid under A? */
export const turned = (options: QuestionOptions): QuestionOptions => {
  const { dialect, at, uri } = options;
  return {
    ...options,
    ...(dialect === undefined || typeof dialect === 'string' ? {} : { dialect: swapped(dialect) }),
    ...(at && { at: swapped(at) }),
    ...(uri && { uri: swapped(uri) }),
  };
};

interface Both<T> {
  readonly a?: T;
  readonly b?: T;
}
const swapped = <T>({ a, b }: Both<T>): Both<T> => ({ ...(b !== undefined && { a: b }), ...(a !== undefined && { b: a }) });
