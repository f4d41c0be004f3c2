/** Choices that are the same for the same seed. */
export interface Random {
  /** A whole number from 0 up to, not including, n. */
  readonly below: (n: number) => number;
  readonly one: <T>(list: readonly [T, ...T[]] | readonly T[]) => T;
  /** True in one of n cases. */
  readonly oneIn: (n: number) => boolean;
  /** A name that no other call of this source gives. */
  readonly name: () => string;
}

/** Mulberry32: 32 bits of state are enough for choices. */
export const randomOf = (seed: number): Random => {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  let names = 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    one: <T>(list: readonly T[]): T => list[below(list.length)] as T,
    oneIn: (n) => below(n) === 0,
    name: () => `d${names++}`,
  };
};
