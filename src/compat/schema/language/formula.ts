import { TooLarge } from './machine.ts';

// What must hold of the rest of a text: any of the clauses, and of a clause every literal. A literal is a set of
// instructions (even: the rest is accepted from one of them; odd: from none of them).

type Clause = readonly number[];
export type Formula = readonly Clause[];

export const always: Formula = [[]];
export const never: Formula = [];

export const isAlways = (formula: Formula): boolean => formula[0]?.length === 0;

export const positive = (set: number): number => set * 2;
export const isNegative = (literal: number): boolean => (literal & 1) === 1;
export const setOf = (literal: number): number => literal >> 1;

const mostClauses = 200;

const isPartOf = (small: Clause, large: Clause): boolean => small.every((literal) => large.includes(literal));

/** Without clauses that say more than another of them, in an order that does not depend on how they came about. */
const tidy = (clauses: readonly Clause[]): Formula => {
  if (clauses.length > mostClauses * 10) throw new TooLarge('lookarounds combine in too many ways');
  const sorted = [...clauses].sort((a, b) => a.length - b.length || a.findIndex((literal, index) => literal !== b[index]));
  const kept: Clause[] = [];
  for (const clause of sorted) if (!kept.some((smaller) => isPartOf(smaller, clause))) kept.push(clause);
  if (kept.length > mostClauses) throw new TooLarge('lookarounds combine in too many ways');
  return kept;
};

export const or = (a: Formula, b: Formula): Formula => {
  if (a.length === 0 || isAlways(b)) return b;
  if (b.length === 0 || isAlways(a)) return a;
  return tidy([...a, ...b]);
};

const joinedClause = (a: Clause, b: Clause): Clause | undefined => {
  const literals = [...new Set([...a, ...b])].sort((x, y) => x - y);
  return literals.some((literal, index) => !isNegative(literal) && literals[index + 1] === literal + 1) ? undefined : literals;
};

export const and = (a: Formula, b: Formula): Formula => {
  if (a.length === 0 || isAlways(b)) return a;
  if (b.length === 0 || isAlways(a)) return b;
  const clauses = a.flatMap((x) => b.map((y) => joinedClause(x, y)));
  return tidy(clauses.filter((clause) => clause !== undefined));
};

export const not = (formula: Formula): Formula =>
  formula.reduce<Formula>(
    (sum, clause) =>
      and(
        sum,
        clause.map((literal) => [literal ^ 1]),
      ),
    always,
  );

/** The same with one order of clauses, as a text. */
export const textOf = (formula: Formula): string =>
  formula
    .map((clause) => clause.join(','))
    .sort()
    .join('|');
