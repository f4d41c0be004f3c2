import type { Limit } from '../form/node.ts';
import type { Language } from '../language/language.ts';
import type { Decimal } from '../number/decimal.ts';
import type { Value } from '../value.ts';
import type { Literal } from './literal.ts';

/** One demand on a value of a type that is settled. Those of other types never meet it. */
export type Atom =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'not-values'; readonly values: ReadonlyMap<string, Value> }
  // numbers
  | { readonly kind: 'low' | 'high'; readonly limit: Limit }
  | { readonly kind: 'multiple' | 'not-multiple'; readonly of: Decimal }
  // strings; lengths in code points
  | { readonly kind: 'length'; readonly min: number; readonly max: number }
  | { readonly kind: 'in' | 'not-in'; readonly language: Language }
  /** A format that is no regular language. */
  | { readonly kind: 'format' | 'not-format'; readonly name: string }
  // arrays
  | { readonly kind: 'items'; readonly min: number; readonly max: number }
  /** There is an item at this position, and it meets these. */
  | { readonly kind: 'item'; readonly at: number; readonly literals: readonly Literal[] }
  | { readonly kind: 'every-item'; readonly from: number; readonly literal: Literal }
  /** So many of the items from a position on meet a literal. */
  | { readonly kind: 'count'; readonly from: number; readonly literal: Literal; readonly min: number; readonly max: number }
  | { readonly kind: 'duplicate' }
  // objects
  | { readonly kind: 'members'; readonly min: number; readonly max: number }
  | { readonly kind: 'member'; readonly name: string; readonly literals: readonly Literal[] }
  | { readonly kind: 'lacks'; readonly name: string }
  | { readonly kind: 'some-member'; readonly names: Language; readonly literals: readonly Literal[] }
  | { readonly kind: 'every-member'; readonly names: Language; readonly literal: Literal }
  /** What no applicator beside it has evaluated meets the literal (`every`), or some of it does. */
  | { readonly kind: 'unevaluated'; readonly every: boolean; readonly literal: Literal; readonly sources: readonly Source[] };

/** What an applicator has looked at when it holds. */
export interface Coverage {
  readonly names: Language;
  /** So many items from the first on. */
  readonly items: number;
  /** Items that meet one of these. */
  readonly kinds: readonly Literal[];
}
export interface Source {
  /** The applicator holds when all of these do. */
  readonly when: Alternative;
  readonly covers: Coverage;
}

/** A way in which something can come true: all of its atoms hold. The empty one is true as it is. */
export type Alternative = readonly Atom[];
/** At least one of the alternatives holds. */
export type Clause = readonly Alternative[];

export const literal = (one: Literal): Atom => ({ kind: 'literal', literal: one });
