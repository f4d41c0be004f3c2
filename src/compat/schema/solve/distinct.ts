import { canonical } from '../text.ts';
import type { Value } from '../value.ts';
import { type Answer, found, none, unknown } from './answer.ts';
import type { Engine } from './domain.ts';
import { goalOf, type Literal } from './literal.ts';

/**
 * Different values for all positions, each of which demands something of its own: a matching of positions and values.
 * A position with as many values as there are positions can always be served; one with fewer has shown them all.
 *
 * @param first a value for each position, not necessarily different
 */
export const distinct = (positions: readonly (readonly Literal[])[], first: readonly Value[], engine: Engine): Answer => {
  if (new Set(first.map(canonical)).size === first.length) return found([...first]);
  const known = new Map<string, { readonly values: ReadonlyMap<string, Value>; readonly isCut: boolean }>();
  const offers = positions.map((literals) => {
    const key = (goalOf(literals) ?? []).join();
    let offer = known.get(key);
    if (!offer) {
      const { values, isCut } = engine.many(literals, positions.length);
      known.set(key, (offer = { values: new Map(values.map((value) => [canonical(value), value])), isCut }));
    }
    return offer;
  });
  /** Which position a value serves. */
  const servedBy = new Map<string, number>();
  const assign = (position: number, tried: Set<string>): boolean => {
    for (const key of offers[position]?.values.keys() ?? []) {
      if (tried.has(key)) continue;
      tried.add(key);
      engine.budget.spend(1);
      const other = servedBy.get(key);
      if (other === undefined || assign(other, tried)) {
        servedBy.set(key, position);
        return true;
      }
    }
    return false;
  };
  for (const position of positions.keys())
    if (!assign(position, new Set()))
      return offers.some(({ isCut, values }) => isCut && values.size < positions.length)
        ? unknown('not all values of an item are known')
        : none;
  const result: Value[] = [];
  for (const [key, position] of servedBy) result[position] = offers[position]?.values.get(key) as Value;
  return found(result);
};
