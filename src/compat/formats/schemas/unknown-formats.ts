import { isKnownFormat } from '../../schema/language/formats.ts';
import { notSchemas } from '../../document/names.ts';
import { type Node, resolve } from './source.ts';

/** Formats of numbers, which say how large a number a program makes room for; they demand nothing of a text. */
const ofNumbers: ReadonlySet<string> = new Set(['int32', 'int64', 'float', 'double']);

/** Is a format one that nobody knows, so that it may demand anything? */
export const isUnknownFormat = (format: unknown): format is string =>
  typeof format === 'string' && !ofNumbers.has(format) && !isKnownFormat(format);

const known = new WeakMap<Node, string>();

/** The formats below a schema that nobody knows, with those of what it refers to, as one text. No part of what the engine compares. */
export const unknownFormatsBelow = (node: Node): string => {
  let found = known.get(node);
  if (found === undefined) known.set(node, (found = [...collected(node)].sort().join()));
  return found;
};

const collected = (start: Node): ReadonlySet<string> => {
  const formats = new Set<string>();
  const seen = new Set<unknown>();
  const visit = (value: unknown, from: Node): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (Array.isArray(value)) {
      for (const item of value) visit(item, from);
      return;
    }
    for (const [name, child] of Object.entries(value)) {
      if (name === 'format' && isUnknownFormat(child)) formats.add(child);
      else if (name === '$ref' && typeof child === 'string') {
        const target = resolve(from, child);
        if (target) visit(target.value, target);
      } else if (!notSchemas.has(name)) visit(child, from);
    }
  };
  visit(start.value, start);
  return formats;
};
