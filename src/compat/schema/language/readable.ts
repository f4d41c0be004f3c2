// Which characters a reader likes best, so that a made-up text is "a" and not a control character.

/** Ranges of code points, the most readable first; together they are all that a generated text may hold (no surrogates). */
export const readable: readonly (readonly [from: number, to: number])[] = [
  [0x61, 0x7a], // a-z
  [0x41, 0x5a], // A-Z
  [0x30, 0x39], // 0-9
  [0x2d, 0x2e], // - .
  [0x5f, 0x5f], // _
  [0x21, 0x2c], // signs
  [0x2f, 0x2f],
  [0x3a, 0x40],
  [0x5b, 0x5e],
  [0x60, 0x60],
  [0x7b, 0x7e],
  [0x20, 0x20], // a space is hard to see
  [0xc0, 0xff], // letters with accents
  [0xa1, 0xac],
  [0xae, 0xbf],
  [0x100, 0x2ff],
  [0x370, 0x1fff],
  [0x3041, 0xd7ff],
  [0x2010, 0x2027],
  [0x20a0, 0x2fff],
  [0x1_f300, 0x1_faff],
  [0x0a, 0x0a], // these have names of their own in JSON: \n, \t, \r
  [0x09, 0x09],
  [0x0d, 0x0d],
  [0x300, 0x36f], // marks that need a letter before them
  [0x2030, 0x205f],
  [0x2070, 0x209f],
  [0x3000, 0x3040],
  [0xf900, 0xfdcf],
  [0xfdf0, 0xfffd],
  [0x1_0000, 0x1_f2ff],
  [0x1_fb00, 0xe_ffff],
  [0xe000, 0xf8ff], // private use
  [0xf_0000, 0x10_ffff],
  [0x2000, 0x200f], // spaces of all widths, and of none
  [0x2028, 0x202f], // ends of lines and directions, which change how the rest is shown
  [0x2060, 0x206f],
  [0x0b, 0x0c], // controls
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0xfdd0, 0xfdef], // no characters
  [0xfffe, 0xffff],
];

/** The most readable code point from `from` to `to` and its rank (the lower, the better); undefined among surrogates. */
export const mostReadable = (from: number, to: number): { readonly character: number; readonly rank: number } | undefined => {
  let rank = 0;
  for (const [first, last] of readable) {
    if (first <= to && last >= from) {
      const character = Math.max(first, from);
      return { character, rank: rank + character - first };
    }
    rank += last - first + 1;
  }
  return undefined;
};

const rankOf = (character: string): number => {
  const point = character.codePointAt(0)!;
  return mostReadable(point, point)?.rank ?? 0x20_0000 + point;
};

/** In code points. */
export const lengthOf = (text: string): number => Array.from(text).length;

/** The shorter text first, then the more readable at the first difference. */
export const byReadability = (a: string, b: string): number => {
  const [left, right] = [Array.from(a), Array.from(b)];
  if (left.length !== right.length) return left.length - right.length;
  const different = left.findIndex((character, index) => character !== right[index]);
  return different < 0 ? 0 : rankOf(left[different]!) - rankOf(right[different]!);
};
