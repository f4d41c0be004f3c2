import { below } from '../pointer.ts';
import { named, notSchemas } from './names.ts';
import { isReference } from './uri-keys.ts';

/** A text that refers to something, and the object that holds it under `name`. */
export interface Holder {
  readonly object: Record<string, unknown>;
  readonly name: string;
  readonly text: string;
  /** Of the object, in its file. */
  readonly pointer: string;
  /** A map of named parts stands behind it, and not one part. */
  readonly isMap: boolean;
  /** Some schema around it, not the root, has an identifier of its own, against which it counts. */
  readonly isNested: boolean;
  /** The text is the name itself, of what a call shows, and may be no reference (`uri-keys.ts`). */
  readonly isKey?: true;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names of anything but parts: a text among them is no reference. */
const noParts: ReadonlySet<string> = new Set(['mapping', 'scopes', 'variables', 'dependentRequired']);

/** Words for people, some of which tools let stand in files of their own. */
const words: ReadonlySet<string> = new Set(['info', 'tags', 'description', 'summary', 'title', 'externalDocs', '$comment', 'xml']);

/**
 * Every reference below a part of a file, `mapping` of discriminators included, in the order of the file. Dynamic ones are left out.
 * `isNames`: the part is a map of named parts.
 */
export const holdersIn = (value: unknown, pointer: string, isNames: boolean): Holder[] => {
  const found: Holder[] = [];
  const visit = (at: unknown, where: string, isNames: boolean, isNested: boolean): void => {
    if (Array.isArray(at)) return at.forEach((item, i) => visit(item, below(where, i), false, isNested));
    if (!isRecord(at) || 'toJSON' in at) return;
    const inner = isNested || (!isNames && where !== pointer && typeof at['$id'] === 'string');
    if (typeof at['$ref'] === 'string')
      found.push({
        object: at,
        name: '$ref',
        text: at['$ref'],
        pointer: where,
        isMap: isNames || where === '/components',
        isNested: inner,
      });
    for (const [name, child] of Object.entries(at)) {
      if (!isNames && (notSchemas.has(name) || words.has(name) || name.startsWith('x-'))) continue;
      const place = below(where, name);
      if (!isNames && name === 'security' && Array.isArray(child))
        for (const [i, entry] of child.entries())
          for (const key of isRecord(entry) ? Object.keys(entry) : [])
            if (isReference(key))
              found.push({ object: entry, name: key, text: key, pointer: below(place, i), isMap: false, isNested: inner, isKey: true });
      if (!isNames && noParts.has(name)) {
        if (name !== 'mapping' || !isRecord(child)) continue;
        for (const [key, text] of Object.entries(child))
          if (key !== '__proto__' && isReference(text))
            found.push({ object: child, name: key, text, pointer: place, isMap: false, isNested: inner });
      } else visit(child, place, !isNames && named.has(name), inner);
    }
  };
  visit(value, pointer, isNames, false);
  return found;
};
