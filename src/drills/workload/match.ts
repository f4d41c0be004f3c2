/** Where and how a value is not what was expected. */
export interface Mismatch {
  /** JSON pointer into the value. */
  readonly at: string;
  readonly expected: unknown;
  /** Absent: nothing is there. */
  readonly got?: unknown;
}

/** JSON's own way of holding digits as they are written (ES2026); TypeScript's library does not know it yet. */
const raw = JSON as unknown as { rawJSON: (text: string) => object; isRawJSON: (value: unknown) => value is { readonly rawJSON: string } };

/** An integer of any size: it is written as its digits, and equal to the same digits alone. */
export const exactInteger = (digits: string): unknown => raw.rawJSON(digits);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Is `value` what was expected? Members that `expected` names must match, others may be there; lists must have the same
 * length and match item by item; everything else must be equal, and `undefined` expects nothing. Returns the first mismatch,
 * in the order of `expected`.
 */
export const mismatch = (expected: unknown, value: unknown, at = ''): Mismatch | undefined => {
  if (expected === undefined) return undefined;
  if (raw.isRawJSON(expected)) return raw.isRawJSON(value) && value.rawJSON === expected.rawJSON ? undefined : { at, expected, got: value };
  if (isRecord(expected)) {
    if (!isRecord(value)) return { at, expected, got: value };
    for (const [name, inner] of Object.entries(expected)) {
      const pointer = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!Object.hasOwn(value, name)) return { at: pointer, expected: inner };
      const found = mismatch(inner, value[name], pointer);
      if (found) return found;
    }
    return undefined;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(value) || value.length !== expected.length) return { at, expected, got: value };
    for (const [index, inner] of expected.entries()) {
      const found = mismatch(inner, value[index], `${at}/${index}`);
      if (found) return found;
    }
    return undefined;
  }
  return Object.is(expected, value) ? undefined : { at, expected, ...(value === undefined ? {} : { got: value }) };
};

/** The mismatch in words. */
export const mismatchText = ({ at, expected, got }: Mismatch): string => {
  const where = at === '' ? 'the answer' : at;
  return got === undefined
    ? `${where} is missing, expected ${JSON.stringify(expected)}`
    : `${where} is ${JSON.stringify(got)}, expected ${JSON.stringify(expected)}`;
};
