import type { Document } from '../document.ts';
import { type Operation, operationsOf } from '../formats/openapi/operations.ts';
import { localPointer } from '../formats/schemas/local.ts';
import { below, valueAt } from '../pointer.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const follows: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

/** Where a text may lead: by JSON pointer, or, where a reference is of another kind, anywhere. */
const targetsOf = (name: string, value: unknown): readonly string[] => {
  if (isText(value)) return follows.has(name) ? [localPointer(value) ?? ''] : value.startsWith('#/') ? [localPointer(value) ?? ''] : [];
  // A discriminator may name schemas without their path.
  return name === 'mapping' && typeof value === 'object' && value !== null
    ? Object.values(value)
        .filter(isText)
        .map((text) => below('/components/schemas', text))
    : [];
};

/** Every place that is referred to below a value. */
const referencesBelow = (value: unknown, found: Set<string> = new Set()): ReadonlySet<string> => {
  if (typeof value !== 'object' || value === null) return found;
  for (const name of Object.keys(value)) {
    const child = (value as Record<string, unknown>)[name];
    if (isText(child) ? follows.has(name) || child.startsWith('#/') : name === 'mapping')
      for (const target of targetsOf(name, child)) found.add(target);
    if (typeof child === 'object') referencesBelow(child, found);
  }
  return found;
};

/** What was found below the places of a document: whoever asks next, for another side, finds it there. */
const known = new WeakMap<Document, Map<string, ReadonlySet<string>>>();
const referencesAt = (document: Document): ((pointer: string) => ReadonlySet<string>) => {
  const found = known.get(document) ?? new Map<string, ReadonlySet<string>>();
  known.set(document, found);
  return (pointer) => {
    let targets = found.get(pointer);
    if (!targets) found.set(pointer, (targets = referencesBelow(valueAt(document.value, pointer))));
    return targets;
  };
};

const all = ({ part, parameters }: Operation): readonly string[] => [part.pointer, ...parameters.map(({ pointer }) => pointer)];

/** The parts of an operation from which a side's schemas are met. */
export const partsOfSide = {
  request: ({ part, parameters }: Operation) => [...parameters.map(({ pointer }) => pointer), `${part.pointer}/requestBody`],
  response: ({ part }: Operation) => [`${part.pointer}/responses`],
} as const;

/**
 * Which operations lead to a part of an OpenAPI document: it lies in them, or in something that they refer to, at first or tenth hand. An
 * operation is called as in `Usage`.
 * @param from the parts of an operation that count; all when absent
 */
export const reachOf = (
  document: Document,
  from: (operation: Operation) => readonly string[] = all,
): ((pointer: string) => readonly string[]) => {
  const references = referencesAt(document);
  const byTarget = new Map<string, Set<string>>();
  for (const operation of operationsOf(document)) {
    const { key } = operation;
    const open = [...from(operation)];
    const seen = new Set(open);
    for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
      const operations = byTarget.get(pointer);
      if (operations) operations.add(key);
      else byTarget.set(pointer, new Set([key]));
      for (const target of references(pointer))
        if (!seen.has(target)) {
          seen.add(target);
          open.push(target);
        }
    }
  }
  return (pointer) => {
    // Who leads to the root leads everywhere.
    const found = new Set(byTarget.get(''));
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) for (const key of byTarget.get(at) ?? []) found.add(key);
    return [...found];
  };
};
