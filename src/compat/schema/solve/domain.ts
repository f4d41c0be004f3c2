import type { Classes } from '../form/classes.ts';
import type { Node } from '../form/node.ts';
import type { Language } from '../language/language.ts';
import type { Budget } from '../undecided.ts';
import type { Value } from '../value.ts';
import type { Answer } from './answer.ts';
import type { Alternative, Atom, Clause } from './atom.ts';
import type { AreApart } from './apart.ts';
import type { Literal } from './literal.ts';
import type { Within } from './unions.ts';

/** What the solver of one type asks of the whole. */
export interface Engine {
  readonly classes: Classes;
  readonly budget: Budget;
  /** A value inside the one that is being looked for that meets all of these. */
  readonly solve: (literals: readonly Literal[]) => Answer;
  /**
   * The same of the value that is being looked for itself, as a hint: undefined where that is the question already.
   * `isFirm`: it rests on no question that is still open.
   */
  readonly beside: (literals: readonly Literal[]) => { readonly answer: Answer; readonly isFirm: boolean } | undefined;
  /** Up to `count` different values that meet these; fewer: there are no more, unless `isCut` says that some may be missing. */
  readonly many: (literals: readonly Literal[], count: number) => { readonly values: readonly Value[]; readonly isCut: boolean };
  /** Is it the whole document that is being looked for, and no part of it? */
  readonly isWhole: () => boolean;
  readonly areApart: AreApart;
  readonly within: Within;
  /** The strings that a class accepts. @throws Undecided */
  readonly stringsOf: (cls: number) => Language;
}

/** What is demanded of the values of one type, and how one of them is found. `S` is the sum of the demands so far. */
export interface Domain<S> {
  readonly blank: () => S;
  readonly copy: (state: S) => S;
  /** Demands what a node's part of this type says. */
  readonly demand: (state: S, node: Node, engine: Engine) => void;
  /** The ways in which a node's part of this type can fail. */
  readonly failures: (node: Node, engine: Engine) => Alternative[];
  readonly add: (state: S, atom: Atom, engine: Engine) => void;
  /** The value is none of these: for each that the state itself cannot note, the ways to be another. */
  readonly exclude: (state: S, values: readonly Value[], engine: Engine) => readonly Clause[];
  /** Is it certain that no value meets the demands and these atoms? `false` when it is not certain. */
  readonly isImpossible: (state: S, atoms: readonly Atom[], engine: Engine) => boolean;
  /** Is it certain, by what is quickly seen, that no value meets the demands? */
  readonly isDoomed?: (state: S, engine: Engine) => boolean;
  /** The names of all members that the value will have; undefined when it may have to have others too. */
  readonly wanted?: (state: S) => readonly string[] | undefined;
  readonly solve: (state: S, engine: Engine) => Answer;
}
