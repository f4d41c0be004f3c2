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

const anyText = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme', maxLength: Math.min(most, 24) }).map((text) => Array.from(text).slice(0, most).join(''));

const limited = (most: number): Values => {
  const fill = Math.min(most, fillable);
  const fitting = specimens.filter((text) => lengthOf(text) <= most);
  return {
    boundaries: [...new Set([...fitting.slice(0, 2), 'x'.repeat(fill), '😀'.repeat(fill), ...fitting.slice(2)])],
    any: anyText(most),
  };
};

const text: ValuesOf = ([most]) =>
  most !== undefined
    ? limited(most)
    : { boundaries: [...specimens.slice(0, 2), 'x'.repeat(longText), ...specimens.slice(2)], any: anyText(24) };

const hexOf = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;

const bytea: ValuesOf = () => ({
  boundaries: ['\\x61', '\\x', '\\x00', '\\xff', '\\x5c27220a', `\\x${'00ff'.repeat(2000)}`],
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
