import type { Type, Value } from '../value.ts';
import type { Alternative, Atom, Clause, Source } from './atom.ts';
import type { Domain, Engine } from './domain.ts';
import { classOf, isNegative, type Literal } from './literal.ts';
import { isLiteral } from './negation.ts';

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
export type Under = readonly Literal[];

/** A clause that is not settled, and the literal that it takes apart, where it is all that the literal says. */
export interface Pending {
  readonly ways: Clause;
  readonly from: Literal | undefined;
  readonly under: Under;
  /** A condition: it settles little, and waits for what settles more. */
  readonly isCondition?: boolean;
}

/** What is to be asserted next. */
export interface Queued {
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
  /** Refused unions of many branches, which are not taken apart before what is accepted is. */
  unions: readonly { readonly literal: Literal; readonly under: Under }[];
  /** The branches that were chosen to hold. */
  chosen: readonly Literal[];
  deferred: readonly Deferred[];
  /** Clauses that hold by what was chosen. */
  dropped: readonly Pending[];
  /** What is refused has been looked at beside what was chosen. */
  isPaired: boolean;
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
  /**
   * Strikes out what is contradicted until nothing changes, in all clauses or in some, which are kept up to date: `none` when
   * nothing is left of one of them, `further` when something was demanded.
   */
  readonly propagate: (state: State, some?: Set<Pending>) => 'none' | 'further' | 'still';
  /** Takes some of the refused unions apart, one level. */
  readonly open: (state: State, unions: State['unions']) => void;
}

/** The schemas that an alternative says hold. */
export const acceptedIn = (way: Alternative): Literal[] =>
  way
    .filter(isLiteral)
    .map((atom) => atom.literal)
    .filter((one) => !isNegative(one));
