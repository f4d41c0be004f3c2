import type { Place } from '../../core/error.ts';
import { segment } from '../../workspace/reading/places.ts';
import type { Catalog, CatalogObject } from '../catalog.ts';
import { readJson } from './places.ts';
import { partSections, sections } from './shape.ts';

const sectionOf = (all: Readonly<Record<string, { readonly kind: string }>>, kind: string): string | undefined =>
  Object.entries(all).find(([, section]) => section.kind === kind)?.[0];

/** The pointer of an object in its snapshot: `/tables/public.orders/columns/note`. */
const pointerOf = (object: CatalogObject, { objects }: Catalog): string => {
  if (object.kind === 'grant') return `/grants/${segment(object.on)}/${segment(object.to)}`;
  const part = sectionOf(partSections, object.kind);
  if (part === undefined || !('table' in object)) return `/${sectionOf(sections, object.kind) ?? ''}/${segment(object.name)}`;
  const home = objects.find((one) => one.name === object.table && 'columns' in one && !('table' in one));
  const name = object.kind === 'index' ? object.name : object.name.slice(object.table.length + 1);
  return `/${sectionOf(sections, home?.kind ?? 'table') ?? ''}/${segment(object.table)}/${part}/${segment(name)}`;
};

/** Where objects stand in the text of their snapshot. */
export const placesIn = (catalog: Catalog, text: string, file: string): ((object: CatalogObject) => Place) => {
  const { places } = readJson(text, file);
  return (object) => places.key(pointerOf(object, catalog));
};
