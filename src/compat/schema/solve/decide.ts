import { includes, oneOf } from '../language/language.ts';
import { type Answer, attempt, firstOf } from './answer.ts';
import { type Alternative, type Atom, type Clause, literal, type Source } from './atom.ts';
import { opposite } from './literal.ts';
import type { Assertions, Deferred, Matter, State } from './state.ts';
import { leftOver } from './unevaluated.ts';

/** Settles which applicators evaluate what. */
export interface Decider {
  readonly decide: (state: State, deferred: Deferred) => Answer;
  /** The one to settle first: what may still demand members goes before what forbids all others. */
  readonly nextDeferred: (state: State) => Deferred | undefined;
  /** Should it be settled before single demands are chosen, because all is known, or because it forbids something? */
  readonly isUrgent: (state: State, deferred: Deferred) => boolean;
}

/** @param goOn goes on with a state in which a way has been chosen. */
export const deciderOf = (
  { type, domain, engine }: Matter,
  { copy, assert, either, isRefuted, isMet }: Assertions,
  goOn: (state: State, way: Alternative) => Answer,
): Decider => {
  /** Is it known of every source whether it covers? */
  const isSettled = (state: State, { open }: Deferred): boolean => open.every(({ when }) => isMet(state, when) || isRefuted(state, when));

  /** A member that has to be there, and that nothing known to hold has evaluated. */
  const bareName = (state: State, { every, open, covered }: Deferred): string | undefined => {
    if (!every) return undefined;
    const known = [...covered, ...open.filter(({ when }) => isMet(state, when))];
    return domain.wanted?.(state.domain)?.find((name) => !known.some(({ covers }) => includes(covers.names, name)));
  };

  /** Settles one more source of what is evaluated, or, when none of them matters any more, what is left over. */
  const decide = (state: State, deferred: Deferred): Answer => {
    const { every, literal: one, open, covered } = deferred;
    const others = state.deferred.filter((other) => other !== deferred);
    const holding = open.filter(({ when }) => isMet(state, when));
    const left = open.filter((source) => !holding.includes(source) && !isRefuted(state, source.when));
    const known = [...covered, ...holding];
    const after = (change: (next: State) => void, way: Alternative = []): Answer =>
      attempt(() => {
        const next = copy(state);
        change(next);
        return goOn(next, way);
      });
    const settle = (sources: readonly Source[], more: readonly Source[], clauses: readonly Clause[], way: Alternative = []): Answer =>
      after((next) => {
        next.deferred = [{ ...deferred, open: more, covered: sources }, ...others];
        either(next, clauses, deferred.under);
      }, way);
    const finish = (): Answer =>
      after((next) => {
        next.deferred = others;
        assert(next, [leftOver(type, every, one, known, engine.classes)], deferred.under);
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
        ? settle([...known, source], rest(source), [[source.when]], source.when)
        : settle([...known, { when: [], covers: { names: oneOf([bare]), items: 0, kinds: [] } }], left, [
            [[{ kind: 'member', name: bare, literals: [one] }]],
          ]),
    );
  };

  return {
    decide,
    nextDeferred: (state) =>
      state.deferred.find(({ every }) => !every) ??
      state.deferred.find((deferred) => bareName(state, deferred) !== undefined) ??
      state.deferred[0],
    isUrgent: (state, deferred) => isSettled(state, deferred) || bareName(state, deferred) !== undefined,
  };
};

/** The opposite of what a source's condition is made of: literals, and that a member is there. */
const contrary = (atom: Atom): Alternative => {
  if (atom.kind === 'literal') return [literal(opposite(atom.literal))];
  if (atom.kind === 'member') return [{ kind: 'lacks', name: atom.name }];
  throw new Error(`no opposite of ${atom.kind}`);
};
