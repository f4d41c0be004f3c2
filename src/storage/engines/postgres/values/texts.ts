import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import type { Values, ValuesOf } from './value.ts';

/** What programs trip over: quotes, backslashes, breaks, letters of several code points or directions, words that mean something elsewhere. */
const specimens = [
  'a',
  '',
  "O'Reilly",
  'two\nlines',
  '😀',
  'e\u0301', // decomposed, and the same letter in one piece
  'é',
  'back\\slash',
  'a "quoted" word',
  'שלום עולם',
  '👩‍👩‍👧‍👦',
  'مرحبا بالعالم',
  '漢字かな',
  'NULL',
  ' leading and trailing ',
  '\ttab\r\n',
  'straße İi ı',
  '100%_;--',
  '\u0001\u200b\ufeff',
  '{}',
  '🇨🇭🏳️‍🌈',
];

/** Characters, as PostgreSQL counts them: code points. */
const lengthOf = (text: string): number => Array.from(text).length;

/** Of a text without a limit; long enough to be stored outside its row. */
const longText = 5000;
/** A limit beyond this is not filled to the last character. */
const fillable = 65_536;

/** So many characters are noise; what comes after them adds nothing to what an index must take. */
const mostNoise = 5000;

/** Bytes that look like any, and are the same each time. */
const noise = (bytes: number): Buffer =>
  Buffer.concat(Array.from({ length: Math.ceil(bytes / 32) }, (_, index) => createHash('sha256').update(`${index}`).digest())).subarray(
    0,
    bytes,
  );

/** A text of so many characters that cannot be made smaller: what `xxx…` is stored in, an index has room for. */
export const noiseText = (length: number): string =>
  noise(Math.min(length, mostNoise)).toString('base64url').slice(0, length).padEnd(length, 'x');

/** The same of characters of four bytes each: rare Chinese ones. */
const wideNoise = (length: number): string => {
  const bytes = noise(2 * Math.min(length, mostNoise));
  const chars = Array.from({ length: bytes.length / 2 }, (_, index) =>
    String.fromCodePoint(0x2_0000 + (bytes.readUInt16LE(2 * index) % 42_000)),
  );
  return chars.join('') + 'x'.repeat(length - chars.length);
};

/** Bytes up to which an index takes any text. */
const indexable = 600;

const anyText = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', maxLength: Math.min(most, 24) }).map((text) => Array.from(text).slice(0, most).join(''));

const limited = (most: number): Values => {
  const fill = Math.min(most, fillable);
  const fitting = specimens.filter((text) => lengthOf(text) <= most);
  const long = ['x'.repeat(fill), '😀'.repeat(fill), ...(4 * fill > indexable ? [noiseText(fill), wideNoise(fill)] : [])];
  return {
    boundaries: [...new Set([...fitting.slice(0, 2), ...long, ...fitting.slice(2)])],
    any: anyText(most),
  };
};

const text: ValuesOf = ([most]) =>
  most !== undefined
    ? limited(most)
    : { boundaries: [...specimens.slice(0, 2), 'x'.repeat(longText), noiseText(longText), ...specimens.slice(2)], any: anyText(24) };

const hexOf = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;

const bytea: ValuesOf = () => ({
  boundaries: ['\\x61', '\\x', '\\x00', '\\xff', '\\x5c27220a', `\\x${'00ff'.repeat(2000)}`, hexOf(noise(4000))],
  any: fc.uint8Array({ maxLength: 24 }).map(hexOf),
});

const label = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);

const hstorePair = (key: string, value: string | null): string =>
  [key, value].map((part) => (part === null ? 'NULL' : `"${part.replaceAll(/["\\]/g, '\\$&')}"`)).join('=>');

export const texts: Readonly<Record<string, ValuesOf>> = {
  text,
  'character varying': text,
  character: ([length = 1]) => limited(length),
  bpchar: text,
  name: () => ({ boundaries: ['a', '', 'x'.repeat(63), "O'Reilly", 'é'], any: anyText(15) }),
  '"char"': () => ({ boundaries: ['a', '', '\\377'], any: fc.constantFrom('a', 'b', 'z', '0', '~') }),
  citext: text,
  refcursor: text,
  bytea,
  tsvector: () => ({
    boundaries: ["'a':1", '', "'fat':2B,4C 'rat':5A", "'O''Reilly' 'back\\\\slash'", "'x':16383"],
    any: fc.array(label, { maxLength: 5 }).map((words) => words.map((word, index) => `'${word}':${index + 1}`).join(' ')),
  }),
  tsquery: () => ({
    boundaries: ["'a'", '', "'fat' & ( 'rat' | !'cat' )", "'a' <-> 'b':*A"],
    any: fc.array(label, { minLength: 1, maxLength: 4 }).map((words) => words.map((word) => `'${word}'`).join(' & ')),
  }),
  hstore: () => ({
    boundaries: [
      hstorePair('a', '1'),
      '',
      hstorePair('a', null),
      hstorePair('', ''),
      `${hstorePair('"\\', '😀')}, ${hstorePair('NULL', 'NULL')}`,
    ],
    any: fc.dictionary(anyText(6), fc.option(anyText(6)), { maxKeys: 4 }).map((pairs) =>
      Object.entries(pairs)
        .map(([key, value]) => hstorePair(key, value))
        .join(', '),
    ),
  }),
  ltree: () => ({
    boundaries: ['a', '', 'Top.Science.Astronomy', Array.from({ length: 50 }, (_, index) => `n${index}`).join('.')],
    any: fc.array(label, { maxLength: 5 }).map((labels) => labels.join('.')),
  }),
};
