import { isSuccess } from '../../rule.ts';
import type { Shape } from '../schemas/shape.ts';
import type { Schema } from '../schemas/source.ts';
import type { Comparison } from './comparison.ts';
import { syntaxOf } from './media.ts';
import type { Operation } from './operations.ts';
import { memberOf, type Part, partsOf } from './part.ts';

// What an operation gives and takes, as one resource: the JSON of its successes and of its request.

export type Which = 'old' | 'new';

const documentOf = (c: Comparison, which: Which): Comparison['old'] => (which === 'old' ? c.old : c.next);

const jsonOf = (c: Comparison, which: Which, part: Part | undefined): readonly [media: string, part: Part] | undefined =>
  [...partsOf(documentOf(c, which), memberOf(documentOf(c, which), part, 'content'))].find(
    ([media]) => syntaxOf(media.toLowerCase()) === 'json',
  );

const schemaAt = (c: Comparison, which: Which, side: 'request' | 'response', media: Part): Schema =>
  Object.hasOwn(media.value, 'schema') ? [c.asked[side][which].at(`${media.pointer}/schema`)] : [];

export interface Given {
  readonly status: string;
  readonly media: string;
  readonly schema: Schema;
}

/** What an operation gives back when it succeeds. */
export const givenBy = (c: Comparison, which: Which, { part }: Operation): Given | undefined => {
  const document = documentOf(c, which);
  for (const [status, response] of partsOf(document, memberOf(document, part, 'responses'))) {
    const found = isSuccess(status) ? jsonOf(c, which, response) : undefined;
    if (found) return { status, media: found[0], schema: schemaAt(c, which, 'response', found[1]) };
  }
  return undefined;
};

/** What an operation takes as its body. */
export const takenBy = (
  c: Comparison,
  which: Which,
  { part }: Operation,
): { readonly media: string; readonly schema: Schema } | undefined => {
  const found = jsonOf(c, which, memberOf(documentOf(c, which), part, 'requestBody'));
  return found && { media: found[0], schema: schemaAt(c, which, 'request', found[1]) };
};

/** Does a schema refuse members that it does not name? */
export const isClosed = ({ rest }: Shape): boolean => rest.some(({ value }) => value === false);
