import { DrillError, messageOf } from '../../core/error.ts';
import { below } from '../pointer.ts';
import { type Budget, Undecided } from './undecided.ts';
import { Exact } from './value.ts';

// A program can hand over what no JSON text says. Looked at once for each document, by one quick walk that asks only whether
// something is strange; where it is, a second and careful one finds out what and where.

/** Documents that are known to be JSON: their own parts are not looked at again. */
const known = new WeakSet<object>();

/** Deeper documents, circles among them, are for the careful walk. */
const shallow = 500;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Is there something in it that may be no JSON? */
const isStrange = (value: unknown, depth: number, budget: Budget): boolean => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return false;
    case 'number':
      return !Number.isFinite(value);
    case 'object': {
      if (value === null) return false;
      if (depth > shallow) return true;
      budget.spend(1);
      if (Array.isArray(value)) {
        for (let at = 0; at < value.length; at++) if (isStrange(value[at], depth + 1, budget)) return true;
        return false;
      }
      if (!isPlain(value)) return true;
      for (const name in value) if (isStrange((value as Record<string, unknown>)[name], depth + 1, budget)) return true;
      return false;
    }
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      return true;
  }
};

const number = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What a value is where it is no JSON; undefined where it is, its parts aside. */
const strangeness = (value: unknown): string | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${value}, which is no number of JSON`;
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return undefined;
  if (value === undefined) return 'undefined';
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (value instanceof Exact) return number.test(value.text) ? undefined : `an Exact of ${JSON.stringify(value.text)}, which is no number`;
  if (Array.isArray(value)) return undefined;
  const tag = Object.prototype.toString.call(value).slice('[object '.length, -1);
  if (tag !== 'Object') return `an object of the kind ${tag}`;
  return typeof (value as { readonly toJSON?: unknown }).toJSON === 'function' ? 'an object that writes itself by toJSON()' : undefined;
};

interface Step {
  readonly value: unknown;
  readonly pointer: string;
  /** What follows belongs to what is around this value: it is done. */
  readonly isEnd?: boolean;
}

/** The first thing that is no JSON. A list and not a recursion, and each object once: the document may be any graph. */
const find = (root: unknown): { readonly pointer: string; readonly what: string } | undefined => {
  const open = new Set<unknown>();
  const done = new Set<unknown>();
  const work: Step[] = [{ value: root, pointer: '' }];
  for (let step = work.pop(); step; step = work.pop()) {
    const { value, pointer, isEnd } = step;
    if (isEnd) {
      open.delete(value);
      done.add(value);
      continue;
    }
    if (open.has(value)) return { pointer, what: 'an object that it is itself a part of' };
    const what = strangeness(value);
    if (what !== undefined) return { pointer, what };
    if (typeof value !== 'object' || value === null || value instanceof Exact || done.has(value)) continue;
    open.add(value);
    work.push({ value, pointer, isEnd: true });
    const names = Array.isArray(value) ? Array.from(value.keys(), String) : Object.keys(value);
    for (const name of names.reverse()) work.push({ value: (value as Record<string, unknown>)[name], pointer: below(pointer, name) });
  }
  return undefined;
};

/** The document was made of a text, and so is JSON. */
export const isFromText = (document: unknown): void => {
  if (typeof document === 'object' && document !== null) known.add(document);
};

/** A getter or a proxy may throw anything. */
const isStrangeOrUnreadable = (document: unknown, name: string, budget: Budget): boolean => {
  try {
    return isStrange(document, 0, budget);
  } catch (cause) {
    if (cause instanceof Undecided) throw cause;
    throw new DrillError('schema/not-json', `${name} cannot be read: ${messageOf(cause)}`, {
      cause,
      why: 'A schema is JSON; what it says is looked up, and this throws.',
    });
  }
};

/**
 * @param name what messages call the document
 * @throws DrillError (usage) for the first thing in it that no JSON text says, with its place; Spent
 */
export const checkJson = (document: unknown, name: string, budget: Budget): void => {
  if (typeof document === 'object' && document !== null && known.has(document)) return;
  if (isStrangeOrUnreadable(document, name, budget)) {
    const found = find(document);
    if (found)
      throw new DrillError('schema/not-json', `in ${name} at #${found.pointer}: ${found.what}`, {
        why: 'A schema is JSON; this would be written as something else, or not at all.',
        fix: 'Give what JSON.parse(JSON.stringify(schema)) gives, if that says what you mean.',
      });
  }
  isFromText(document);
};
