import type { Document } from '../../document.ts';
import { notSchemas } from '../../document/names.ts';
import { hasUriKeys, isReference } from '../../document/uri-keys.ts';
import { below, segmentsOf } from '../../pointer.ts';
import { localPointer } from '../schemas/local.ts';
import { isRecord, namedParts, type Part, partAt } from './part.ts';

// Since OpenAPI 3.2 an entry of `security` may name a scheme by its URI, where the same text is the name of none. What leads into
// another file was hung in when that was read; a URI that still leads nowhere is one that nobody can read here.

const at = '/components/securitySchemes';

/** The schemes that a document names, by key, and those that it refers to by URI. */
export interface KnownSchemes {
  readonly parts: ReadonlyMap<string, Part>;
  /** The key of the scheme that an entry means; the text itself where there is none. */
  readonly keyOf: (text: string) => string;
  /** Is the text a URI of which nobody knows what it leads to? */
  readonly isUnread: (text: string) => boolean;
}

/** Every text that an entry of `security` has as a name, at any operation. */
const namesAsked = (root: unknown): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit);
    if (!isRecord(value)) return;
    for (const [name, child] of Object.entries(value)) {
      if (notSchemas.has(name) || name === 'schemas' || name === 'schema') continue;
      if (name === 'security' && Array.isArray(child))
        for (const entry of child) if (isRecord(entry)) Object.keys(entry).forEach((key) => found.add(key));
      visit(child);
    }
  };
  visit(root);
  return found;
};

export const knownSchemes = (document: Document): KnownSchemes => {
  const parts = namedParts(document, partAt(document, at));
  if (!hasUriKeys(document.value)) return { parts, keyOf: (text) => text, isUnread: () => false };
  const keyOf = (text: string): string => {
    const pointer = parts.has(text) ? undefined : localPointer(text);
    const key = pointer?.startsWith(`${at}/`) ? segmentsOf(pointer).at(-1) : undefined;
    return key !== undefined && pointer === below(at, key) && parts.has(key) ? key : text;
  };
  const all = new Map(parts);
  for (const text of namesAsked(document.value)) {
    const pointer = all.has(keyOf(text)) ? undefined : localPointer(text);
    const part = pointer === undefined ? undefined : partAt(document, pointer);
    if (part && (part.elsewhere !== undefined || typeof part.value['type'] === 'string')) all.set(text, part);
  }
  return { parts: all, keyOf, isUnread: (text) => !all.has(keyOf(text)) && isReference(text) };
};
