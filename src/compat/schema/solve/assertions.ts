import { bitOf, type Node } from '../form/node.ts';
import { type Alternative, type Atom, type Clause, literal } from './atom.ts';
import { classOf, fails, holds, isNegative, type Literal, opposite } from './literal.ts';
import { isAlways, isLiteral, negationOf } from './negation.ts';
import { acceptedIn, type Assertions, isElsewhere, type Matter, type Pending, type Queued, type State, type Under } from './state.ts';
import { unevaluatedAtom } from './unevaluated.ts';

// How a state comes to know more.

/** Unions of so many branches are taken apart at once. */
const few = 32;

export const assertionsOf = (matter: Matter): Assertions => {
  const { type, domain, engine } = matter;
  const { classes, budget } = engine;
  const bit = bitOf[type];

  const blank = (): State => ({
    domain: domain.blank(),
    seen: new Set(),
    implied: new Set(),
    refusedUnder: new Map(),
    clauses: [],
    unions: [],
    chosen: [],
    deferred: [],
    dropped: [],
    isPaired: false,
    isProbed: false,
    values: undefined,
    failed: false,
  });

  const copy = (state: State): State => ({
    ...state,
    domain: domain.copy(state.domain),
    seen: new Set(state.seen),
    refusedUnder: new Map(state.refusedUnder),
    clauses: [...state.clauses],
  });

  const assert = (state: State, atoms: Alternative, under: Under): void =>
    demand(
      state,
      atoms.map((atom) => ({ atom, under })),
    );

  const demand = (state: State, queue: Queued[]): void => {
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

  const demandOne = (state: State, clause: Pending, queue: Queued[]): void => {
    const { ways, under } = clause;
    if (isAlways(ways)) return;
    const [only] = ways;
    if (!only) state.failed = true;
    else if (ways.length === 1) for (const atom of only) queue.push({ atom, under });
    else state.clauses.push(clause);
  };

  const isKnown = (state: State, one: Literal): boolean => state.seen.has(one) || state.implied.has(one);
  const isNew = (state: State, one: Literal): boolean => {
    if (isKnown(state, opposite(one))) state.failed = true;
    if (state.failed || state.seen.has(one)) return false;
    state.seen.add(one);
    return true;
  };

  /** Is it a branch of a union that is refused? */
  const isInRefused = ({ unions }: State, cls: number): boolean =>
    unions.some((union) => engine.within(classOf(union.literal), type)?.has(cls));

  const accept = (state: State, one: Literal, outer: Under, queue: Queued[]): void => {
    if (!isNew(state, one)) return;
    if (isInRefused(state, classOf(one))) state.failed = true;
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
    const either = (ways: Clause, isCondition = false): void => demandOne(state, { ways, from: undefined, under, isCondition }, queue);
    both([...node.all.map(({ cls }) => holds(cls)), ...node.not.map(({ cls }) => fails(cls))]);
    const possible = (branches: readonly Node[]): Node[] => branches.filter(({ cls }) => classes.typesOf(cls) & bit);
    for (const branches of node.any) either(possible(branches).map(({ cls }) => [literal(holds(cls))]));
    for (const branches of node.one) {
      const left = possible(branches);
      either(
        left.map((branch) => [
          literal(holds(branch.cls)),
          ...left
            .filter((other) => other !== branch && !engine.areApart(branch, other, type, left.length))
            .map((other) => literal(fails(other.cls))),
        ]),
      );
    }
    for (const { test, yes, no } of node.conditions) {
      if (!yes && !no) continue;
      const then = [literal(holds(test.cls)), ...(yes ? [literal(holds(yes.cls))] : [])];
      const otherwise = [literal(fails(test.cls)), ...(no ? [literal(holds(no.cls))] : [])];
      either([then, otherwise], true);
    }
    if (type === 'object')
      for (const { name, node: child } of node.dependents)
        either([[{ kind: 'lacks', name }], [{ kind: 'member', name, literals: [] }, literal(holds(child.cls))]]);
    const unevaluated = unevaluatedAtom(node, type, true, classes);
    if (unevaluated) queue.push({ atom: unevaluated, under });
  };

  const refuse = (state: State, one: Literal, under: Under, queue: Queued[]): void => {
    state.refusedUnder.set(one, [...(state.refusedUnder.get(one) ?? []), ...under]);
    if (!isNew(state, one) || isElsewhere(one, state.chosen, matter)) return;
    const within = engine.within(classOf(one), type);
    if (!within || within.size <= few) return takeApart(state, one, under, queue);
    if (state.seen.values().some((other) => !isNegative(other) && within.has(classOf(other)))) state.failed = true;
    state.unions = [...state.unions, { literal: one, under }];
  };
  const takeApart = (state: State, one: Literal, under: Under, queue: Queued[]): void =>
    demandOne(state, { ways: negationOf(classes.node(classOf(one)), type, domain, engine), from: one, under }, queue);

  const open = (state: State, unions: State['unions']): void => {
    const queue: Queued[] = [];
    state.unions = state.unions.filter((union) => !unions.includes(union));
    for (const { literal: one, under } of unions) if (!isElsewhere(one, state.chosen, matter)) takeApart(state, one, under, queue);
    demand(state, queue);
  };

  const isRefuted = (state: State, alternative: Alternative): boolean => {
    budget.spend(1);
    const others: Atom[] = [];
    for (const atom of alternative) {
      if (!isLiteral(atom)) others.push(atom);
      else if (isKnown(state, opposite(atom.literal))) return true;
      else if (!isNegative(atom.literal)) {
        const cls = classOf(atom.literal);
        const wider = classes.widerThan(cls);
        const node = classes.node(cls);
        if (state.chosen.some((one) => engine.areApart(classes.node(classOf(one)), node, type, Infinity))) return true;
        if (!(classes.typesOf(cls) & bit) || (wider !== undefined && state.seen.has(fails(wider)))) return true;
        if (isInRefused(state, cls)) return true;
      }
    }
    return leavesNoWay(state, alternative) || (others.length > 0 && domain.isImpossible(state.domain, others, engine));
  };
  /**
   * Is a choice between two ways open, both of which an alternative contradicts? So a refused condition meets the same one where
   * it is accepted, without a question.
   */
  const leavesNoWay = ({ clauses }: State, alternative: Alternative): boolean => {
    if (alternative.length < 2) return false;
    const refuses = (way: Alternative): boolean =>
      way.some((atom) => isLiteral(atom) && alternative.some((other) => isLiteral(other) && other.literal === opposite(atom.literal)));
    return clauses.some(({ ways }) => ways.length === 2 && ways.every(refuses));
  };
  const isMet = (state: State, alternative: Alternative): boolean =>
    alternative.every((atom) => atom.kind === 'literal' && isKnown(state, atom.literal));

  const propagate: Assertions['propagate'] = (state, some) => {
    let result: 'further' | 'still' = 'still';
    for (let changed = true; changed && !state.failed;) {
      changed = false;
      const waiting = state.clauses;
      state.clauses = [];
      for (const [at, clause] of waiting.entries()) {
        if (some && !some.has(clause)) {
          state.clauses.push(clause);
          continue;
        }
        const { ways, from, under } = clause;
        if (ways.some((alternative) => isMet(state, alternative)) || (from !== undefined && isElsewhere(from, state.chosen, matter)))
          continue;
        const open: Alternative[] = [];
        let looked = 0;
        for (const alternative of ways) {
          looked++;
          if (!isRefuted(state, alternative)) open.push(alternative);
          if (open.length > 1) break;
        }
        const [only] = open;
        if (!only) return 'none';
        if (open.length > 1) {
          const left = looked === open.length ? clause : { ...clause, ways: [...open, ...ways.slice(looked)] };
          some?.add(left);
          state.clauses.push(left);
          continue;
        }
        assert(state, only, under);
        state.chosen = [...state.chosen, ...acceptedIn(only)];
        changed = true;
        result = 'further';
        if (state.failed) return 'none';
        if (state.values) {
          state.clauses.push(...waiting.slice(at + 1));
          return result;
        }
      }
    }
    return state.failed ? 'none' : result;
  };

  const either = (state: State, clauses: readonly Clause[], under: Under): void => {
    const queue: Queued[] = [];
    for (const ways of clauses) demandOne(state, { ways, from: undefined, under }, queue);
    demand(state, queue);
  };

  return { blank, copy, assert, either, isRefuted, isMet, propagate, open };
};
