import type { Dialect } from '../../../../src/compat/schema/read/place.ts';
import type { Profile } from '../../../../src/compat/schema/question.ts';
import type { Value } from '../../../../src/compat/schema/value.ts';

/** What A is to B, as `relation` says it. */
export type Kind = 'equivalent' | 'narrower' | 'wider' | 'overlapping' | 'disjoint';

export interface More {
  /** Taken as it is written and asked in these dialects; else it is written in 2020-12 and asked in every dialect that can say it. */
  readonly dialects?: readonly Dialect[];
  /** The dialect of B, where it is not that of A. */
  readonly dialectOfB?: Dialect;
  readonly profile?: Profile;
  readonly formatAssertion?: boolean;
  readonly schemas?: Readonly<Record<string, unknown>>;
  /** ajv is not asked, for this reason: it computes in doubles, or departs from the dialect. */
  readonly notByAjv?: string;
  /** Documents that show what the row says, where random ones would hardly meet it. */
  readonly shows?: { readonly a?: Value; readonly b?: Value; readonly both?: Value };
  /** The exact witnesses, where no other document is as small. */
  readonly aNotB?: Value;
  readonly bNotA?: Value;
  /** The exact words for the difference of A from B, and of B from A. */
  readonly saysA?: string;
  readonly saysB?: string;
  /** How long a witness may be as JSON, in characters (default 80). */
  readonly within?: number;
}

/** A sentence, A, what A is to B, B. */
export type Row = readonly [name: string, a: unknown, is: Kind, b: unknown, more?: More];

export const text = { type: 'string' };
export const number = { type: 'number' };
export const integer = { type: 'integer' };

/** A sentence, a schema that accepts nothing, and one next to it that accepts something. */
export type Nothing = readonly [name: string, schema: unknown, almost: unknown];
