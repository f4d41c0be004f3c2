import { type Budget, Spent } from './undecided.ts';

/** How often the clock is looked at, in steps. */
const stride = 512;

/** A budget that can be filled up for the next question. */
export interface Limit extends Budget {
  readonly refill: () => void;
}

/**
 * @param steps how much work a question may cost (default: as much as its time allows)
 * @param ms how long it may take (default 2000)
 */
export const limitOf = ({ steps = Infinity, ms = 2000 }: { readonly steps?: number; readonly ms?: number } = {}): Limit => {
  let spent = 0;
  let nextLook = stride;
  let start = performance.now();
  return {
    refill: () => {
      spent = 0;
      nextLook = stride;
      start = performance.now();
    },
    spend: (work) => {
      spent += work;
      if (spent > steps) throw new Spent(`the budget of ${steps} steps is used up`);
      if (spent < nextLook) return;
      nextLook = spent + stride;
      if (performance.now() - start > ms) throw new Spent(`the budget of ${ms} ms is used up`);
    },
  };
};
