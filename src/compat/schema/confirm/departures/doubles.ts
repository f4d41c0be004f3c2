import type { Departure } from '../departure.ts';
import { needsExactNumbers } from '../exact.ts';

export const doubles: Departure = {
  name: 'doubles',
  what: 'ajv computes multiples in doubles, and holds no number that a double does not. It is not asked there.',
  applies: needsExactNumbers,
  example: { dialect: '2020-12', schema: { multipleOf: 1.1 }, document: 6.6, valid: true },
};
