import { bitOf, type Node } from '../form/node.ts';
import { Undecided, Spent } from '../undecided.ts';
import { type Type, typeOf, type Value } from '../value.ts';
import { includes, oneOf } from '../language/language.ts';
import { type Answer, firstOf, found, none, unknown } from './answer.ts';
import { type Alternative, type Atom, type Clause, literal } from './atom.ts';
import type { Domain, Engine } from './domain.ts';
import { classOf, fails, type Goal, holds, isNegative, type Literal, opposite } from './literal.ts';
import { isAlways, isLiteral, negationOf } from './negation.ts';
import { leftOver, type Source, unevaluatedAtom } from './unevaluated.ts';

// One type at a time: the literals of a goal are taken apart into demands, which the type's domain sums up, and
// clauses, of which one alternative each must hold. Clauses are split as late as may be: alternatives that contradict
// what is known are struck out, and a clause with one alternative left is a demand.

interface Deferred {
  readonly every: boolean;
  readonly literal: Literal;
  readonly open: readonly Source[];
  readonly covered: readonly Source[];
  readonly under: Under;
}

/** The accepted literals that something is a part of. */
type Under = readonly Literal[];

/** A clause that is not settled, and the literal that it takes apart, where it is all that the literal says. */
interface Pending {
  readonly ways: Clause;
  readonly from: Literal | undefined;
  readonly under: Under;
}

/** What is to be asserted next. */
interface Queued {
  readonly atom: Atom;
  readonly under: Under;
}

interface State<S> {
  domain: S;
  /** Literals that were taken apart. */
  seen: Set<Literal>;
  /** Literals that follow from those. */
  implied: ReadonlySet<Literal>;
  /** For each refused literal what demands that it be refused. */
  refusedUnder: Map<Literal, Under>;
  clauses: Pending[];
  /** The branches that were chosen to hold. */
  chosen: readonly Literal[];
  deferred: readonly Deferred[];
  /** Each clause has been looked at alone. */
  isProbed: boolean;
  /** The value is one of these. */
  values: ReadonlyMap<string, Value> | undefined;
  failed: boolean;
}

export interface Search {
  readonly type: Type;
  readonly domain: Domain<unknown>;
  readonly engine: Engine;
  /** Does a value meet the whole goal? */
  readonly meets: (value: Value, goal: Goal) => boolean;
}

/** A value of one type that meets a goal. */
export const searchType = ({ type, domain, engine, meets }: Search, goal: Goal): Answer => {
  const { classes, budget } = engine;
  const bit = bitOf[type];

  const copy = (state: State<unknown>): State<unknown> => ({
    ...state,
    domain: domain.copy(state.domain),
    seen: new Set(state.seen),
    refusedUnder: new Map(state.refusedUnder),
    clauses: [...state.clauses],
  });

  const assert = (state: State<unknown>, atoms: Alternative, under: Under): void =>
    demand(
      state,
      atoms.map((atom) => ({ atom, under })),
    );

  const demand = (state: State<unknown>, queue: Queued[]): void => {
    // Where the values are few and known, each is tried under the whole goal: nothing else has to be taken apart.
    for (let next = queue.shift(); next && !state.failed && !state.values; next = queue.shift()) {
      const { atom, under } = next;
      budget.spend(1);
      if (atom.kind === 'literal') {
        if (isNegative(atom.literal)) refuse(state, atom.literal, under, queue);
        else accept(state, atom.literal, under, queue);
      } else if (atom.kind === 'not-values') {
        const clauses = domain.exclude(state.domain, [...atom.values.values()], engine);
        for (const ways of clauses) demandOne(state, { ways, from: undefined, under }, queue);
      } else if (atom.kind === 'unevaluated')
        state.deferred = [...state.deferred, { every: atom.every, literal: atom.literal, open: atom.sources, covered: [], under }];
      else domain.add(state.domain, atom, engine);
    }
  };

  const demandOne = (state: State<unknown>, clause: Pending, queue: Queued[]): void => {
    const { ways, under } = clause;
    if (isAlways(ways)) return;
    const [only] = ways;
    if (!only) state.failed = true;
    else if (ways.length === 1) for (const atom of only) queue.push({ atom, under });
    else state.clauses.push(clause);
  };

  const isKnown = (state: State<unknown>, one: Literal): boolean => state.seen.has(one) || state.implied.has(one);
  const isNew = (state: State<unknown>, one: Literal): boolean => {
    if (isKnown(state, opposite(one))) state.failed = true;
    if (state.failed || state.seen.has(one)) return false;
    state.seen.add(one);
    return true;
  };

  const accept = (state: State<unknown>, one: Literal, outer: Under, queue: Queued[]): void => {
    if (!isNew(state, one)) return;
    const wider = classes.widerThan(classOf(one));
    if (wider !== undefined) {
      if (state.seen.has(fails(wider))) state.failed = true;
      state.implied = new Set([...state.implied, holds(wider)]);
    }
    const node = classes.node(classOf(one));
    if (!(classes.typesOf(node.cls) & bit)) {
      state.failed = true;
      return;
    }
    if (node.values) {
      const before = state.values;
      const { values } = node;
      state.values = before ? new Map([...before].filter(([key]) => values.has(key))) : values;
    }
    domain.demand(state.domain, node, engine);
    const under = [...outer, one];
    const both = (literals: readonly Literal[]): void => {
      for (const one of literals) queue.push({ atom: literal(one), under });
    };
    const either = (ways: Clause): void => demandOne(state, { ways, from: undefined, under }, queue);
    both([...node.all.map(({ cls }) => holds(cls)), ...node.not.map(({ cls }) => fails(cls))]);
    const possible = (branches: readonly Node[]): Node[] => branches.filter(({ cls }) => classes.typesOf(cls) & bit);
    for (const branches of node.any) either(possible(branches).map(({ cls }) => [literal(holds(cls))]));
    for (const branches of node.one) {
      const left = possible(branches);
      either(left.map((branch, i) => left.map((other, j) => literal(i === j ? holds(branch.cls) : fails(other.cls)))));
    }
    for (const { if: test, then, else: otherwise } of node.conditions) {
      if (!then && !otherwise) continue;
      const yes = [literal(holds(test.cls)), ...(then ? [literal(holds(then.cls))] : [])];
      const no = [literal(fails(test.cls)), ...(otherwise ? [literal(holds(otherwise.cls))] : [])];
      either([yes, no]);
    }
    if (type === 'object')
      for (const { name, node: child } of node.dependents)
        either([[{ kind: 'lacks', name }], [{ kind: 'member', name, literals: [] }, literal(holds(child.cls))]]);
    const unevaluated = unevaluatedAtom(node, type, true, classes);
    if (unevaluated) queue.push({ atom: unevaluated, under });
  };

  const refuse = (state: State<unknown>, one: Literal, under: Under, queue: Queued[]): void => {
    state.refusedUnder.set(one, [...(state.refusedUnder.get(one) ?? []), ...under]);
    if (!isNew(state, one)) return;
    demandOne(state, { ways: negationOf(classes.node(classOf(one)), type, domain, engine), from: one, under }, queue);
  };

  /** Does an alternative contradict what is known? Only what is certain counts. */
  const isRefuted = (state: State<unknown>, alternative: Alternative): boolean => {
    budget.spend(1);
    const others: Atom[] = [];
    for (const atom of alternative) {
      if (!isLiteral(atom)) others.push(atom);
      else if (isKnown(state, opposite(atom.literal))) return true;
      else if (!isNegative(atom.literal)) {
        const cls = classOf(atom.literal);
        const wider = classes.widerThan(cls);
        if (!(classes.typesOf(cls) & bit) || (wider !== undefined && state.seen.has(fails(wider)))) return true;
      }
    }
    return others.length > 0 && domain.isImpossible(state.domain, others, engine);
  };
  /** Does it hold already? */
  const isMet = (state: State<unknown>, alternative: Alternative): boolean =>
    alternative.every((atom) => atom.kind === 'literal' && isKnown(state, atom.literal));

  /** Strikes out what is contradicted until nothing changes; says false when nothing is left of some clause. */
  const propagate = (state: State<unknown>): boolean => {
    for (let changed = true; changed && !state.failed;) {
      changed = false;
      const waiting = state.clauses;
      state.clauses = [];
      for (const [at, { ways, from, under }] of waiting.entries()) {
        if (ways.some((alternative) => isMet(state, alternative))) continue;
        const open: Alternative[] = [];
        let looked = 0;
        for (const alternative of ways) {
          looked++;
          if (!isRefuted(state, alternative)) open.push(alternative);
          if (open.length > 1) break;
        }
        const [only] = open;
        if (!only) return false;
        if (open.length > 1) {
          state.clauses.push({ ways: [...open, ...ways.slice(looked)], from, under });
          continue;
        }
        assert(state, only, under);
        changed = true;
        if (state.failed) return false;
        if (state.values) {
          state.clauses.push(...waiting.slice(at + 1));
          return true;
        }
      }
    }
    return !state.failed;
  };

  const run = (state: State<unknown>): Answer => {
    budget.spend(1);
    if (state.failed) return none;
    if (state.values) return among(state.values);
    if (!propagate(state)) return none;
    if (state.values) return among(state.values);
    const clause = next(state);
    if (clause && isStructural(clause)) return split(state, clause);
    const urgent = clause && state.deferred.find((deferred) => isSettled(state, deferred) || bareName(state, deferred) !== undefined);
    if (urgent) return decide(state, urgent);
    if (clause && !state.isProbed) return probe(state);
    if (clause) return split(state, clause);
    const [deferred] = state.deferred;
    if (deferred) return decide(state, deferred);
    return domain.solve(state.domain, engine);
  };

  /**
   * Is each clause alone possible? One that is not would otherwise be found last, after all ways of the others: a
   * product where a sum will do. Asked once, when whole schemas have been chosen.
   */
  const probe = (state: State<unknown>): Answer => {
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

  /** Is it known of every source whether it covers? */
  const isSettled = (state: State<unknown>, { open }: Deferred): boolean =>
    open.every(({ when }) => isMet(state, when) || isRefuted(state, when));

  /** Does a clause choose between whole schemas? */
  const isStructural = ({ ways }: Pending): boolean => ways.every((way) => way.every(isLiteral));

  /** A member that has to be there, and that nothing known to hold has evaluated. */
  const bareName = (state: State<unknown>, { every, open, covered }: Deferred): string | undefined => {
    if (!every) return undefined;
    const known = [...covered, ...open.filter(({ when }) => isMet(state, when))];
    return domain.wanted?.(state.domain)?.find((name) => !known.some(({ covers }) => includes(covers.names, name)));
  };

  /**
   * The clause to split: one that chooses between whole schemas before one that chooses between single demands, for the
   * choice of a schema settles many of those; then the one with the fewest alternatives.
   */
  const next = (state: State<unknown>): Pending | undefined => {
    const weight = (clause: Pending): number => clause.ways.length + (isStructural(clause) ? 0 : 1e6);
    let best: Pending | undefined;
    for (const clause of state.clauses) if (!best || weight(clause) < weight(best)) best = clause;
    return best;
  };

  /**
   * What is refused is looked at one by one beside what is accepted: one that is refuted alone refutes all, one that
   * holds anyway need not be looked at again, and a value that shows one alone often shows all. So a union of n
   * branches within another costs n × n small questions instead of a product.
   */
  const pairUp = (state: State<unknown>, accepted: readonly Literal[]): Answer | undefined => {
    const refused = state.clauses.filter(({ from }) => from !== undefined);
    if (accepted.length === 0 || refused.length < 2) return undefined;
    const met = new Set<Pending>();
    for (const clause of refused) {
      const from = clause.from as Literal;
      const answer = engine.beside([...accepted, from])?.answer;
      if (answer?.kind === 'none') return none;
      if (answer?.kind === 'value' && typeOf(answer.value) === type && meets(answer.value, goal)) return answer;
      // What an accepted schema itself refuses is not dropped: that nothing accepts both says nothing more then.
      if (state.refusedUnder.get(from)?.some((one) => accepted.includes(one))) continue;
      const both = engine.beside([...accepted, opposite(from)]);
      if (both?.isFirm && both.answer.kind === 'none') met.add(clause);
    }
    if (met.size > 0) state.clauses = state.clauses.filter((clause) => !met.has(clause));
    return undefined;
  };

  const attempt = (work: () => Answer): Answer => {
    try {
      return work();
    } catch (error) {
      if (error instanceof Undecided && !(error instanceof Spent)) return unknown(error.message);
      throw error;
    }
  };

  const split = (state: State<unknown>, clause: Pending): Answer => {
    const rest = state.clauses.filter((other) => other !== clause);
    let sum: Answer = none;
    for (const alternative of clause.ways) {
      const answer = attempt(() => {
        if (isRefuted(state, alternative)) return none;
        const branch = { ...copy(state), clauses: [...rest] };
        assert(branch, alternative, clause.under);
        if (branch.failed) return none;
        const chosen = alternative
          .filter(isLiteral)
          .map((atom) => atom.literal)
          .filter((one) => !isNegative(one));
        if (chosen.length === 0) return run(branch);
        branch.chosen = [...state.chosen, ...chosen];
        return pairUp(branch, branch.chosen) ?? run(branch);
      });
      if (answer.kind === 'value') return answer;
      if (answer.kind === 'unknown') sum = answer;
    }
    return sum;
  };

  /** Settles one more source of what is evaluated, or, when none of them matters any more, what is left over. */
  const decide = (state: State<unknown>, deferred: Deferred): Answer => {
    const { every, literal: one, open, covered } = deferred;
    const others = state.deferred.filter((other) => other !== deferred);
    const holding = open.filter(({ when }) => isMet(state, when));
    const left = open.filter((source) => !holding.includes(source) && !isRefuted(state, source.when));
    const known = [...covered, ...holding];
    const after = (change: (next: State<unknown>) => void): Answer =>
      attempt(() => {
        const next = copy(state);
        change(next);
        return run(next);
      });
    const settle = (sources: readonly Source[], more: readonly Source[], clauses: readonly Clause[]): Answer =>
      after((next) => {
        next.deferred = [{ ...deferred, open: more, covered: sources }, ...others];
        const queue: Queued[] = [];
        for (const ways of clauses) demandOne(next, { ways, from: undefined, under: deferred.under }, queue);
        demand(next, queue);
      });
    const finish = (): Answer =>
      after((next) => {
        next.deferred = others;
        assert(next, [leftOver(type, every, one, known, classes)], deferred.under);
      });
    const rest = (source: Source): readonly Source[] => left.filter((other) => other !== source);

    if (left.length === 0) return finish();
    // More coverage weakens `every` and strengthens its opposite: so only what helps has to be asserted.
    if (!every) {
      const [source] = left;
      if (!source) return finish();
      return firstOf([0, 1], (way) =>
        way === 0
          ? settle(known, rest(source), [source.when.flatMap((atom) => [contrary(atom)])])
          : settle([...known, source], rest(source), []),
      );
    }
    const wanted = domain.wanted?.(state.domain);
    if (!wanted) {
      const [source] = left;
      if (!source) return finish();
      return firstOf([0, 1], (way) =>
        way === 0 ? settle([...known, source], rest(source), [[source.when]]) : settle(known, rest(source), []),
      );
    }
    // Only members that have to be there need someone who evaluates them.
    const bare = wanted.find((name) => !known.some(({ covers }) => includes(covers.names, name)));
    if (bare === undefined) return finish();
    const helpful = left.filter(({ covers }) => includes(covers.names, bare));
    return firstOf([...helpful, undefined], (source) =>
      source
        ? settle([...known, source], rest(source), [[source.when]])
        : settle([...known, { when: [], covers: { names: oneOf([bare]), items: 0, kinds: [] } }], left, [
            [[{ kind: 'member', name: bare, literals: [one] }]],
          ]),
    );
  };

  const among = (values: ReadonlyMap<string, Value>): Answer => {
    for (const value of values.values()) {
      budget.spend(1);
      if (typeOf(value) === type && meets(value, goal)) return found(value);
    }
    return none;
  };

  return attempt(() => {
    const state: State<unknown> = {
      domain: domain.blank(),
      seen: new Set(),
      implied: new Set(),
      refusedUnder: new Map(),
      clauses: [],
      chosen: [],
      deferred: [],
      isProbed: false,
      values: undefined,
      failed: false,
    };
    assert(state, [...goal].sort((x, y) => (x & 1) - (y & 1)).map(literal), []);
    if (state.failed) return none;
    return (
      pairUp(
        state,
        goal.filter((one) => !isNegative(one)),
      ) ?? run(state)
    );
  });
};

/** The opposite of what a source's condition is made of: literals, and that a member is there. */
const contrary = (atom: Atom): Alternative => {
  if (atom.kind === 'literal') return [literal(opposite(atom.literal))];
  if (atom.kind === 'member') return [{ kind: 'lacks', name: atom.name }];
  throw new Error(`no opposite of ${atom.kind}`);
};
