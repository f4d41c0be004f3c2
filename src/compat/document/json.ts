import { createRequire } from 'node:module';
import type { ParseError } from 'jsonc-parser';
import { DrillError, type Problem } from '../../core/error.ts';
import { below, segmentsOf } from '../pointer.ts';
import { parseValue } from '../schema/text.ts';
import { Exact } from '../schema/value.ts';
import { maxDepth, type Parsed } from './parsed.ts';
import { duplicateKey, throwAll } from './problems.ts';
import { linesOf } from './lines.ts';

// The value is parsed alone; positions are found when a finding asks for them, container by container, so that
// a file of many megabytes costs little more than parsing it.

const require = createRequire(import.meta.url);
/** Says where a text is broken; of one that is not, nobody asks. */
const finder = (): typeof import('jsonc-parser') => require('jsonc-parser') as typeof import('jsonc-parser');

const quote = 34;
const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

const skipSpace = (text: string, from: number): number => {
  let i = from;
  while (isSpace(text.charCodeAt(i))) i++;
  return i;
};

/** The offset behind a string that begins at `from`. */
const skipString = (text: string, from: number): number => {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
};

/** The offset behind a value that begins at `from`. The text is known to be JSON. */
const skipValue = (text: string, from: number): number => {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) i = skipString(text, i) - 1;
    else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      if (depth === 0) return i;
      depth--;
    } else if (depth > 0 || (code !== 44 && !isSpace(code))) continue;
    else return i;
    if (depth === 0) return i + 1;
  }
  return text.length;
};

interface Child {
  readonly name: string;
  /** Of the key, or of the item of a list. */
  readonly place: number;
  readonly value: number;
}

const childrenOf = (text: string, container: number): Child[] => {
  const found: Child[] = [];
  const isObject = text.charCodeAt(container) === 123;
  let i = skipSpace(text, container + 1);
  while (i < text.length && text.charCodeAt(i) !== 125 && text.charCodeAt(i) !== 93) {
    const place = i;
    let name = String(found.length);
    if (isObject) {
      const end = skipString(text, i);
      name = JSON.parse(text.slice(i, end)) as string;
      i = skipSpace(text, skipSpace(text, end) + 1);
    }
    found.push({ name, place, value: i });
    i = skipSpace(text, skipValue(text, i));
    if (text.charCodeAt(i) === 44) i = skipSpace(text, i + 1);
  }
  return found;
};

/** How deep a text nests and how many keys it has; true of broken JSON as far as it goes. */
export const measure = (text: string, most: number = maxDepth): { tooDeepAt: number | undefined; keys: number } => {
  let depth = 0;
  let keys = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      i = skipString(text, i) - 1;
      if (text.charCodeAt(skipSpace(text, i + 1)) === 58) keys++;
    } else if (code === 123 || code === 91) {
      if (++depth > most) return { tooDeepAt: i, keys };
    } else if (code === 125 || code === 93) depth--;
  }
  return { tooDeepAt: undefined, keys };
};

/** A list and no recursion: a line of a batch nests as deep as it likes. */
const countKeys = (root: unknown): number => {
  let count = 0;
  const open = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null || value instanceof Exact) continue;
    const parts: unknown[] = Object.values(value);
    if (!Array.isArray(value)) count += parts.length;
    for (const part of parts) if (typeof part === 'object') open.push(part);
  }
  return count;
};

const duplicates = (text: string, container: number, pointer: string, place: ReturnType<typeof linesOf>): Problem[] => {
  const seen = new Map<string, number>();
  return childrenOf(text, container).flatMap((child) => {
    const first = seen.get(child.name);
    const problems: Problem[] = [];
    if (first !== undefined) problems.push(duplicateKey(child.name, place(first), place(child.place, below(pointer, child.name))));
    seen.set(child.name, child.place);
    const code = text.charCodeAt(child.value);
    if (code === 123 || code === 91) problems.push(...duplicates(text, child.value, below(pointer, child.name), place));
    return problems;
  });
};

/** The members that stand twice in one object of a text, which is known to be the JSON of this value. */
export const duplicateMembers = (text: string, value: unknown): Problem[] => {
  if (measure(text, Infinity).keys === countKeys(value)) return [];
  try {
    return duplicates(text, skipSpace(text, 0), '', linesOf('', text));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ code: 'contract/duplicate-key', what: 'a member stands twice in an object that nests too deeply to say where' }];
  }
};

/** @throws DrillError (usage) with every syntax error and duplicate key. */
export const parseJson = (file: string, text: string): Parsed => {
  const place = linesOf(file, text);
  const { tooDeepAt, keys } = measure(text);
  if (tooDeepAt !== undefined)
    throw new DrillError('contract/too-deep', `${file} nests deeper than ${maxDepth} levels`, {
      fix: 'Give what lies that deep a name under "components" (or "$defs") and refer to it with "$ref".',
      at: place(tooDeepAt),
    });
  let value: unknown;
  try {
    value = parseValue(text);
  } catch (cause) {
    const { parse, printParseErrorCode } = finder();
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true });
    const told = new Set<number>();
    throwAll(
      // Of several at one place the first: the others are what it led to.
      errors
        .filter(({ offset }) => told.size < told.add(offset).size)
        .map(({ error, offset }) => ({
          code: 'contract/invalid-json',
          what: `${file} is not valid JSON: ${printParseErrorCode(error)
            .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
            .toLowerCase()}`,
          at: place(offset),
        })),
    );
    throw new DrillError('contract/invalid-json', `${file} is not valid JSON: ${(cause as Error).message}`, { cause, at: place(0) });
  }
  const root = skipSpace(text, 0);
  if (keys !== countKeys(value)) throwAll(duplicates(text, root, '', place));

  const known = new Map<number, Map<string, Child>>();
  const children = (container: number): Map<string, Child> => {
    let found = known.get(container);
    if (!found) {
      found = new Map(childrenOf(text, container).map((child) => [child.name, child]));
      known.set(container, found);
    }
    return found;
  };
  return {
    file,
    value,
    placeOf: (pointer) => {
      let at = { place: root, value: root };
      for (const segment of segmentsOf(pointer)) {
        const code = text.charCodeAt(at.value);
        const next = code === 123 || code === 91 ? children(at.value).get(segment) : undefined;
        if (!next) break;
        at = next;
      }
      return place(at.place, pointer);
    },
  };
};
