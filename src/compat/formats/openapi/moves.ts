import type { Fact } from '../../fact.ts';
import type { Site } from '../../site.ts';
import type { Operation } from './operations.ts';
import { sameBase, versionless } from './pairing.ts';
import { pathParameters, shapeOfPath } from './templates.ts';

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
 * them is asked as of operations that stayed.
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

/**
 * The parameters of two paths that are the same, by name on each side. Where no more than a version, a slash or the case of letters changed
 * they are told by their position, else by their names; what is left goes by position where as many came as went.
 */
const sameParameters = (a: string, b: string): readonly (readonly [string, string])[] => {
  const [mine, theirs] = [pathParameters(a), pathParameters(b)];
  const named = versionless(a) === versionless(b) ? [] : mine.filter((name) => theirs.includes(name));
  const [gone, come] = [mine.filter((name) => !named.includes(name)), theirs.filter((name) => !named.includes(name))];
  const others = gone.length === come.length ? gone.map((name, i) => [name, come[i] ?? ''] as const) : [];
  return [...named.map((name) => [name, name] as const), ...others];
};

/**
 * Two operations of which one is called elsewhere, as if it had stayed: at one path, which holds the parameters that both have. Those that
 * came or went with it are the move, and so are servers where none puts the same before both.
 */
export const asIfStayed = (a: Operation, b: Operation): readonly [Operation, Operation] => {
  const pairs = sameParameters(a.path, b.path);
  const stayed = (one: Operation, names: readonly string[]): Operation => {
    const others = new Set(pathParameters(one.path).filter((name) => !names.includes(name)));
    return {
      ...one,
      path: `/${names.map((name) => `{${name}}`).join('/')}`,
      parameters: one.parameters.filter(({ value }) => value['in'] !== 'path' || !others.has(String(value['name']))),
      ...(sameBase(a.addresses, b.addresses) ? {} : { addresses: { ...a.addresses, level: 'operation' as const } }),
    };
  };
  return [
    stayed(
      a,
      pairs.map(([name]) => name),
    ),
    stayed(
      b,
      pairs.map(([, name]) => name),
    ),
  ];
};
