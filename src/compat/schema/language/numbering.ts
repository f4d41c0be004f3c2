/** Gives equal sets of numbers one number, from 0. */
export interface Numbering {
  readonly numberOf: (members: Iterable<number>) => number;
  /** Ascending. */
  readonly at: (number: number) => Int32Array;
}

const hashOf = (sorted: Int32Array): number => {
  let hash = sorted.length;
  for (const member of sorted) hash = (Math.imul(hash, 0x0100_0193) ^ member) | 0;
  return hash;
};

const areEqual = (a: Int32Array, b: Int32Array): boolean => a.length === b.length && a.every((member, index) => member === b[index]);

/** @param take is told the size of each new set */
export const numberingOf = (take: (numbers: number) => void): Numbering => {
  const sets: Int32Array[] = [];
  const byHash = new Map<number, number[]>();
  return {
    numberOf: (members) => {
      const sorted = Int32Array.from(members).sort();
      const hash = hashOf(sorted);
      const alike = byHash.get(hash);
      const known = alike?.find((number) => areEqual(sets[number]!, sorted));
      if (known !== undefined) return known;
      take(sorted.length + 4);
      const number = sets.push(sorted) - 1;
      if (alike) alike.push(number);
      else byHash.set(hash, [number]);
      return number;
    },
    at: (number) => sets[number]!,
  };
};
