import type { Document } from '../document.ts';
import { operationsOf } from '../formats/openapi/operations.ts';
import { localPointer } from '../formats/schemas/local.ts';
import { valueAt } from '../pointer.ts';

/** Every reference below a value. */
const referencesBelow = (value: unknown, found: Set<string> = new Set()): ReadonlySet<string> => {
  if (typeof value !== 'object' || value === null) return found;
  for (const [name, child] of Object.entries(value)) {
    const target = name === '$ref' && typeof child === 'string' ? localPointer(child) : undefined;
    if (target !== undefined) found.add(target);
    else referencesBelow(child, found);
  }
  return found;
};

/**
 * Which operations lead to a part of an OpenAPI document: it lies in them, or in something that they refer to, at first or tenth hand. An
 * operation is called as in `Usage`.
 */
export const reachOf = (document: Document): ((pointer: string) => readonly string[]) => {
  const below = new Map<string, ReadonlySet<string>>();
  const byTarget = new Map<string, Set<string>>();
  for (const { key, part, parameters } of operationsOf(document)) {
    const open = [part.pointer, ...parameters.map(({ pointer }) => pointer)];
    const seen = new Set(open);
    for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
      const operations = byTarget.get(pointer);
      if (operations) operations.add(key);
      else byTarget.set(pointer, new Set([key]));
      let targets = below.get(pointer);
      if (!targets) below.set(pointer, (targets = referencesBelow(valueAt(document.value, pointer))));
      for (const target of targets)
        if (!seen.has(target)) {
          seen.add(target);
          open.push(target);
        }
    }
  }
  return (pointer) => {
    const found = new Set<string>();
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) for (const key of byTarget.get(at) ?? []) found.add(key);
    return [...found];
  };
};
