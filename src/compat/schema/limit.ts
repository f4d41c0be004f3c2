import { type Budget, Spent } from './undecided.ts';

/** How often the clock is looked at, in steps. */
const stride = 64;

/** A budget that can be filled up for the next question. */
export interface Limit extends Budget {
  readonly refill: () => void;
}

/** The budget of a pair, of which each of its questions may have a part. */
export interface PairLimit extends Limit {
  /** Milliseconds that are left for the whole pair. */
  readonly left: () => number;
  /** Grants the next question its steps, and a part (0 to 1) of the time that is left. */
  readonly share: (part: number) => void;
}

/**
 * @param steps how much work a question may cost (default: as much as its time allows)
 * @param ms how long it may take (default 2000)
 */
export const limitOf = ({ steps = Infinity, ms = 2000 }: { readonly steps?: number; readonly ms?: number } = {}): PairLimit => {
  let spent = 0;
  let nextLook = stride;
  let end = performance.now() + ms;
  let until = end;
  const restart = (): void => {
    spent = 0;
    nextLook = stride;
  };
  const left = (): number => end - performance.now();
  const look = (): void => {
    if (performance.now() > until) throw new Spent(`the budget of ${ms} ms is used up`);
  };
  return {
    refill: () => {
      restart();
      until = end = performance.now() + ms;
    },
    left,
    share: (part) => {
      restart();
      until = end - left() * (1 - part);
    },
    look,
    spend: (work) => {
      spent += work;
      if (spent > steps) throw new Spent(`the budget of ${steps} steps is used up`);
      if (spent < nextLook) return;
      nextLook = spent + stride;
      look();
    },
  };
};
