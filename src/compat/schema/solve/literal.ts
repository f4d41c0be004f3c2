// A literal is a class that holds or does not: 2 × class, plus 1 when it does not. A goal is a set of literals that
// one value is to meet at once, sorted, so that its text is a key.

export type Literal = number;
export type Goal = readonly Literal[];

export const holds = (cls: number): Literal => 2 * cls;
export const fails = (cls: number): Literal => 2 * cls + 1;
export const opposite = (literal: Literal): Literal => literal ^ 1;
export const classOf = (literal: Literal): number => literal >> 1;
export const isNegative = (literal: Literal): boolean => (literal & 1) === 1;

/** The goal of all these literals; undefined when two of them contradict each other. */
export const goalOf = (literals: Iterable<Literal>): Goal | undefined => {
  const set = new Set(literals);
  const goal = [...set].sort((x, y) => x - y);
  for (let i = 1; i < goal.length; i++) if (((goal[i] as number) ^ (goal[i - 1] as number)) === 1) return undefined;
  return goal;
};
