import { bitOf, type Node } from '../form/node.ts';
import type { Type, Value } from '../value.ts';
import { type Alternative, type Atom, type Clause, literal, type Source } from './atom.ts';
import type { Domain, Engine } from './domain.ts';
import { classOf, fails, holds, isNegative, type Literal, opposite } from './literal.ts';
import { isAlways, isLiteral, negationOf } from './negation.ts';
import { unevaluatedAtom } from './unevaluated.ts';

// What is known of the value that is looked for, once its type is settled: demands, which the type's domain sums up,
// and clauses, of which one alternative each must hold.

/** What is unevaluated meets a literal, or some of it does; who evaluates is not settled. */
export interface Deferred {
  readonly every: boolean;
  readonly literal: Literal;
  readonly open: readonly Source[];
  readonly covered: readonly Source[];
  readonly under: Under;
}

/** The accepted literals that something is a part of. */
type Under = readonly Literal[];

/** A clause that is not settled, and the literal that it takes apart, where it is all that the literal says. */
export interface Pending {
  readonly ways: Clause;
  readonly from: Literal | undefined;
  readonly under: Under;
  /** A condition: it settles little, and waits for what settles more. */
  readonly isCondition?: boolean;
}

/** What is to be asserted next. */
interface Queued {
  readonly atom: Atom;
  readonly under: Under;
}

export interface State {
  /** The sum of what is demanded of the type's values. */
  domain: unknown;
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
  /** Clauses that hold by what was chosen. */
  dropped: readonly Pending[];
  /** Each clause has been looked at alone. */
  isProbed: boolean;
  /** The value is one of these. */
  values: ReadonlyMap<string, Value> | undefined;
  failed: boolean;
}

/** What a state is about. */
export interface Matter {
  readonly type: Type;
  readonly domain: Domain<unknown>;
  readonly engine: Engine;
}

/** Is what is refused told apart from something accepted by a member that says which is which? Then it is refused anyway. */
export const isElsewhere = (refused: Literal, accepted: readonly Literal[], { type, engine }: Matter): boolean => {
  const { classes, areApart } = engine;
  if (accepted.length === 0) return false;
  const other = classes.node(classOf(refused));
  return accepted.some((one) => areApart(classes.node(classOf(one)), other, type, Infinity));
};

/** The ways in which a state changes. */
export interface Assertions {
  readonly blank: () => State;
  readonly copy: (state: State) => State;
  /** All of these hold. */
  readonly assert: (state: State, atoms: Alternative, under: Under) => void;
  /** One of the ways holds, of each clause. */
  readonly either: (state: State, clauses: readonly Clause[], under: Under) => void;
  /** Does an alternative contradict what is known? Only what is certain counts. */
  readonly isRefuted: (state: State, alternative: Alternative) => boolean;
  /** Does it hold already? */
  readonly isMet: (state: State, alternative: Alternative) => boolean;
  /** Strikes out what is contradicted until nothing changes; says false when nothing is left of some clause. */
  readonly propagate: (state: State) => boolean;
}

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
    chosen: [],
    deferred: [],
    dropped: [],
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

  const accept = (state: State, one: Literal, outer: Under, queue: Queued[]): void => {
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
    demandOne(state, { ways: negationOf(classes.node(classOf(one)), type, domain, engine), from: one, under }, queue);
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
      }
    }
    return others.length > 0 && domain.isImpossible(state.domain, others, engine);
  };
  const isMet = (state: State, alternative: Alternative): boolean =>
    alternative.every((atom) => atom.kind === 'literal' && isKnown(state, atom.literal));

  const propagate = (state: State): boolean => {
    for (let changed = true; changed && !state.failed;) {
      changed = false;
      const waiting = state.clauses;
      state.clauses = [];
      for (const [at, clause] of waiting.entries()) {
        const { ways, under } = clause;
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
          state.clauses.push({ ...clause, ways: [...open, ...ways.slice(looked)] });
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

  const either = (state: State, clauses: readonly Clause[], under: Under): void => {
    const queue: Queued[] = [];
    for (const ways of clauses) demandOne(state, { ways, from: undefined, under }, queue);
    demand(state, queue);
  };

  return { blank, copy, assert, either, isRefuted, isMet, propagate };
};
