import type { Document } from '../../document.ts';
import { below, valueAt } from '../../pointer.ts';
import { localPointer } from '../schemas/local.ts';

/** A part of an OpenAPI document: an object at its place, references followed. */
export interface Part {
  readonly pointer: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** A reference that could not be followed; then there is no value. */
  readonly elsewhere?: string;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands where a word is meant, as text. */
export const wordOf = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** The part at a pointer; undefined when there is none. A reference of bare references ends, for the document was checked. */
export const partAt = (document: Document, pointer: string, value: unknown = valueAt(document.value, pointer)): Part | undefined => {
  let at = pointer;
  let found = value;
  for (let steps = 0; isRecord(found) && typeof found['$ref'] === 'string' && steps < 64; steps++) {
    const target = localPointer(found['$ref']);
    if (target === undefined) return { pointer: at, value: {}, elsewhere: found['$ref'] };
    at = target;
    found = valueAt(document.value, target);
  }
  return isRecord(found) ? { pointer: at, value: found } : undefined;
};

/** A member of a part that is a part itself. */
export const memberOf = (document: Document, part: Part | undefined, name: string): Part | undefined =>
  part && Object.hasOwn(part.value, name) ? partAt(document, below(part.pointer, name), part.value[name]) : undefined;

/** The parts of a map, by name; `x-` extensions left out. */
export const partsOf = (document: Document, part: Part | undefined): Map<string, Part> => {
  const found = new Map<string, Part>();
  for (const name of Object.keys(part?.value ?? {})) {
    const child = name.startsWith('x-') ? undefined : memberOf(document, part, name);
    if (child) found.set(name, child);
  }
  return found;
};

/** The parts of a map whose names people choose, so that none of them is an extension. */
export const namedParts = (document: Document, part: Part | undefined): Map<string, Part> =>
  new Map(
    Object.keys(part?.value ?? {}).flatMap((name) => {
      const child = memberOf(document, part, name);
      return child ? [[name, child] as const] : [];
    }),
  );
