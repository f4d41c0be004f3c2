import { confirmedBy, ajvAccepts } from './confirm.ts';
import { proverOf } from './contains.ts';
import type { Node, Schema } from './source.ts';

/** The three answers to: is every document of A valid under B? */
export type Containment =
  | { readonly kind: 'contained' }
  | { readonly kind: 'not-contained'; readonly witness: unknown; readonly confirmedBy: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly at?: Node; readonly unconfirmed?: { readonly value: unknown } };

export interface ContainmentOptions {
  /** `strict`: sets of documents. `tolerant-reader`: the writer of A sends only the members that A names (default `strict`). */
  readonly profile?: 'strict' | 'tolerant-reader';
}

/**
 * Asks about the schemas of two documents, given when two places of them are the same. `contained` is proved;
 * `not-contained` carries a document that ajv accepts under A and refuses under B; all else is unknown.
 */
export const containmentOf = (
  same: (a: Node, b: Node) => boolean,
): ((a: Schema, b: Schema, options?: ContainmentOptions) => Containment) => {
  const derive = proverOf(same);
  return (a, b, options = {}) => {
    const answer = derive(a, b, options.profile === 'tolerant-reader');
    if (answer.kind === 'contained') return answer;
    if (answer.kind === 'unknown') return { kind: 'unknown', reason: answer.reason, ...(answer.at ? { at: answer.at } : {}) };
    const { witness } = answer;
    if (ajvAccepts(a, witness) === true && ajvAccepts(b, witness) === false) return { kind: 'not-contained', witness, confirmedBy };
    return { kind: 'unknown', reason: 'ajv does not confirm the document that shows the difference', unconfirmed: { value: witness } };
  };
};
