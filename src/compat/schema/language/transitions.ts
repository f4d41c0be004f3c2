/** Where each letter leads from each state, as far as that is known. */
export interface Transitions {
  /** -1 for what is not known yet. */
  readonly get: (state: number, letter: number) => number;
  readonly set: (state: number, letter: number, next: number) => void;
}

export const notKnown = -1;

/** @param take is told how many numbers a new state takes */
export const transitionsOf = (width: number, take: (numbers: number) => void): Transitions => {
  let states = 16;
  let table = new Int32Array(states * width).fill(notKnown);
  let last = -1;
  const grow = (state: number): void => {
    take((state - last) * width);
    last = state;
    if (state < states) return;
    while (state >= states) states *= 2;
    const larger = new Int32Array(states * width).fill(notKnown);
    larger.set(table);
    table = larger;
  };
  return {
    get: (state, letter) => (state <= last ? table[state * width + letter]! : notKnown),
    set: (state, letter, next) => {
      if (state > last) grow(state);
      table[state * width + letter] = next;
    },
  };
};
