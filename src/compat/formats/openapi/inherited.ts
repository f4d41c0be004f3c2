import type { Document } from '../../document.ts';
import { below, valueAt } from '../../pointer.ts';
import { referencesIn } from '../schemas/references.ts';
import { equalAlone } from '../schemas/same.ts';
import { localPointer } from '../schemas/local.ts';
import type { Comparison } from './comparison.ts';
import { isRecord, partAt } from './part.ts';

// A discriminator without alternatives: whoever may send the parent may send any schema that is built on it,
// though nothing in the parent says so.

const root = '/components/schemas';

/** What a discriminator may lead to: the targets of its mapping, and every component that has the parent in its allOf. */
const childrenOf = (document: Document, name: string, schema: Record<string, unknown>): Set<string> => {
  const found = new Set<string>();
  const { discriminator } = schema;
  const mapping = isRecord(discriminator) && isRecord(discriminator['mapping']) ? discriminator['mapping'] : {};
  for (const target of Object.values(mapping))
    if (typeof target === 'string') found.add(localPointer(target) ?? (/^[\w.-]+$/.test(target) ? below(root, target) : target));
  const parent = below(root, name);
  for (const [other, child] of Object.entries(partAt(document, root)?.value ?? {}))
    if (
      isRecord(child) &&
      Array.isArray(child['allOf']) &&
      child['allOf'].some((part) => isRecord(part) && typeof part['$ref'] === 'string' && localPointer(part['$ref']) === parent)
    )
      found.add(below(root, other));
  return found;
};

/** Is a place the same on both sides with all that it leads to, the parent aside, which is compared by itself? */
const isSame = (old: Document, next: Document, pointer: string, seen: Set<string>): boolean => {
  if (seen.has(pointer)) return true;
  seen.add(pointer);
  const [before, after] = [valueAt(old.value, pointer), valueAt(next.value, pointer)];
  if (before === undefined || after === undefined || !equalAlone(before, after)) return false;
  return referencesIn(before, pointer).every(({ text }) => {
    const target = localPointer(text);
    return target !== undefined && isSame(old, next, target, seen);
  });
};

/** Says of each such parent whose children differ that this is not decided. */
export const inherited = ({ old, next, undecided }: Comparison): void => {
  const [before, after] = [partAt(old, root)?.value ?? {}, partAt(next, root)?.value ?? {}];
  for (const [name, mine] of Object.entries(before)) {
    const theirs = after[name];
    if (!isRecord(mine) || !isRecord(theirs) || !isRecord(mine['discriminator'] ?? theirs['discriminator'])) continue;
    if ([mine, theirs].every((schema) => Array.isArray(schema['oneOf']) || Array.isArray(schema['anyOf']))) continue;
    const parent = below(root, name);
    const children = new Set([...childrenOf(old, name, mine), ...childrenOf(next, name, theirs)]);
    if ([...children].every((child) => isSame(old, next, child, new Set([parent])))) continue;
    undecided('what its discriminator may lead to differs, which is not compared yet', `the schema ${name}`, { old: parent, new: parent });
  }
};
