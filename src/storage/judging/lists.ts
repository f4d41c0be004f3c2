/** What is in the one list and not in the other, in its order. */
export const without = (list: readonly string[], other: readonly string[]): readonly string[] => list.filter((one) => !other.includes(one));

/** Do those that both have come in another order? */
export const isReordered = (was: readonly string[], is: readonly string[]): boolean =>
  was.filter((one) => is.includes(one)).join('\n') !== is.filter((one) => was.includes(one)).join('\n');
