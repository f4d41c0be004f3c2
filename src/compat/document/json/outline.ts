import { Exact } from '../../schema/value.ts';
import { maxDepth } from '../depth.ts';
import { isSpace, quote, skipSpace, skipString } from './tokens.ts';

/** A member of an object in a JSON text, by offsets. */
export interface Member {
  /** Of its key, and behind it. */
  readonly place: number;
  readonly nameEnd: number;
  readonly value: number;
  /** Behind its value. */
  end: number;
  /** How many keys there are in its value. */
  keys: number;
  /** Of an object, as deep as the outline goes. */
  members?: Member[];
}

/** A text as one pass over it sees it; true of broken JSON as far as it goes. */
export interface Outline {
  /** Where it is nested too deeply, if anywhere. */
  readonly tooDeepAt: number | undefined;
  readonly keys: number;
  /** Of the root, where it is an object. */
  readonly members: readonly Member[] | undefined;
}

/** The root of a contract, its `paths` and `components`, and what stands in these: so much is looked for again and again. */
export const levels = 3;

/**
 * How deep a text nests, how many keys it has, and what stands in its upper levels. A member whose name stands twice is there twice.
 *
 * @param most levels; deeper is too deep
 */
export const outlineOf = (text: string, most: number = maxDepth): Outline => {
  let depth = 0;
  let keys = 0;
  /** The members of the open objects that are outlined, and in each the last one. */
  const open: (Member[] | undefined)[] = [];
  let root: Member[] | undefined;
  const last = (): Member | undefined => open[depth - 1]?.at(-1);
  /** A value ends before this offset. */
  const close = (at: number): void => {
    const member = last();
    if (!member || member.end !== 0) return;
    let behind = at;
    while (isSpace(text.charCodeAt(behind - 1))) behind--;
    member.end = behind;
    member.keys = keys - member.keys;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      const start = i;
      i = skipString(text, i) - 1;
      const colon = skipSpace(text, i + 1);
      if (text.charCodeAt(colon) !== 58) continue;
      keys++;
      if (depth <= levels) open[depth - 1]?.push({ place: start, nameEnd: i + 1, value: skipSpace(text, colon + 1), end: 0, keys });
    } else if (code === 123 || code === 91) {
      if (++depth > most) return { tooDeepAt: i, keys, members: root };
      if (depth > levels) continue;
      const members: Member[] | undefined = code === 123 ? [] : undefined;
      const holder = open[depth - 2]?.at(-1);
      if (depth === 1) root = members;
      else if (holder && members) holder.members = members;
      open[depth - 1] = depth === 1 || holder ? members : undefined;
    } else if (code === 44) {
      if (depth <= levels) close(i);
    } else if (code === 125 || code === 93) {
      if (depth <= levels) close(i);
      depth--;
    }
  }
  return { tooDeepAt: undefined, keys, members: root };
};

/** Where a value that begins at an offset ends, how many keys it has, and whether it nests deeper than so many levels. */
export const spanOf = (text: string, from: number, most: number): { end: number; keys: number; isTooDeep: boolean } => {
  let depth = 0;
  let deepest = 0;
  let keys = 0;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      i = skipString(text, i) - 1;
      if (depth > 0 && text.charCodeAt(skipSpace(text, i + 1)) === 58) keys++;
    } else if (code === 123 || code === 91) deepest = Math.max(deepest, ++depth);
    else if ((code === 125 || code === 93) && depth > 0) depth--;
    // A number or a word ends where something else begins.
    else if (depth > 0 || (code !== 44 && code !== 125 && code !== 93 && !isSpace(code))) continue;
    else return { end: i, keys, isTooDeep: deepest > most };
    if (depth === 0) return { end: i + 1, keys, isTooDeep: deepest > most };
  }
  return { end: text.length, keys, isTooDeep: deepest > most };
};

/** A list and no recursion: a line of a batch nests as deep as it likes. */
export const countKeys = (root: unknown): number => {
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
