import { hungIn } from '../document/names.ts';
import { canonicalJson } from '../../core/hash.ts';
import { toldBy } from '../formats/schemas/discriminators.ts';
import { localPointer } from '../formats/schemas/local.ts';
import { segmentsOf, valueAt } from '../pointer.ts';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown, name: string): string => {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
};

/** `/orders/{id}` as `/orders/{}`; what an expression names stays. */
export const nameless = (path: string): string => path.replaceAll(/\{(?!\$)[^}]*\}/g, '{}');

/** What a reference stands for; a few of them may follow each other. */
const behind = (root: unknown, value: unknown, hops = 8): unknown => {
  const target = hops > 0 ? localPointer(textOf(value, '$ref')) : undefined;
  return target === undefined || !isRecord(value) || !Object.hasOwn(value, '$ref') ? value : behind(root, valueAt(root, target), hops - 1);
};

/** The one value that a member can have, where it is a plain one: it tells an alternative from the others. */
const onlyValue = (schema: unknown): unknown => {
  if (!isRecord(schema)) return undefined;
  const [only, ...more] = Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : [];
  const value = schema['const'] ?? (more.length === 0 ? only : undefined);
  return typeof value === 'object' ? undefined : value;
};
const tagsOf = (part: unknown): string[] =>
  isRecord(part) && isRecord(part['properties'])
    ? Object.entries(part['properties']).flatMap(([name, schema]) => {
        const value = onlyValue(schema);
        return value === undefined ? [] : [`${name}=${JSON.stringify(value)}`];
      })
    : [];

/**
 * Which alternative it is, in no words that people choose for it: its type, the members that it must have, and what tells it from others,
 * be it the discriminator of the schema that has them alone.
 */
const branchName = (root: unknown, holder: unknown, item: unknown): string => {
  const branch = behind(root, item);
  const parts = [branch, ...(isRecord(branch) && Array.isArray(branch['allOf']) ? branch['allOf'].map((part) => behind(root, part)) : [])];
  const required = parts.flatMap((part): unknown[] => (isRecord(part) && Array.isArray(part['required']) ? part['required'] : []));
  const type = parts.map((part) => textOf(part, 'type')).find((text) => text !== '');
  const tags = parts.flatMap(tagsOf);
  const told = toldBy(holder, item);
  if (told && !tags.some((tag) => tag.startsWith(`${told.property}=`)))
    tags.push(`${told.property}=${canonicalJson([...told.names].sort())}`);
  return [...(type === undefined ? [] : [type]), ...required.map(String).sort(), ...tags.sort()].join(' ');
};

/** What an item of a list is called, whose position says nothing; undefined where the list is passed over. */
const itemName = (
  root: unknown,
  [holder, list]: readonly [unknown, string],
  at: unknown,
  index: string,
  path: string,
): string | undefined => {
  const item = behind(root, at);
  switch (list) {
    // A position that means something: what stands first is the first item.
    case 'items':
    case 'prefixItems':
      return index;
    case 'parameters': {
      const [place, name] = [textOf(item, 'in'), textOf(item, 'name')];
      if (place !== 'path') return `${place} ${place === 'header' ? name.toLowerCase() : name}`;
      return `path ${[...path.matchAll(/\{([^}]*)\}/g)].findIndex((match) => match[1] === name)}`;
    }
    case 'oneOf':
    case 'anyOf':
      return branchName(root, holder, at);
    case 'servers':
      return textOf(item, 'url');
    default:
      return undefined;
  }
};

/** A way through a document: pointers one after the other, each from where a reference led, the first from the root. */
export type Way = readonly { readonly from: string; readonly pointer: string }[];

/**
 * A place by names alone: no positions that reordering moves, no names of path parameters, nothing of `allOf`, which says no more than
 * its parts. Several places may have one name.
 */
export const logicalWay = (root: unknown, way: Way): readonly string[] => {
  const place: string[] = [];
  let path = '';
  let list = '';
  let holder: unknown;
  for (const { from, pointer } of way) {
    let value: unknown = valueAt(root, from);
    for (const segment of segmentsOf(pointer)) {
      const parent = value;
      value =
        typeof parent === 'object' && parent !== null && Object.hasOwn(parent, segment)
          ? (parent as Record<string, unknown>)[segment]
          : undefined;
      if (Array.isArray(parent)) {
        const name = itemName(root, [holder, list], value, segment, path);
        if (name === undefined) place.pop();
        else place.push(name);
      } else if (list === 'paths' && place.length === 1) {
        path = segment;
        place.push(nameless(segment));
      } else if (list === hungIn && place.length === 1) {
        // What lies in another file is called by its place there: files are renamed, and bear versions in their names.
        place.push(...segmentsOf(segment.split('#')[1] ?? ''));
      } else place.push(segment);
      list = segment;
      holder = parent;
    }
  }
  return place;
};

/** A JSON pointer by names alone, as it stands in the document. */
export const logicalPlace = (root: unknown, pointer: string): readonly string[] => logicalWay(root, [{ from: '', pointer }]);
