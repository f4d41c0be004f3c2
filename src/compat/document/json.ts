import { createRequire } from 'node:module';
import type { ParseError } from 'jsonc-parser';
import { DrillError, type Problem } from '../../core/error.ts';
import { below, segmentsOf } from '../pointer.ts';
import { parseValue } from '../schema/text.ts';
import { countKeys, type Member, type Outline, outlineOf } from './json/outline.ts';
import { readAlike, type Written } from './json/alike.ts';
import { nameIn, skipSpace, skipString, skipValue } from './json/tokens.ts';
import { maxDepth } from './depth.ts';
import type { Parsed } from './parsed.ts';
import { duplicateKey, throwAll } from './problems.ts';
import { linesOf } from './lines.ts';

// The value is parsed alone; positions are found when a finding asks for them, container by container, so that
// a file of many megabytes costs little more than parsing it.

const require = createRequire(import.meta.url);
/** Says where a text is broken; of one that is not, nobody asks. */
const finder = (): typeof import('jsonc-parser') => require('jsonc-parser') as typeof import('jsonc-parser');

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
      name = nameIn(text, i, end);
      i = skipSpace(text, skipSpace(text, end) + 1);
    }
    found.push({ name, place, value: i });
    i = skipSpace(text, skipValue(text, i));
    if (text.charCodeAt(i) === 44) i = skipSpace(text, i + 1);
  }
  return found;
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
  if (outlineOf(text, Infinity).keys === countKeys(value)) return [];
  try {
    return duplicates(text, skipSpace(text, 0), '', linesOf('', text));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ code: 'contract/duplicate-key', what: 'a member stands twice in an object that nests too deeply to say where' }];
  }
};

/** @throws DrillError (usage) with every syntax error and duplicate key. */
const read = (file: string, text: string, place: ReturnType<typeof linesOf>): Written => {
  const outline = outlineOf(text);
  const { tooDeepAt, keys } = outline;
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
  if (keys !== countKeys(value)) throwAll(duplicates(text, skipSpace(text, 0), '', place));
  return { text, value, outline };
};

/** The members of the upper levels, by where their objects begin: what stands in them need not be looked for. */
const outlined = (text: string, { members }: Outline): Map<number, Map<string, Child>> => {
  const found = new Map<number, Map<string, Child>>();
  const visit = (object: number, inside: readonly Member[]): void => {
    const named = inside.map(({ place, nameEnd, value }): Child => ({ name: nameIn(text, place, nameEnd), place, value }));
    found.set(object, new Map(named.map((child) => [child.name, child])));
    for (const member of inside) if (member.members) visit(member.value, member.members);
  };
  if (members) visit(skipSpace(text, 0), members);
  return found;
};

/**
 * @param like a document that was read before and hardly differs: equal parts become the same objects.
 * @throws DrillError (usage) with every syntax error and duplicate key.
 */
export const parseJson = (file: string, text: string, like?: Written): Parsed => {
  const place = linesOf(file, text);
  const written = (like && readAlike(text, like)) ?? read(file, text, place);
  const root = skipSpace(text, 0);
  let known: Map<number, Map<string, Child>> | undefined;
  const children = (container: number): Map<string, Child> => {
    known ??= outlined(text, written.outline);
    let found = known.get(container);
    if (!found) {
      found = new Map(childrenOf(text, container).map((child) => [child.name, child]));
      known.set(container, found);
    }
    return found;
  };
  return {
    file,
    value: written.value,
    written,
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
