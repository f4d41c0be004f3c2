import type { Fact } from '../../fact.ts';
import type { Site } from '../../site.ts';
import type { Operation } from './operations.ts';
import { shapeOfPath } from './templates.ts';

/** What differs before the end that two paths have in common, by segments: `/v1` and `/v2`, for `/v1/orders` and `/v2/orders`. */
const prefixesOf = (a: string, b: string): readonly [string, string] | undefined => {
  const [x, y] = [a.split('/'), b.split('/')];
  let length = 0;
  while (length < Math.min(x.length, y.length) - 1 && shapeOfPath(x.at(-1 - length) ?? '') === shapeOfPath(y.at(-1 - length) ?? ''))
    length++;
  if (length === 0 || x.at(-1) === '') return undefined;
  return [x.slice(0, x.length - length).join('/') || '/', y.slice(0, y.length - length).join('/') || '/'];
};

/**
 * Operations that are called elsewhere now. Those that changed the same prefix are one fact: it was one edit. What else changed in
 * them is not asked, for whoever calls them has to change.
 */
export const movesOf = (
  moved: readonly (readonly [Operation, Operation])[],
  siteOf: (shown: Operation, a: Operation, b: Operation) => Site,
): Fact[] => {
  const groups = Map.groupBy(moved, ([a, b]) => JSON.stringify(prefixesOf(a.path, b.path) ?? [`${a.method} ${a.path}`, b.path]));
  return [...groups.values()].flatMap((group): Fact[] => {
    const [first] = group;
    if (!first) return [];
    const [a, b] = first;
    const [from, to] = (group.length > 1 ? prefixesOf(a.path, b.path) : undefined) ?? [a.path, b.path];
    const site = siteOf(a, a, b);
    return [
      {
        kind: 'operation-moved',
        from,
        to,
        where: site.text,
        ...(site.spot ? { spot: site.spot } : {}),
        old: a.part.pointer,
        new: b.part.pointer,
        reached: group.length,
      },
    ];
  });
};
