import { anyKeywords } from './any.ts';
import { arrayKeywords } from './array.ts';
import { logicKeywords } from './logic.ts';
import { numberKeywords } from './number.ts';
import { objectKeywords } from './object.ts';
import type { Rule } from './reader.ts';
import { referenceKeywords } from './reference.ts';
import { stringKeywords } from './string.ts';
import { unevaluatedKeywords } from './unevaluated.ts';

/** Every keyword that refuses documents, the most telling first; what asks for the others' work comes last. */
export const rules: readonly Rule[] = [
  ...anyKeywords,
  ...numberKeywords,
  ...stringKeywords,
  ...arrayKeywords,
  ...objectKeywords,
  ...referenceKeywords,
  ...logicKeywords,
  ...unevaluatedKeywords,
];
