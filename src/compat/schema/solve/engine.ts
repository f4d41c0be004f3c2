import type { Classes } from '../form/classes.ts';
import { bitOf } from '../form/node.ts';
import { type Budget, Undecided } from '../undecided.ts';
import { partsOf, sizeOf } from '../text.ts';
import { type Type, types, type Value } from '../value.ts';
import { apartOf } from './apart.ts';
import { assertionsOf } from './assertions.ts';
import { type Answer, attempt, type Found, found, none, unknown } from './answer.ts';
import { arrays } from './array.ts';
import type { Domain, Engine } from './domain.ts';
import { meetsNode } from './evaluate.ts';
import { classOf, fails, type Goal, goalOf, holds, isNegative, type Literal } from './literal.ts';
import { stringsOf } from './names.ts';
import { numbers } from './number.ts';
import { objects } from './object.ts';
import { type Search, searchType } from './search.ts';
import { strings } from './string.ts';
import { typesOf } from './types.ts';
import { withinOf } from './unions.ts';

// A goal is asked once. Recursion is met by a least fixpoint: a goal that comes up while it is itself being answered
// has no value there, for the smallest value of a goal holds no smaller value of the same goal. "None" that rests on
// such an assumption holds as long as that goal is open or has no value itself.

type Structured = 'number' | 'string' | 'array' | 'object';
const domains = {
  number: numbers,
  string: strings,
  array: arrays,
  object: objects,
} as unknown as Record<Structured, Domain<unknown>>;

/** Levels of a document that are looked into: beyond them the machine's stack would end. */
const deepest = 150;

/** Parts of a value beyond which it is not written out: those that are shared are made once, and read as often as they stand there. */
const largest = 1_000_000;
const ofBearableSize = (answer: Answer): Answer => {
  const parts = answer.kind === 'value' ? partsOf(answer.value) : 0;
  return parts > largest ? unknown(`the smallest such document has more than ${largest} parts`) : answer;
};

interface Frame {
  readonly key: string;
  /** Goals still open that the answer assumed to have no value. */
  readonly assumed: Set<string>;
}

export const engineOf = (classes: Classes, budget: Budget): Engine => {
  const typesIn = typesOf(classes);
  const values = new Map<string, Value>();
  /** Goals without a value, with the open goals that this rests on. */
  const empty = new Map<string, ReadonlySet<string>>();
  const unknowns = new Map<string, Answer>();
  /** Goals that are being answered, with the level of the document that they speak of. */
  const open = new Map<string, number>();
  let level = 0;
  const frames: Frame[] = [];

  const assume = (keys: Iterable<string>): void => {
    const top = frames.at(-1);
    if (top) for (const key of keys) if (key !== top.key) top.assumed.add(key);
  };

  /** The open goals that a "none" rests on; undefined when it is not known, or does not stand any more. */
  const restsOn = (key: string): ReadonlySet<string> | undefined => {
    const first = empty.get(key);
    if (!first || first.size === 0) return first;
    const sum = new Set<string>();
    const seen = new Set([key]);
    const work = [first];
    for (let next = work.pop(); next; next = work.pop()) {
      budget.spend(1);
      for (const one of next) {
        if (seen.has(one)) continue;
        seen.add(one);
        if (open.has(one)) {
          sum.add(one);
          continue;
        }
        const further = empty.get(one);
        if (!further) {
          empty.delete(key);
          return undefined;
        }
        work.push(further);
      }
    }
    empty.set(key, sum);
    return sum;
  };

  const meets = (value: Value, goal: Goal): boolean =>
    goal.every((one) => meetsNode(classes.node(classOf(one)), value, { classes, budget }) !== isNegative(one));

  const possibleTypes = (goal: Goal): number => {
    let mask = 63;
    for (const one of goal) if (!isNegative(one)) mask &= typesIn(classOf(one));
    return mask;
  };

  const goalOfAll = (literals: readonly Literal[]): Goal | undefined => {
    const goal = goalOf(literals.filter((one) => one !== holds(classes.everything) && one !== fails(classes.nothing)));
    const isRefuted = goal?.some((one) => {
      const wider = isNegative(one) ? undefined : classes.widerThan(classOf(one));
      return wider !== undefined && goal.includes(fails(wider));
    });
    return isRefuted ? undefined : goal;
  };

  /** What is known of a goal; undefined when it has to be looked for. */
  const known = (key: string): Answer | undefined => {
    const value = values.get(key);
    if (value !== undefined) return found(value);
    const before = restsOn(key);
    if (before) {
      assume(before);
      return none;
    }
    return unknowns.get(key);
  };

  /**
   * What is demanded beyond one schema and the refusal of another does not matter where those two are known to have no value, or
   * are being answered further out: conjunctions that recursion piles up would else be asked in every combination.
   */
  const isRefutedByPart = (goal: Goal): boolean => {
    if (goal.length < 3) return false;
    const refused = goal.filter(isNegative);
    for (const one of refused)
      for (const other of goal) {
        if (isNegative(other)) continue;
        const key = goalOf([one, other])?.join() ?? '';
        const at = open.get(key);
        const rests = at === undefined ? restsOn(key) : at < level ? [key] : undefined;
        if (!rests) continue;
        assume(rests);
        return true;
      }
    return false;
  };

  const answer = (goal: Goal, mask: number, key: string): Answer => {
    if (frames.length >= deepest) throw new Undecided(`the schemas differ, if at all, deeper than ${deepest} levels`);
    budget.spend(2);
    const frame: Frame = { key, assumed: new Set() };
    open.set(key, level);
    frames.push(frame);
    let result: Answer;
    try {
      result = ofBearableSize(search(goal, mask));
    } finally {
      frames.pop();
      open.delete(key);
    }
    if (result.kind === 'value') values.set(key, result.value);
    else {
      frame.assumed.delete(key);
      if (result.kind === 'none') empty.set(key, frame.assumed);
      else if (frame.assumed.size === 0) unknowns.set(key, result);
      assume(frame.assumed);
    }
    return result;
  };

  const solve = (literals: readonly Literal[]): Answer => {
    const goal = goalOfAll(literals);
    const mask = goal ? possibleTypes(goal) : 0;
    if (!goal || mask === 0) return none;
    const key = goal.join();
    const before = known(key);
    if (before) return before;
    if (open.has(key)) {
      assume([key]);
      return none;
    }
    level++;
    try {
      if (isRefutedByPart(goal)) return none;
      return answer(goal, mask, key);
    } finally {
      level--;
    }
  };

  const beside = (literals: readonly Literal[]): ReturnType<Engine['beside']> => {
    const goal = goalOfAll(literals);
    const mask = goal ? possibleTypes(goal) : 0;
    if (!goal || mask === 0) return { answer: none, isFirm: true };
    const key = goal.join();
    const at = open.get(key);
    if (at === level) return undefined;
    if (at !== undefined) {
      assume([key]);
      return { answer: none, isFirm: false };
    }
    const result = known(key) ?? answer(goal, mask, key);
    return { answer: result, isFirm: result.kind !== 'none' || restsOn(key)?.size === 0 };
  };

  const search = (goal: Goal, mask: number): Answer => {
    let sum: Answer = none;
    for (const type of types) {
      if (!(mask & bitOf[type])) continue;
      const answer = ofType(type, goal);
      if (answer.kind === 'value') return type === 'array' && engine.isWhole() && mask & bitOf.object ? lesser(answer, goal) : answer;
      if (answer.kind === 'unknown') sum = answer;
    }
    return sum;
  };

  /** Of an array and an object that meet the whole question, the one that is shorter to write. */
  const lesser = (array: Found, goal: Goal): Answer => {
    const object = ofType('object', goal);
    return object.kind === 'value' && sizeOf(object.value) < sizeOf(array.value) ? object : array;
  };

  const searches = new Map<Structured, Search>();
  const searchOf = (type: Structured): Search => {
    let search = searches.get(type);
    if (!search) {
      const matter = { type, domain: domains[type], engine };
      searches.set(type, (search = { ...matter, meets, assertions: assertionsOf(matter) }));
    }
    return search;
  };

  const ofType = (type: Type, goal: Goal): Answer => {
    if (type !== 'null' && type !== 'boolean') return searchType(searchOf(type), goal);
    return attempt(() => {
      const value = (type === 'null' ? [null] : [false, true]).find((one) => meets(one, goal));
      return value === undefined ? none : found(value);
    });
  };

  const isEmptyForGood = (literals: readonly Literal[]): boolean => {
    const key = goalOfAll(literals)?.join();
    if (key !== undefined && open.has(key)) return false;
    const answer = attempt(() => solve(literals));
    return answer.kind === 'none' && (key === undefined || empty.get(key) === undefined || restsOn(key)?.size === 0);
  };

  const areApart = apartOf(classes, typesIn, isEmptyForGood);
  const engine: Engine = {
    classes,
    budget,
    solve,
    beside,
    stringsOf: stringsOf(classes),
    isWhole: () => level === 1,
    areApart,
    within: withinOf(classes, areApart),
    many: (literals, count) => {
      const values: Value[] = [];
      while (values.length < count) {
        const answer = solve([...literals, ...(values.length > 0 ? [fails(classes.constant(...values))] : [])]);
        if (answer.kind !== 'value') return { values, isCut: answer.kind === 'unknown' };
        values.push(answer.value);
      }
      return { values, isCut: true };
    },
  };
  return engine;
};
