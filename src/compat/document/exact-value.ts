import type { Parsed } from './parsed.ts';

/** A document's value, each number that no double holds as an `Exact`: documents are read so. */
export const withExactNumbers = ({ value }: Parsed): unknown => value;
