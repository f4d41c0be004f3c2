import type { Document } from '../../document.ts';
import type { Compared } from '../compared.ts';
import { noticesOf } from './notices.ts';
import { operationsAt, operationsOf } from './operations.ts';
import { namedParts, partAt } from './part.ts';

/** What there is to say of a document that did not change: how many operations it has, those of its webhooks among them. */
export const unchanged = (document: Document): Compared => {
  const operations = operationsOf(document);
  const webhooks = [...namedParts(document, partAt(document, '/webhooks')).values()].flatMap((item) => operationsAt(document, '', item));
  const count = operations.length + webhooks.length;
  return { what: 'operations', count, identical: count, facts: [], notices: noticesOf(document, operations) };
};
