import type { Parts } from './shape.ts';
import type { Node, Schema } from './source.ts';

/** What derivation says; a witness is not confirmed by anyone else yet. */
export type Derived =
  | { readonly kind: 'contained' }
  | { readonly kind: 'refuted'; readonly witness: unknown; readonly sure: boolean }
  | { readonly kind: 'unknown'; readonly reason: string; readonly at: Node | undefined };

export const contained: Derived = { kind: 'contained' };
export const unknown = (reason: string, at?: Node): Derived => ({ kind: 'unknown', reason, at });

export interface Prover {
  /** Is every document of `a` one of `b`? `closed`: the writer of `a` sends the members it names and no others. `deeper`: one step into the document. `show`: look for a document that shows a difference, which costs far more than seeing one. */
  readonly decide: (a: Schema, b: Schema, how: { readonly closed: boolean; readonly deeper: boolean; readonly show: boolean }) => Derived;
  /** Is every document of this shape one of `b`? Finds no witness. */
  readonly prove: (parts: Parts, b: Schema) => Derived;
  readonly same: (a: Node, b: Node) => boolean;
}
