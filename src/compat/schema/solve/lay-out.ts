import { Undecided } from '../undecided.ts';
import type { Value } from '../value.ts';
import { type Answer, found, none, unknown } from './answer.ts';
import { distinct } from './distinct.ts';
import type { Engine } from './domain.ts';
import { type Arrays, demandsAt, horizonOf } from './items.ts';
import { goalOf, type Literal, opposite } from './literal.ts';

/** Beyond so many items no witness is written; of items that are told apart fewer. */
const mostItems = 20_000;
const mostChosen = 800;

/** Two positions that are to hold the same value. */
interface Twins {
  readonly first: number;
  readonly second: number;
}

/**
 * An array that meets the demands, as short as may be: position by position, each either counted by a `contains` or
 * not, remembering which remainders of the counts lead nowhere. Behind the horizon all positions are alike, so that
 * there are finitely many remainders.
 */
export const layOut = (state: Arrays, engine: Engine): Answer => {
  const horizon = horizonOf(state);
  if (!state.duplicate) return search(state, horizon, undefined, engine);
  let sum: Answer = none;
  for (let second = 1; second <= horizon + 1; second++)
    for (let first = 0; first < second; first++) {
      const answer = search({ ...state, min: Math.max(state.min, second + 1) }, horizon, { first, second }, engine);
      if (answer.kind === 'value') return answer;
      if (answer.kind === 'unknown') sum = answer;
    }
  return sum;
};

const search = (state: Arrays, horizon: number, twins: Twins | undefined, engine: Engine): Answer => {
  const { counts, min, max } = state;
  const dead = new Set<string>();
  const chosen: (readonly Literal[])[] = [];
  const values: Value[] = [];
  let reason: Answer = none;

  const demands = (at: number): Literal[] =>
    twins?.first === at ? [...demandsAt(state, at), ...demandsAt(state, twins.second)] : demandsAt(state, at);

  const finish = (): Answer => {
    if (!state.unique) return found([...values]);
    const answer = distinct(chosen, values, engine);
    if (answer.kind === 'unknown') reason = answer;
    return answer;
  };

  /** `left` is what each count still needs, `room` what it still may take. */
  const step = (at: number, left: readonly number[], room: readonly number[]): Answer => {
    engine.budget.spend(1 + counts.length);
    if (at >= min && left.every((n) => n <= 0)) {
      const answer = finish();
      if (answer.kind === 'value') return answer;
    }
    if (at >= max || (at >= min && left.every((n) => n <= 0))) return none;
    const isPlain =
      at >= horizon && (!twins || at > twins.second) && !state.unique && left.every((n) => n <= 0) && room.every((n) => n === Infinity);
    // Every item that is still needed: nobody writes so long a document.
    if (Math.max(min - at, ...left) > (isPlain ? mostItems : mostChosen)) {
      if (engine.solve(demands(at)).kind === 'none') return none;
      throw new Undecided(`the smallest such array has ${Math.max(min, ...left)} items`);
    }
    if (isPlain) {
      const answer = engine.solve(demands(at));
      return answer.kind === 'value' ? found([...values, ...Array.from({ length: min - at }, () => answer.value)]) : answer;
    }
    const key = `${Math.min(at, Math.max(horizon, min))}|${left.map((n) => Math.max(n, 0)).join()}|${room.map((n) => (n === Infinity ? '' : n)).join()}|${max === Infinity ? '' : at}`;
    if (dead.has(key)) return none;
    const answer = place(at, left, room);
    // Unique items depend on what was chosen before, so that nothing is known of the rest by itself.
    if (answer.kind === 'none' && !state.unique && !twins) dead.add(key);
    return answer;
  };

  const place = (at: number, left: readonly number[], room: readonly number[]): Answer => {
    const isSecond = twins?.second === at;
    const base = isSecond ? [] : demands(at);
    const active = counts.map((_, i) => i).filter((i) => at >= (counts[i]?.from ?? 0));
    // A twin is counted wherever its brother is counted.
    const spoken = twins?.first === at ? counts.map((_, i) => i) : active;
    for (const taken of isSecond ? [twinTaken(active)] : choices(spoken, left, room)) {
      const inside = new Set(taken);
      if (taken.some((i) => (room[i] ?? 0) < 1 && active.includes(i))) continue;
      // Where nothing else changes any more, an item that no count needs is of no use.
      if (at >= Math.max(horizon, min) && !taken.some((i) => (left[i] ?? 0) > 0)) continue;
      let value: Value;
      let literals: readonly Literal[] = [];
      if (isSecond) {
        value = values[twins?.first ?? 0] as Value;
        literals = chosen[twins?.first ?? 0] ?? [];
      } else {
        literals = [
          ...base,
          ...spoken.flatMap((i) => {
            const count = counts[i];
            if (!count) return [];
            return inside.has(i) ? [count.literal] : count.max < Infinity || twins?.first === at ? [opposite(count.literal)] : [];
          }),
        ];
        const answer = goalOf(literals) ? engine.solve(literals) : none;
        if (answer.kind === 'unknown') reason = answer;
        if (answer.kind !== 'value') continue;
        value = answer.value;
      }
      chosen[at] = literals;
      values[at] = value;
      const counted = (n: number, i: number): number => (inside.has(i) && active.includes(i) ? n - 1 : n);
      const rest = step(at + 1, left.map(counted), room.map(counted));
      if (rest.kind === 'value') return rest;
      chosen.length = at;
      values.length = at;
    }
    return none;
  };

  /** What the first of the twins was counted as, as far as it counts here. */
  const twinTaken = (active: readonly number[]): number[] => {
    const literals = new Set(chosen[twins?.first ?? 0]);
    return active.filter((i) => literals.has(counts[i]?.literal ?? -1));
  };

  const answer = step(
    0,
    counts.map((count) => count.min),
    counts.map((count) => count.max),
  );
  return answer.kind === 'none' && reason.kind === 'unknown' ? unknown(reason.reason) : answer;
};

/** The sets of counts that one item may be counted by: those that are still needed first, most of them at once. */
const choices = function* (active: readonly number[], left: readonly number[], room: readonly number[]): Generator<readonly number[]> {
  const needed = active.filter((i) => (left[i] ?? 0) > 0);
  const optional = active.filter((i) => (left[i] ?? 0) <= 0 && (room[i] ?? 0) < Infinity);
  if (needed.length + optional.length > 16) throw new Undecided('more than 16 kinds of items are counted at once');
  for (const some of subsets(needed)) for (const more of subsets(optional).reverse()) yield [...some, ...more];
};

/** All subsets, the largest first. */
const subsets = (of: readonly number[]): number[][] => {
  const all = Array.from({ length: 2 ** of.length }, (_, bits) => of.filter((_, i) => bits & (1 << i)));
  return all.sort((x, y) => y.length - x.length);
};
