import { parseValue } from '../../schema/text.ts';
import { maxDepth } from '../depth.ts';
import { countKeys, levels, type Member, type Outline, spanOf } from './outline.ts';
import { nameIn, quote, skipSpace, skipString } from './tokens.ts';

// Two versions of a contract say the same in most of their paths and components, in the same text. What does is read
// once: the parts of both values are then the same objects, which whoever compares them sees at once.

/** A JSON document as it was read. */
export interface Written {
  readonly text: string;
  readonly value: unknown;
  readonly outline: Outline;
}

type Members = Record<string, unknown>;

/** The text is not as expected: it is read by itself, and then it is told what is wrong with it, if anything is. */
class Otherwise extends Error {}

/** Does a text hold a part of another at an offset? Only of what says itself where it ends. */
const holds = (text: string, at: number, other: string, { value, end }: Member): boolean => {
  const first = text.charCodeAt(at);
  return (
    (first === 123 || first === 91 || first === quote) &&
    at + end - value <= text.length &&
    text.slice(at, at + end - value) === other.slice(value, end)
  );
};

/**
 * Reads a text that hardly differs from one that was read before; undefined for one that has to be read by itself. Cost: a
 * comparison of both texts, and reading what differs.
 */
export const readAlike = (text: string, like: Written): Written | undefined => {
  let i = 0;
  const expect = (code: number): void => {
    if (text.charCodeAt(i) !== code) throw new Otherwise();
    i++;
  };

  /** A value that no part of the other text is. */
  const alone = (member: Member, depth: number): unknown => {
    const { end, keys, isTooDeep } = spanOf(text, member.value, maxDepth - depth);
    const value = parseValue(text.slice(member.value, end));
    if (isTooDeep || keys !== countKeys(value)) throw new Otherwise();
    member.end = end;
    member.keys = keys;
    return value;
  };
  const valueOf = (member: Member, depth: number, before: Member | undefined, other: unknown): unknown => {
    if (before && holds(text, member.value, like.text, before)) {
      const by = member.value - before.value;
      member.end = before.end + by;
      member.keys = before.keys;
      if (before.members) member.members = before.members.map((one) => moved(one, by));
      return other;
    }
    if (text.charCodeAt(member.value) !== 123 || !before?.members || depth === levels) return alone(member, depth);
    i = member.value;
    const { members, value, keys } = object(depth + 1, before.members, other as Members);
    member.end = i;
    member.keys = keys;
    member.members = members;
    return value;
  };

  /** An object whose members are read one by one. Leaves the offset behind it. */
  const object = (
    depth: number,
    before: readonly Member[],
    other: Members,
  ): { readonly members: Member[]; readonly value: Members; readonly keys: number } => {
    const known = new Map(before.map((member) => [nameIn(like.text, member.place, member.nameEnd), member]));
    const members: Member[] = [];
    const value: Members = {};
    let keys = 0;
    expect(123);
    i = skipSpace(text, i);
    if (text.charCodeAt(i) === 125) i++;
    else
      for (let isOpen = true; isOpen;) {
        const place = i;
        if (text.charCodeAt(i) !== quote) throw new Otherwise();
        const nameEnd = skipString(text, i);
        const name = JSON.parse(text.slice(place, nameEnd)) as string;
        if (Object.hasOwn(value, name)) throw new Otherwise();
        i = skipSpace(text, nameEnd);
        expect(58);
        const member: Member = { place, nameEnd, value: skipSpace(text, i), end: 0, keys: 0 };
        const child = valueOf(member, depth, known.get(name), other[name]);
        // Assigning would take `__proto__` for something else.
        if (name === '__proto__')
          Object.defineProperty(value, name, { value: child, enumerable: true, writable: true, configurable: true });
        else value[name] = child;
        members.push(member);
        keys += member.keys + 1;
        i = skipSpace(text, member.end);
        isOpen = text.charCodeAt(i) === 44;
        expect(isOpen ? 44 : 125);
        i = isOpen ? skipSpace(text, i) : i;
      }
    return { members, value, keys };
  };

  const { members: before } = like.outline;
  if (!before) return undefined;
  try {
    i = skipSpace(text, 0);
    const { members, value, keys } = object(1, before, like.value as Members);
    if (skipSpace(text, i) !== text.length) return undefined;
    return { text, value, outline: { tooDeepAt: undefined, keys, members } };
  } catch (error) {
    if (error instanceof Otherwise || error instanceof SyntaxError) return undefined;
    throw error;
  }
};

const moved = (member: Member, by: number): Member => ({
  place: member.place + by,
  nameEnd: member.nameEnd + by,
  value: member.value + by,
  end: member.end + by,
  keys: member.keys,
  ...(member.members ? { members: member.members.map((one) => moved(one, by)) } : {}),
});
