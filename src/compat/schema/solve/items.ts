import type { ArrayPart } from '../form/node.ts';
import { holds, type Literal } from './literal.ts';

// What is demanded of the items of an array.

interface Count {
  readonly from: number;
  readonly literal: Literal;
  readonly min: number;
  readonly max: number;
}
export interface Arrays {
  parts: readonly ArrayPart[];
  every: readonly { readonly from: number; readonly literal: Literal }[];
  /** Positions where something more is demanded; `min` is beyond them. */
  items: ReadonlyMap<number, readonly Literal[]>;
  counts: readonly Count[];
  min: number;
  max: number;
  unique: boolean;
  duplicate: boolean;
}

/** What the item at a position must meet, if it is there. */
export const demandsAt = ({ parts, every, items }: Arrays, at: number): Literal[] => {
  const demands: Literal[] = [...(items.get(at) ?? [])];
  for (const { prefix, rest } of parts) {
    const node = prefix[at] ?? rest;
    if (node) demands.push(holds(node.cls));
  }
  for (const { from, literal } of every) if (at >= from) demands.push(literal);
  return demands;
};

/** From this position on every item meets the same demands. */
export const horizonOf = ({ parts, every, items, counts }: Arrays): number =>
  Math.max(
    0,
    ...parts.map(({ prefix }) => prefix.length),
    ...every.map(({ from }) => from),
    ...counts.map(({ from }) => from),
    ...[...items.keys()].map((at) => at + 1),
  );
