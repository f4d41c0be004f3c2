const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Is all of the one in the other, which has further members? */
const isWithin = (one: unknown, other: unknown): boolean => {
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, at) => isWithin(item, other[at]));
  if (isRecord(one))
    return isRecord(other) && Object.entries(one).every(([key, item]) => Object.hasOwn(other, key) && isWithin(item, other[key]));
  return one === other;
};

/** Numbers are compared as they are written, whatever a double makes of them. */
const parsed = (text: string): unknown =>
  (JSON.parse as (text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown) => unknown)(
    text,
    (_, value, { source }) => (typeof value === 'number' ? `number ${source ?? value}` : value),
  );

/**
 * Two documents as an answer has them, as JSON texts of texts: has the second all members of the first with their values, and more?
 * That is what a row as a document is once its table has one column more, and whoever reads it by its members does not notice.
 */
export const isExtended = (was: string, is: string): boolean => {
  const [one, other] = [JSON.parse(was), JSON.parse(is)] as [unknown, unknown];
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  return isWithin(parsed(one), parsed(other));
};
