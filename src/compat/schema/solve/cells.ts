import { both, includes, type Language, matching, not, oneOf, wordsOf } from '../language/language.ts';
import type { Engine } from './domain.ts';
import { holds, type Literal } from './literal.ts';
import { demandsOn, type Objects, type SomeMember } from './members.ts';

/** Names that all demands of an object treat alike, and what a member of such a name must meet. */
export interface Cell {
  readonly names: Language;
  readonly literals: readonly Literal[];
}

/**
 * The partition of the names that a member may still have, as far as anything in the object tells them apart: each
 * name that someone mentions by itself, then the rest by the patterns. Lazy, for the first cell usually serves.
 * Names that a demand already stands for are left out, and so are names that must be absent.
 *
 * @param demand keeps to its names, and adds its literals.
 */
export const cellsOf = function* (state: Objects, demand: SomeMember | undefined, engine: Engine): Generator<Cell> {
  const extra = demand?.literals ?? [];
  const mentioned = new Set<string>();
  for (const part of state.parts) for (const name of part.properties.keys()) mentioned.add(name);
  for (const name of state.members.keys()) mentioned.add(name);
  const isOpen = (name: string): boolean => !state.lacks.has(name) && (!demand || includes(demand.names, name));
  for (const name of mentioned)
    if (isOpen(name)) {
      const demanded = state.members.get(name);
      if (demanded && !demand) continue;
      yield { names: oneOf([name]), literals: [...demandsOn(state, name), ...(demanded ?? []), ...extra] };
    }

  const patterns = new Map<string, Language>();
  for (const part of state.parts) for (const [pattern] of part.patterns) patterns.set(pattern, matching(pattern));
  const splitters: { readonly key: string; readonly language: Language }[] = [
    ...[...patterns].map(([pattern, language]) => ({ key: `/${pattern}`, language })),
    ...state.every.map(({ names }) => ({ key: names.key, language: names })),
    ...state.some.filter((other) => other !== demand).map(({ names }) => ({ key: names.key, language: names })),
  ];
  const rest = both(demand ? demand.names : not(oneOf([])), not(oneOf([...mentioned, ...state.lacks])));

  const split = function* (names: Language, at: number, inside: ReadonlySet<string>): Generator<Cell> {
    engine.budget.spend(1);
    const splitter = splitters[at];
    if (!splitter) {
      if (wordsOf(names, 1, engine.budget).length === 0) return;
      const literals = [...extra];
      for (const part of state.parts) {
        const named = part.patterns.filter(([pattern]) => inside.has(`/${pattern}`));
        for (const [, node] of named) literals.push(holds(node.cls));
        if (named.length === 0 && part.rest) literals.push(holds(part.rest.cls));
      }
      for (const every of state.every) if (inside.has(every.names.key)) literals.push(every.literal);
      yield { names, literals };
      return;
    }
    const without = both(names, not(splitter.language));
    const within = both(names, splitter.language);
    if (wordsOf(without, 1, engine.budget).length > 0) yield* split(without, at + 1, inside);
    if (wordsOf(within, 1, engine.budget).length > 0) yield* split(within, at + 1, new Set([...inside, splitter.key]));
  };
  yield* split(rest, 0, new Set());
};
