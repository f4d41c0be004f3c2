import { canonicalJson } from '../../../../core/hash.ts';
import { below, fragmentOf, segmentsOf, valueAt } from '../../../pointer.ts';
import { isRecord } from '../part.ts';
import type { Prepared } from './prepare.ts';

type Members = Record<string, unknown>;

const kinds: Readonly<Record<string, string>> = { parameters: 'parameters', requestBody: 'requestBodies', responses: 'responses' };

/** Puts a value in the place of another, in a list or a map. */
const put = (root: unknown, pointer: string, value: unknown): void => {
  const segments = segmentsOf(pointer);
  const holder = valueAt(root, below('', ...segments.slice(0, -1)));
  if (typeof holder === 'object' && holder !== null) (holder as Members)[segments.at(-1) ?? ''] = value;
};

/**
 * Lets operations share again, as components, what they shared before it was put in the place of every reference: so that one edit
 * of it is one finding. One component for each way that it came out, by the media types around it.
 *
 * @returns the origins, those of the components among them
 */
export const shared = (document: Members, origins: Prepared['origins']): Prepared['origins'] => {
  const homes = new Map(origins);
  const forms = new Set(
    [...origins.keys()].filter((key) => key.includes('/requestBody#')).map((key) => key.slice(0, key.lastIndexOf('/requestBody#') + 12)),
  );
  const names = new Map<string, string[]>();
  const components: Members = isRecord(document['components']) ? document['components'] : {};
  for (const [pointer, origin] of origins) {
    const [, path = '', method = '', part = ''] = segmentsOf(pointer);
    const kind = kinds[part];
    const operation = below('/paths', path, method);
    const value = valueAt(document, pointer);
    if (kind === undefined || forms.has(pointer) || origin.startsWith(`${operation}/`) || !isRecord(value)) continue;
    const text = `${kind} ${canonicalJson(value)}`;
    const known = names.get(origin) ?? [];
    names.set(origin, known);
    if (!known.includes(text)) known.push(text);
    const name = [origin, known.indexOf(text) || ''].join(' ').trim();
    const group = isRecord(components[kind]) ? components[kind] : {};
    components[kind] = group;
    group[name] ??= value;
    homes.set(below('/components', kind, name), origin);
    put(document, pointer, { $ref: `#${fragmentOf(below('/components', kind, name))}` });
  }
  if (Object.keys(components).length > 0) document['components'] = components;
  return homes;
};
