import type { SequenceObject } from '../catalog.ts';

/** What became of the numbers that a sequence may give; where it ends both sooner and later, sooner counts. */
export const rangeTurn = (was: SequenceObject, is: SequenceObject): 'narrower' | 'wider' | undefined => {
  const [min, max] = [BigInt(is.min) - BigInt(was.min), BigInt(is.max) - BigInt(was.max)];
  if (min > 0n || max < 0n) return 'narrower';
  return min < 0n || max > 0n ? 'wider' : undefined;
};
