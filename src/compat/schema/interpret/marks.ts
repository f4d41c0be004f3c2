import { below } from '../../pointer.ts';
import type { Mark } from '../question.ts';
import type { Place } from '../read/place.ts';
import type { Value } from '../value.ts';
import type { Part } from './part.ts';

/** What stands behind a mark, for those who describe it. */
export interface Behind {
  /** The schema object that holds the keyword. */
  readonly place: Place;
  /** The part of the document that was refused. */
  readonly found: Value;
  /** The part is the name of a member. */
  readonly isName?: boolean;
  /** The member that is missing. */
  readonly missing?: string;
  /** More than one alternative of `oneOf` holds; else none. */
  readonly several?: boolean;
}

const behind = new WeakMap<Mark, Behind>();
export const behindOf = (mark: Mark): Behind | undefined => behind.get(mark);

/** A keyword refuses a part. */
export const markOf = (keyword: string, place: Place, part: Part, several = false): Mark => {
  const mark: Mark = { keyword, schema: below(place.pointer, keyword), document: part.pointer };
  behind.set(mark, { place, found: part.value, isName: part.isName, several });
  return mark;
};

/** A member is missing that a keyword asks for, at a path such as `dependentRequired`, `name`. */
export const markBelow = (path: readonly string[], place: Place, part: Part, missing: string): Mark => {
  const mark: Mark = { keyword: path[0] ?? '', schema: below(place.pointer, ...path), document: part.pointer };
  behind.set(mark, { place, found: part.value, missing });
  return mark;
};

/** A schema that is `false` refuses, in the name of the keyword above it. */
export const falseMark = (keyword: string, place: Place, holder: Place, part: Part): Mark => {
  const mark: Mark = { keyword, schema: place.pointer, document: part.pointer };
  behind.set(mark, { place: holder, found: part.value, isName: part.isName });
  return mark;
};

/** Keywords that say which of several alternatives was meant: an alternative that refuses by one of them was not. */
const telling: ReadonlySet<string> = new Set(['type', 'const', 'enum', 'nullable']);

/** More than anybody reads; alternatives of alternatives would multiply. */
const most = 32;
export const limited = (marks: readonly Mark[]): readonly Mark[] => (marks.length > most ? marks.slice(0, most) : marks);

/**
 * All alternatives refuse: the marks of the one that was most likely meant, then the keyword's own; the keyword's own first
 * where no alternative was meant.
 */
export const marksOfAlternatives = (own: Mark, alternatives: readonly (readonly Mark[])[]): readonly Mark[] => {
  const isMeant = (marks: readonly Mark[]): boolean =>
    !marks.some(({ keyword, document }) => telling.has(keyword) && document === own.document);
  const isNamed = (marks: readonly Mark[]): boolean => !marks.some(({ keyword }) => keyword === 'const' || keyword === 'enum');
  /** An alternative that refuses the value itself is less likely meant than one that refuses a part of it. */
  const atOnce = (marks: readonly Mark[]): number => marks.filter(({ document }) => document === own.document).length;
  const [best, ...others] = alternatives
    .filter(isMeant)
    .map((marks, order) => ({ marks, order, rank: (isNamed(marks) ? 0 : 10_000) + 100 * atOnce(marks) + marks.length }))
    .sort((a, b) => a.rank - b.rank || a.order - b.order);
  if (!best) return limited([own, ...alternatives.flat()]);
  return limited([...best.marks, own, ...others.flatMap(({ marks }) => marks)]);
};
