import { type Classes, classesOf } from './form/classes.ts';
import { type Compiler, compilerOf } from './form/compile.ts';
import type { Cuts } from './form/cut.ts';
import type { Node } from './form/node.ts';
import type { Limit } from './limit.ts';
import { closerOf } from './profile/closed.ts';
import type { Place } from './read/place.ts';
import type { Answer } from './solve/answer.ts';
import type { Engine } from './solve/domain.ts';
import { engineOf } from './solve/engine.ts';
import { meetsNode } from './solve/evaluate.ts';
import { fails, holds, type Literal } from './solve/literal.ts';
import { shrink } from './solve/shrink.ts';
import type { Value } from './value.ts';

/** A schema in the engine: what is asked about it stays known. */
export interface Form {
  readonly node: Node;
}

/** One engine with all that was asked of it. Whoever compares two documents asks all their questions of one session. */
export interface Session {
  /** @throws SchemaError, Undecided */
  readonly form: (place: Place) => Form;
  /** The writer's side of the profile `tolerant-reader`. */
  readonly closed: (form: Form) => Form;
  /** Both hold: a conjunction. */
  readonly both: (forms: readonly Form[]) => Form;
  readonly isSame: (a: Form, b: Form) => boolean;
  /**
   * A value that all of `accept` accept and that all of `refuse` refuse, as small as can be; or as it is found, where nobody looks at it.
   * @throws Undecided
   */
  readonly find: (accept: readonly Form[], refuse: readonly Form[], isShown?: boolean) => Answer;
  /** Does a form accept a value? @throws Undecided */
  readonly accepts: (form: Form, value: Value) => boolean;
  readonly ignored: ReadonlySet<string>;
}

/** @param cuts what the documents that are asked about have in common */
export const sessionOf = (limit: Limit, formatAssertion: boolean, cuts?: Cuts): Session => {
  const classes: Classes = classesOf(limit);
  const compiler: Compiler = compilerOf({ formatAssertion, budget: limit, cuts });
  const engine: Engine = engineOf(classes, limit);
  const close = closerOf((node) => (node.lazy ? classes.node(node.cls) : node));
  /** A node whose question was broken off before it had a class gets it now. */
  const settle = (node: Node, fresh: readonly Node[]): void => classes.add(node.cls < 0 ? [...fresh, node] : fresh);
  /** What was found and made as small as can be, by what was asked. */
  const shrunk = new Map<string, Answer>();
  const accepts = ({ node }: Form, value: Value): boolean => meetsNode(node, value, engine);
  return {
    accepts,
    form: (place) => {
      const node = compiler.compile(place);
      settle(node, compiler.fresh());
      return { node };
    },
    closed: ({ node }) => {
      const { node: closed, fresh } = close(node);
      settle(closed, fresh);
      return { node: closed };
    },
    both: (forms) => {
      const [only] = forms;
      if (only && forms.length === 1) return only;
      const cls = classes.allOf(forms.map(({ node }) => node));
      return { node: classes.node(cls) };
    },
    isSame: (a, b) => a.node.cls === b.node.cls,
    find: (accept, refuse, isShown = true) => {
      const goal: Literal[] = [...accept.map(({ node }) => holds(node.cls)), ...refuse.map(({ node }) => fails(node.cls))];
      const key = goal.join();
      const known = shrunk.get(key);
      if (known) return known;
      const answer = engine.solve(goal);
      if (answer.kind !== 'value' || !isShown) return answer;
      const shows = (value: Value): boolean =>
        accept.every((form) => accepts(form, value)) && refuse.every((form) => !accepts(form, value));
      const least: Answer = { kind: 'value', value: shrink(answer.value, shows, limit) };
      shrunk.set(key, least);
      return least;
    },
    ignored: compiler.ignored,
  };
};
