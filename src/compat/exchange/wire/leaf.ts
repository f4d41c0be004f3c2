import { parseValue } from '../../schema/text.ts';
import { Exact, type Value } from '../../schema/value.ts';

// HTTP carries texts: which text a value is, and which values a text may be.

/** The text of a value that is neither array nor object; undefined for what has none (`null` is written in no way that all agree on). */
export const leafText = (value: Value): string | undefined => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value instanceof Exact ? value.text : undefined;
};

const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** What a receiver may take a text for: itself, and the number or boolean that it spells. */
export const leafReadings = (text: string): Value[] => [
  text,
  ...(number.test(text) ? [parseValue(text)] : []),
  ...(text === 'true' || text === 'false' ? [text === 'true'] : []),
];

/** More readings of one text are not tried; then nothing is said of it. */
const most = 256;

/** Every list that takes one of each; undefined where there are too many. */
export const combinations = <T>(choices: readonly (readonly T[])[]): T[][] | undefined => {
  let lists: T[][] = [[]];
  for (const choice of choices) {
    if (lists.length * choice.length > most) return undefined;
    lists = lists.flatMap((list) => choice.map((one) => [...list, one]));
  }
  return lists;
};

const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** The texts of a flat list; undefined for one that holds lists, objects or null. */
export const listTexts = (value: Value): string[] | undefined => {
  if (!isList(value)) return undefined;
  const texts = value.map(leafText);
  return texts.every((text) => text !== undefined) ? texts : undefined;
};

/** The names and texts of a flat object; undefined for one that holds lists, objects or null, or is none. */
export const memberTexts = (value: Value): [string, string][] | undefined => {
  if (typeof value !== 'object' || value === null || isList(value) || value instanceof Exact) return undefined;
  const pairs = Object.entries(value).map(([name, member]) => [name, leafText(member)] as const);
  return pairs.every((pair): pair is [string, string] => pair[1] !== undefined) ? pairs : undefined;
};

/** Every list that some texts may be. */
export const listReadings = (texts: readonly string[]): Value[] | undefined => combinations(texts.map(leafReadings));

/** An object of pairs; `__proto__` is a name like others. */
export const objectOf = (pairs: readonly (readonly [string, Value])[]): Value => {
  const out: Record<string, Value> = {};
  for (const [name, value] of pairs) Object.defineProperty(out, name, { value, enumerable: true, writable: true, configurable: true });
  return out;
};

/** Every object that some names and texts may be. */
export const memberReadings = (pairs: readonly (readonly [string, string])[]): Value[] | undefined =>
  combinations(pairs.map(([, text]) => leafReadings(text)))?.map((values) =>
    objectOf(pairs.map(([name], i) => [name, values[i] as Value] as const)),
  );
