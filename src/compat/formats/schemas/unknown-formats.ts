import { isKnownFormat } from '../../schema/language/formats.ts';

/** Formats of numbers, which say how large a number a program makes room for; they demand nothing of a text. */
const ofNumbers: ReadonlySet<string> = new Set(['int32', 'int64', 'float', 'double']);

/** Is a format one that nobody knows, so that it may demand anything? */
export const isUnknownFormat = (format: unknown): format is string =>
  typeof format === 'string' && !ofNumbers.has(format) && !isKnownFormat(format);
