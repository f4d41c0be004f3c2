import { below } from '../../pointer.ts';
import { type Part, wordOf } from './part.ts';

// What OpenAPI types as true or false. Anything else is false to some who read it and true to others (`yes` is true in YAML 1.1 and a
// text in 1.2), so nobody knows what is demanded. `null` says nothing, to everybody.

const flags = {
  parameter: ['required', 'allowEmptyValue', 'allowReserved', 'explode'],
  header: ['required', 'explode'],
  body: ['required'],
  encoding: ['explode', 'allowReserved'],
} as const;

/** Is something said where true or false belongs, and is neither? */
export const isNeither = (said: unknown): boolean => said !== undefined && said !== null && typeof said !== 'boolean';

/** Checks what a part says by true or false. @param what the part, in words */
export const flagsOf =
  (wrong: (pointer: string, what: string) => void) =>
  (kind: keyof typeof flags, { value, pointer }: Part, what: string): void => {
    for (const name of flags[kind])
      if (isNeither(value[name]))
        wrong(below(pointer, name), `"${name}" of ${what} must be true or false, and not ${inWords(value[name])}`);
  };

/** `the text "yes"` */
export const inWords = (said: unknown): string =>
  typeof said === 'string' ? `the text ${JSON.stringify(said)}` : Array.isArray(said) ? 'a list' : wordOf(said);
