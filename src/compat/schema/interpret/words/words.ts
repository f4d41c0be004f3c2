import type { Place } from '../../read/place.ts';
import { Exact } from '../../value.ts';
import type { Behind } from '../marks.ts';

/** What a description is made of: the keyword that refuses, and where. */
export interface Refusal extends Behind {
  readonly keyword: string;
  /** What stands at the keyword. */
  readonly given: unknown;
  /** The keyword's own schema is `false`: the part may not be there at all. Its name below the keyword, where it has one. */
  readonly isFalse: boolean;
  readonly name: string | undefined;
}

/** In words: what of the document is too much. */
export type Words = (refusal: Refusal) => string;

/** A longer text is cut: people read the beginning. */
const longest = 60;

/** A value as people read it: strings bare, all in backticks. */
export const quoted = (value: unknown): string => {
  const text = typeof value === 'string' ? value : value instanceof Exact ? value.text : textOf(value);
  return `\`${text.length > longest ? `${text.slice(0, longest)}…` : text}\``;
};

const textOf = (value: unknown): string => {
  try {
    return JSON.stringify(value);
  } catch {
    return '…'; // it nests too deeply to be written, and to be read
  }
};

/** At most five of them, and how many more there are. */
export const listed = (values: readonly unknown[]): string => {
  const some = values.slice(0, 5).map(quoted).join(', ');
  return values.length > 5 ? `${some} and ${values.length - 5} more` : some;
};

export const plural = (count: unknown, one: string, many = `${one}s`): string => `${numeral(count)} ${count === 1 ? one : many}`;
export const numeral = (value: unknown): string => (value instanceof Exact ? value.text : String(value));

const nouns: Readonly<Record<string, string>> = {
  null: 'null',
  boolean: 'a boolean',
  number: 'a number',
  integer: 'an integer',
  string: 'a string',
  array: 'an array',
  object: 'an object',
};
export const noun = (type: string): string => nouns[type] ?? type;

/** `a string`, `a string or null`, `a string, a number or null`. */
export const either = (types: readonly string[]): string => {
  const words = types.map(noun);
  const last = words.pop() ?? 'nothing';
  return words.length > 0 ? `${words.join(', ')} or ${last}` : last;
};

/** Another keyword of the same schema. */
export const beside = (place: Place, keyword: string): unknown => {
  const { value } = place;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, keyword)
    ? (value as Readonly<Record<string, unknown>>)[keyword]
    : undefined;
};
