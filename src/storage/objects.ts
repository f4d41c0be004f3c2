import type { CatalogObject } from './catalog.ts';

/** Kind and name, by which an object is found in another catalog: `column public.orders.note`. */
export const nameOf = ({ kind, name }: Pick<CatalogObject, 'kind' | 'name'>): string => `${kind} ${name}`;

/** The order of a catalog: by kind, then by name, by code unit. */
export const bySortKey = (a: CatalogObject, b: CatalogObject): number => {
  const [x, y] = a.kind === b.kind ? [a.name, b.name] : [a.kind, b.kind];
  return x < y ? -1 : x > y ? 1 : 0;
};

/** The objects by `nameOf`. */
export const byNameOf = (objects: readonly CatalogObject[]): ReadonlyMap<string, CatalogObject> =>
  new Map(objects.map((object) => [nameOf(object), object]));
