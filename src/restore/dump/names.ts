import type { Catalog, CatalogObject, ObjectKind } from '../../storage/catalog.ts';

// Names in catalogs are written as SQL writes them, quoted where they have to be.

/** `public."Odd.name".id` in its parts. */
const partsOf = (name: string): readonly string[] => name.match(/"(?:[^"]|"")*"|[^".]+/g) ?? [];

/** The last part: `id`. */
export const lastOf = (name: string): string => partsOf(name).at(-1) ?? name;

/** All but the last part: `public."Odd.name"`. */
export const holderOf = (name: string): string => partsOf(name).slice(0, -1).join('.');

export const literal = (text: string): string => {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes('\\') ? `E${quoted.replaceAll('\\', '\\\\')}` : quoted;
};

/** Everything that the parts of a script are made of. */
export interface Script {
  readonly objects: Catalog['objects'];
  /** Of the database: whoever owns what names no owner. Quoted. */
  readonly owner: string;
}

/** The objects that may be of a kind. */
export type OfKind<Kind extends ObjectKind, Object = CatalogObject> = Object extends { readonly kind: infer Own }
  ? Kind extends Own
    ? Object
    : never
  : never;

export const ofKind = <Kind extends ObjectKind>(objects: readonly CatalogObject[], kind: Kind): readonly OfKind<Kind>[] =>
  objects.filter((object) => object.kind === kind) as unknown as readonly OfKind<Kind>[];
