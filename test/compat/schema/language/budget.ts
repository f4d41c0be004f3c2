import type { Budget } from '../../../../src/compat/schema/undecided.ts';
import { Spent } from '../../../../src/compat/schema/undecided.ts';

export const unlimited: Budget = { spend: () => undefined };

/** A budget of so many steps. */
export const budgetOf = (steps: number): Budget => {
  let left = steps;
  return {
    spend: (spent) => {
      left -= spent;
      if (left < 0) throw new Spent('the budget is used up');
    },
  };
};
