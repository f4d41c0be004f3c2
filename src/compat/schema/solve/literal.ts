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
export const goalOf = (literals: readonly Literal[]): Goal | undefined => {
  const goal: Literal[] = [];
  // Mostly there are two or three.
  for (const one of literals.length > many ? [...new Set(literals)].sort((x, y) => x - y) : literals) {
    let at = goal.length;
    while (at > 0 && (goal[at - 1] as Literal) > one) at--;
    if (goal[at - 1] === one) continue;
    if (goal[at - 1] === opposite(one) || goal[at] === opposite(one)) return undefined;
    goal.splice(at, 0, one);
  }
  return goal;
};
const many = 64;
