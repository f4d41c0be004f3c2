import { segmentsOf } from '../../pointer.ts';
import type { Mark } from '../question.ts';
import type { Place } from '../read/place.ts';
import { behindOf, type Behind } from './marks.ts';
import { anyWords } from './words/any.ts';
import { arrayWords } from './words/array.ts';
import { numberWords } from './words/number.ts';
import { objectWords } from './words/object.ts';
import { stringWords } from './words/string.ts';
import { beside, type Words } from './words/words.ts';

/** By the keyword that refuses. */
const words: Readonly<Record<string, Words>> = { ...anyWords, ...numberWords, ...stringWords, ...arrayWords, ...objectWords };

// `then` and `else` share theirs, for an object with a member `then` would be taken for a promise.
const wordsOf = (keyword: string): Words | undefined =>
  keyword === 'then' ? words['else'] : Object.hasOwn(words, keyword) ? words[keyword] : undefined;

/** A mark that was made elsewhere, such as in another run: what the schema says at its place. */
const looked = ({ schema, keyword }: Mark, root: Place): Behind => {
  const path = segmentsOf(schema.slice(root.pointer.length));
  const end = path.lastIndexOf(keyword);
  return { place: root.below(...path.slice(0, end < 0 ? path.length : end)), found: null };
};

/**
 * What a schema refuses, in words for people, from the keyword that refuses and what stands there: `a string longer than
 * 40 characters`, `the property \`total\` missing`.
 *
 * @param place the root of the schema that the mark's pointer begins at.
 */
export const differenceOf = (mark: Mark, place: Place): string => {
  const { keyword } = mark;
  const behind = behindOf(mark) ?? looked(mark, place);
  const path = segmentsOf(mark.schema.slice(behind.place.pointer.length));
  const given = keyword === 'false' ? false : beside(behind.place, keyword);
  const refusal = { ...behind, keyword, given, isFalse: behind.missing === undefined && path.length > 1, name: path[1] };
  const text = wordsOf(keyword)?.(refusal);
  if (text === undefined) return `a value that \`${keyword}\` refuses`;
  return behind.isName
    ? text.replace(/^an? (?:\w+ )?(?:string|value)\b/, (start) => (start.includes('empty') ? 'an empty property name' : 'a property name'))
    : text;
};
