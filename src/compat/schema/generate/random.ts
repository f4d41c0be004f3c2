/** A source of chance that gives the same for the same seed. */
export interface Random {
  /** At least 0 and below `n`, whole. */
  readonly below: (n: number) => number;
  /** True once in `n` times. */
  readonly oneIn: (n: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T | undefined;
  readonly shuffled: <T>(list: readonly T[]) => T[];
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for documents of a test. */
export const randomOf = (seed: number): Random => {
  let state = Math.trunc(seed) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    oneIn: (n) => below(n) === 0,
    pick: (list) => list[below(list.length)],
    shuffled: (list) => {
      const found = [...list];
      for (let i = found.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [found[i], found[j]] = [found[j] as (typeof found)[number], found[i] as (typeof found)[number]];
      }
      return found;
    },
  };
};
