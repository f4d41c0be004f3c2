import type { Document } from '../document.ts';
import { type Operation, operationsOf } from '../formats/openapi/operations.ts';
import { heirsOf } from '../formats/schemas/discriminators.ts';
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

/** What is referred to below a value; of two documents what they share is looked through once. */
const seenBelow = new WeakMap<object, ReadonlySet<string>>();

/** Every place that is referred to below a value. @param levels how far down what is found is kept for who asks again */
const referencesBelow = (value: unknown, levels = 0, found: Set<string> = new Set()): ReadonlySet<string> => {
  if (typeof value !== 'object' || value === null) return found;
  for (const name of Object.keys(value)) {
    const child = (value as Record<string, unknown>)[name];
    if (isText(child) ? follows.has(name) || child.startsWith('#/') : name === 'mapping')
      for (const target of targetsOf(name, child)) found.add(target);
    if (typeof child !== 'object' || child === null) continue;
    if (levels === 0) referencesBelow(child, 0, found);
    else for (const target of keptBelow(child, levels - 1)) found.add(target);
  }
  return found;
};

const keptBelow = (value: unknown, levels: number): ReadonlySet<string> => {
  if (typeof value !== 'object' || value === null) return referencesBelow(value);
  let targets = seenBelow.get(value);
  if (!targets) seenBelow.set(value, (targets = referencesBelow(value, levels)));
  return targets;
};

/** Who refers to a place, by that place: of a document one map serves whoever asks, for whatever side. */
interface Users {
  /** Looks at what lies at these places, and at all that it leads to. */
  readonly follow: (pointers: Iterable<string>) => void;
  readonly of: (target: string) => readonly string[];
}

const usersIn = (document: Document): Users => {
  const users = new Map<string, string[]>();
  const followed = new Set<string>();
  // Who refers to a schema with a discriminator gets whatever is built on it, which it need not name.
  const heirs = heirsOf(document.value);
  return {
    follow: (pointers) => {
      const open = [...pointers];
      for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
        if (followed.has(pointer)) continue;
        followed.add(pointer);
        for (const target of [...keptBelow(valueAt(document.value, pointer), 1), ...(heirs.get(pointer) ?? [])]) {
          const others = users.get(target);
          if (others) others.push(pointer);
          else users.set(target, [pointer]);
          open.push(target);
        }
      }
    },
    of: (target) => users.get(target) ?? [],
  };
};

const known = new WeakMap<Document, Users>();
const usersOf = (document: Document): Users => {
  let found = known.get(document);
  if (!found) known.set(document, (found = usersIn(document)));
  return found;
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
  const users = usersOf(document);
  const callers = new Map<string, string[]>();
  for (const operation of operationsOf(document))
    for (const pointer of from(operation)) callers.set(pointer, [...(callers.get(pointer) ?? []), operation.key]);
  users.follow(callers.keys());
  const found = new Map<string, ReadonlySet<string>>();
  /** Operations that lead to a place that is referred to, or is a part of theirs. */
  const operationsTo = (target: string): ReadonlySet<string> => {
    const before = found.get(target);
    if (before) return before;
    const operations = new Set<string>();
    const seen = new Set([target]);
    for (const pointer of seen) {
      for (const key of callers.get(pointer) ?? []) operations.add(key);
      for (const user of users.of(pointer)) seen.add(user);
    }
    found.set(target, operations);
    return operations;
  };
  return (pointer) => {
    // Who leads to the root leads everywhere.
    const operations = new Set(operationsTo(''));
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) for (const key of operationsTo(at)) operations.add(key);
    return [...operations];
  };
};
