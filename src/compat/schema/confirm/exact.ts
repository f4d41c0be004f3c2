import type { Value } from '../value.ts';
import type { Bundle } from './bundle.ts';
import { numbersIn } from './numbers.ts';

/** Would ajv have to compute what doubles do not? Comparing doubles is exact; dividing them is not. */
export const needsExactNumbers = ({ hasExact, hasFraction, keywords }: Bundle, document: Value): boolean => {
  const { exact, fraction, unsafe } = numbersIn(document);
  return hasExact || exact || (keywords.has('multipleOf') && (hasFraction || fraction || unsafe));
};
