import type { Document } from '../../document.ts';
import type { Fact } from '../../fact.ts';
import type { Site } from '../../site.ts';
import { meantBy } from './expressions.ts';
import { type Operation, operationsAt } from './operations.ts';
import type { Comparison } from './comparison.ts';
import { memberOf, namedParts, type Part, partAt, partsOf } from './part.ts';

// Calls that the artifact makes: webhooks, and callbacks of operations. Both are a name and a path item.

/** What a document or an operation calls: the path items, each by the name or the expression that it lies under. */
interface Delivery {
  readonly name: string;
  /** Where it goes: the expression of a callback. */
  readonly to: string;
  /** The same by what it stands for. */
  readonly goes: string;
  /** The path of the operation that it belongs to. */
  readonly path: string;
  readonly pathItem: Part;
  readonly operations: readonly Operation[];
}

type Compare = (a: Operation, b: Operation, site: Site) => void;
type Turned = Extract<Fact, { kind: 'delivery' }>;

const deliveryOf = (document: Document, name: string, to: string, pathItem: Part, path = ''): Delivery => ({
  name,
  to,
  goes: meantBy(to, path),
  path,
  pathItem,
  operations: operationsAt(document, '', pathItem),
});

const pairDeliveries = (
  c: Comparison,
  of: Turned['of'],
  [olds, news]: readonly [readonly Delivery[], readonly Delivery[]],
  places: readonly [string, string],
  siteOf: (name: string) => string,
  compare: Compare,
): void => {
  const left = new Set(news);
  const take = (find: (other: Delivery) => boolean): Delivery | undefined => {
    const found = [...left].find(find);
    if (found) left.delete(found);
    return found;
  };
  const add = (fact: Pick<Turned, 'turn' | 'name'> & Partial<Turned>, where: string, old: string, next: string): void =>
    c.add({ kind: 'delivery', of, ...fact, where, old, new: next, reached: 1 });
  for (const mine of olds) {
    // The key of a callback names it for people; where it goes decides which it is, unless that is what changed.
    const theirs =
      take(({ name, goes }) => name === mine.name && goes === mine.goes) ??
      take(({ goes }) => of === 'callback' && goes === mine.goes) ??
      take(({ name, goes }) => name === mine.name && !olds.some((old) => old !== mine && old.goes === goes));
    const where = siteOf(mine.name);
    if (!theirs) {
      add({ turn: 'removed', name: mine.name }, where, mine.pathItem.pointer, places[1]);
      continue;
    }
    if (c.elsewhere(mine.pathItem, theirs.pathItem, where)) continue;
    if (mine.goes !== theirs.goes) {
      // The same words for another part of the path.
      const [from, to] = mine.to === theirs.to ? [mine, theirs].map((one) => `${one.to} of ${one.path}`) : [mine.to, theirs.to];
      add({ turn: 'moved', name: theirs.name, from: from ?? '', to: to ?? '' }, where, mine.pathItem.pointer, theirs.pathItem.pointer);
    }
    const gone = mine.operations.filter(({ method }) => theirs.operations.every((one) => one.method !== method));
    const come = theirs.operations.filter(({ method }) => mine.operations.every((one) => one.method !== method));
    // Whoever is called is called otherwise: that is neither a call less nor one more.
    const [[a], [b]] = [gone, come];
    if (a && b) {
      const [from, to] = [gone, come].map((list) => list.map(({ method }) => method).join(', '));
      add({ turn: 'method-changed', name: theirs.name, from: from ?? '', to: to ?? '' }, where, a.part.pointer, b.part.pointer);
    }
    for (const method of new Set([...mine.operations, ...theirs.operations].map((one) => one.method))) {
      const [x, y] = [mine, theirs].map(({ operations }) => operations.find((one) => one.method === method));
      const text = `${where}, ${method}`;
      if (x && y) compare(x, y, { text });
      else if (!a || !b)
        add(
          { turn: x ? 'removed' : 'added', name: `${method} ${mine.name}` },
          where,
          (x?.part ?? mine.pathItem).pointer,
          (y?.part ?? theirs.pathItem).pointer,
        );
    }
  }
  for (const theirs of left) add({ turn: 'added', name: theirs.name }, siteOf(theirs.name), places[0], theirs.pathItem.pointer);
};

const webhooksOf = (document: Document): Delivery[] =>
  [...namedParts(document, partAt(document, '/webhooks'))].map(([name, pathItem]) => deliveryOf(document, name, name, pathItem));

/** Compares the webhooks of two documents; gives how many calls there are, and how many of them are identical. */
export const compareWebhooks = <Walk extends { readonly c: Comparison }>(
  walk: Walk,
  compare: (walk: Walk, x: Operation, y: Operation, site: Site) => boolean,
): { count: number; identical: number } => {
  const { c } = walk;
  const both = [webhooksOf(c.old), webhooksOf(c.next)] as const;
  const placeOf = (document: Document): string => (partAt(document, '/webhooks') ? '/webhooks' : '');
  let identical = 0;
  pairDeliveries(
    c,
    'webhook',
    both,
    [placeOf(c.old), placeOf(c.next)],
    (name) => `webhook ${name}`,
    (x, y, at) => {
      if (compare(walk, x, y, at)) identical++;
    },
  );
  const count = new Set(both.flat().flatMap(({ name, operations }) => operations.map(({ method }) => `${method} ${name}`))).size;
  return { count, identical };
};

/** Whitespace inside an expression says nothing. */
const callbacksOf = (document: Document, { part, path }: Operation): Delivery[] =>
  [...namedParts(document, memberOf(document, part, 'callbacks'))].flatMap(([name, callback]) =>
    callback.elsewhere === undefined
      ? [...partsOf(document, callback)].map(([to, item]) => deliveryOf(document, name, to.replaceAll(/\s/g, ''), item, path))
      : [deliveryOf(document, name, callback.elsewhere, callback)],
  );

/** Compares what two operations call back. */
export const compareCallbacks = <Walk extends { readonly c: Comparison }>(
  { old, next }: Pick<Comparison, 'old' | 'next'>,
  a: Operation,
  b: Operation,
  site: Site,
  turned: () => Walk,
  compare: (walk: Walk, x: Operation, y: Operation, site: Site) => boolean,
): void => {
  const both = [callbacksOf(old, a), callbacksOf(next, b)] as const;
  if (both[0].length + both[1].length === 0) return;
  const placeOf = (document: Document, { part }: Operation): string => (memberOf(document, part, 'callbacks') ?? part).pointer;
  const walk = turned();
  pairDeliveries(
    walk.c,
    'callback',
    both,
    [placeOf(old, a), placeOf(next, b)],
    (name) => `${site.text}, callback ${name}`,
    (x, y, at) => void compare(walk, x, y, at),
  );
};
