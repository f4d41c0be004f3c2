import { sizeOf } from '../text.ts';
import { typeOf, type Value } from '../value.ts';
import { type Answer, attempt, firstOf, found, none } from './answer.ts';
import { type Alternative, literal } from './atom.ts';
import { deciderOf } from './decide.ts';
import { isPlain } from '../form/node.ts';
import { classOf, type Goal, isNegative, type Literal, opposite } from './literal.ts';
import { isLiteral } from './negation.ts';
import { acceptedIn, type Assertions, isElsewhere, type Matter, type Pending, type State } from './state.ts';

// One type at a time: the literals of a goal are taken apart, and clauses are split as late as may be: alternatives
// that contradict what is known are struck out, and a clause with one alternative left is a demand.

/** So many documents are made before the least of them is taken. */
const enough = 4;

/** From so many open clauses on it pays to look which of them matter. */
const crowded = 2;

export interface Search extends Matter {
  readonly assertions: Assertions;
  /** Does a value meet the whole goal? */
  readonly meets: (value: Value, goal: Goal) => boolean;
}

/** Where nothing is refused and nothing is open there is nothing to search. */
const solvePlain = ({ domain, engine }: Matter, goal: Goal): Answer => {
  engine.budget.spend(goal.length);
  const state = domain.blank();
  for (const one of goal) domain.demand(state, engine.classes.node(classOf(one)), engine);
  return domain.solve(state, engine);
};

/** A value of one type that meets a goal. */
export const searchType = (matter: Search, goal: Goal): Answer => {
  const { type, domain, engine, meets, assertions } = matter;
  const { budget } = engine;
  const isSimple = (one: Literal): boolean => !isNegative(one) && isPlain(engine.classes.node(classOf(one)));
  if (goal.every(isSimple)) return attempt(() => solvePlain(matter, goal));
  const { blank, copy, assert, isRefuted, propagate, open } = assertions;

  const run = (state: State): Answer => {
    budget.spend(1);
    if (state.failed) return none;
    if (state.values) return among(state.values);
    const seen = isCrowded(state) ? relaxed(state) : undefined;
    if (seen?.kind === 'none' || seen?.kind === 'value') return seen;
    const some = seen && new Set(seen.clauses);
    const propagated = propagate(state, some);
    if (propagated === 'none') return none;
    if (state.values || (some && propagated === 'further')) return run(state);
    const matters = (clause: Pending): boolean => !some || some.has(clause);
    const paired = pairUp(state, state.clauses.filter(matters));
    if (paired) return paired;
    const clause = next(state, state.clauses.filter(matters));
    const unions = seen?.unions ?? state.unions;
    if (unions.length > 0 && !(clause && clause.from === undefined && isStructural(clause))) return look(state, unions);
    if (clause && isStructural(clause)) return split(state, clause);
    const urgent = clause && state.deferred.find((deferred) => isUrgent(state, deferred));
    if (urgent) return decide(state, urgent);
    if (clause && !state.isProbed && state.clauses.length > 1) return probe(state);
    if (clause) return split(state, clause);
    const deferred = nextDeferred(state);
    if (deferred) return decide(state, deferred);
    const answer = domain.solve(state.domain, engine);
    if (answer.kind !== 'value' || state.dropped.length === 0 || meets(answer.value, goal)) return answer;
    // What was dropped because something chosen sees to it was all that saw to it.
    return run({ ...copy(state), clauses: [...state.dropped], dropped: [] });
  };

  /** Takes refused unions apart that were left for later. */
  const look = (state: State, unions: State['unions']): Answer => {
    open(state, unions);
    state.isPaired = false;
    return run(state);
  };

  const isCrowded = ({ clauses, unions }: State): boolean => unions.length > 0 || clauses.length >= crowded;

  /**
   * A value without regard to what is open. That there is none settles everything, and so does one that meets the whole goal
   * all the same; else only what refuses it has to be looked at: what it meets by itself may stay open.
   */
  const relaxed = (
    state: State,
  ): Exclude<Answer, { kind: 'unknown' }> | (Pick<State, 'clauses' | 'unions'> & { readonly kind: 'open' }) | undefined => {
    const answer = attempt(() => domain.solve(state.domain, engine));
    if (answer.kind === 'none') return answer;
    if (answer.kind === 'unknown') return undefined;
    const { value } = answer;
    const isMet = ({ from, ways }: Pending): boolean =>
      from === undefined ? ways.some((way) => way.every((atom) => isLiteral(atom) && meets(value, [atom.literal]))) : meets(value, [from]);
    const clauses = state.clauses.filter((clause) => !isMet(clause));
    const unions = state.unions.filter(({ literal: one }) => !meets(value, [one]));
    // Of a clause of single demands it is not known whether the value meets it; one of whole schemas settles that it is no answer.
    const isRefused = unions.length > 0 || clauses.some((clause) => clause.from !== undefined || isStructural(clause));
    if (!isRefused && meets(value, goal)) return answer;
    return clauses.length + unions.length > 0 ? { kind: 'open', clauses, unions } : undefined;
  };

  /**
   * Is each clause alone possible? One that is not would otherwise be found last, after all ways of the others: a
   * product where a sum will do. Asked once, when whole schemas have been chosen.
   */
  const probe = (state: State): Answer => {
    state.isProbed = true;
    for (const { ways, under } of state.clauses) {
      const answer = firstOf(ways, (way) =>
        attempt(() => {
          const alone = { ...copy(state), clauses: [] };
          assert(alone, way, under);
          if (alone.failed) return none;
          return alone.values ? among(alone.values) : domain.solve(alone.domain, engine);
        }),
      );
      if (answer.kind === 'none') return none;
      if (answer.kind === 'value' && meets(answer.value, goal)) return answer;
    }
    return run(state);
  };

  /** Does a clause choose between whole schemas? */
  const isStructural = ({ ways }: Pending): boolean => ways.every((way) => way.every(isLiteral));

  /**
   * The clause to split: one that chooses between whole schemas before one that chooses between single demands, for the
   * choice of a schema settles many of those; then the one with the fewest alternatives.
   */
  const next = (state: State, clauses: readonly Pending[]): Pending | undefined => {
    const weight = ({ ways, from, isCondition, ...clause }: Pending): number =>
      ways.length +
      (!isStructural({ ways, from, ...clause }) ? 1e6 : from !== undefined && state.unions.length > 0 ? 1e5 : isCondition ? 1e3 : 0);
    let best: Pending | undefined;
    for (const clause of clauses) if (!best || weight(clause) < weight(best)) best = clause;
    return best;
  };

  /**
   * What is refused is looked at one by one beside what is accepted: one that is refuted alone refutes all, one that
   * holds anyway need not be looked at again, and a value that shows one alone often shows all. So a union of n
   * branches within another costs n × n small questions instead of a product.
   */
  const pairUp = (state: State, clauses: readonly Pending[]): Answer | undefined => {
    if (state.isPaired) return undefined;
    state.isPaired = true;
    const accepted = state.chosen.length > 0 ? state.chosen : goal.filter((one) => !isNegative(one));
    const isRefusal = ({ from }: Pending): boolean => from !== undefined;
    if (accepted.length === 0 || state.clauses.filter(isRefusal).length < 2) return undefined;
    const met = new Set<Pending>();
    for (const clause of clauses.filter(isRefusal)) {
      const from = clause.from as Literal;
      const isOwn = state.refusedUnder.get(from)?.some((one) => accepted.includes(one)) === true;
      if (!isOwn && isElsewhere(from, accepted, matter)) {
        met.add(clause);
        continue;
      }
      const answer = engine.beside([...accepted, from])?.answer;
      if (answer?.kind === 'none') return none;
      if (answer?.kind === 'value' && typeOf(answer.value) === type && meets(answer.value, goal)) return answer;
      // What an accepted schema itself refuses is not dropped: that nothing accepts both says nothing more then.
      if (isOwn) continue;
      const both = engine.beside([...accepted, opposite(from)]);
      if (both?.isFirm && both.answer.kind === 'none') met.add(clause);
    }
    if (met.size > 0) {
      state.clauses = state.clauses.filter((clause) => !met.has(clause));
      state.dropped = [...state.dropped, ...met];
    }
    return undefined;
  };

  /** Goes on with a state in which a way has been chosen. */
  const goOn = (state: State, way: Alternative): Answer => {
    if (state.failed) return none;
    const chosen = acceptedIn(way);
    if (chosen.length === 0) return run(state);
    state.chosen = [...state.chosen, ...chosen];
    // Where it is crowded, a value is made anyway, which finds out the same.
    if (!isCrowded(state) && domain.isDoomed?.(state.domain, engine)) return none;
    state.isPaired = false;
    return run(state);
  };

  const split = (state: State, clause: Pending): Answer => {
    const rest = state.clauses.filter((other) => other !== clause);
    // Of the whole document several are made, for the least of them shows the difference best.
    let wanted = engine.isWhole() && !isStructural(clause) ? enough : 1;
    let sum: Answer = none;
    for (const alternative of clause.ways) {
      const answer = attempt(() => {
        if (isRefuted(state, alternative)) return none;
        const branch = { ...copy(state), clauses: [...rest] };
        assert(branch, alternative, clause.under);
        return goOn(branch, alternative);
      });
      if (answer.kind === 'value') {
        if (sum.kind !== 'value' || sizeOf(answer.value) < sizeOf(sum.value)) sum = answer;
        if (--wanted <= 0) return sum;
      } else if (answer.kind === 'unknown' && sum.kind === 'none') sum = answer;
    }
    return sum;
  };

  const among = (values: ReadonlyMap<string, Value>): Answer => {
    for (const value of values.values()) {
      budget.spend(1);
      if (typeOf(value) === type && meets(value, goal)) return found(value);
    }
    return none;
  };

  const { decide, isUrgent, nextDeferred } = deciderOf(matter, assertions, goOn);

  return attempt(() => {
    const state = blank();
    assert(state, [...goal].sort((x, y) => (x & 1) - (y & 1)).map(literal), []);
    if (state.failed) return none;
    return run(state);
  });
};
