import { type Classes, classesOf } from './form/classes.ts';
import { type Compiler, compilerOf } from './form/compile.ts';
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
  /** A value that all of `accept` accept and that all of `refuse` refuse, as small as can be. @throws Undecided */
  readonly find: (accept: readonly Form[], refuse: readonly Form[]) => Answer;
  readonly ignored: ReadonlySet<string>;
}

export const sessionOf = (limit: Limit, formatAssertion: boolean): Session => {
  const classes: Classes = classesOf(limit);
  const compiler: Compiler = compilerOf({ formatAssertion, budget: limit });
  const engine: Engine = engineOf(classes, limit);
  const close = closerOf();
  const settle = (): void => classes.add(compiler.fresh());
  return {
    form: (place) => {
      const node = compiler.compile(place);
      settle();
      return { node };
    },
    closed: ({ node }) => {
      const { node: closed, fresh, narrows } = close(node);
      classes.add(fresh);
      for (const [one, wider] of narrows) classes.implies(one, wider);
      return { node: closed };
    },
    both: (forms) => {
      const [only] = forms;
      if (only && forms.length === 1) return only;
      const cls = classes.allOf(forms.map(({ node }) => node));
      return { node: classes.node(cls) };
    },
    isSame: (a, b) => a.node.cls === b.node.cls,
    find: (accept, refuse) => {
      const goal: Literal[] = [...accept.map(({ node }) => holds(node.cls)), ...refuse.map(({ node }) => fails(node.cls))];
      const answer = engine.solve(goal);
      if (answer.kind !== 'value') return answer;
      const shows = (value: typeof answer.value): boolean =>
        accept.every(({ node }) => meetsNode(node, value, limit)) && refuse.every(({ node }) => !meetsNode(node, value, limit));
      return { kind: 'value', value: shrink(answer.value, shows, limit) };
    },
    ignored: compiler.ignored,
  };
};
