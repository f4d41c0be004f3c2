import type { Node } from '../form/node.ts';
import { type Answer, none } from './answer.ts';
import type { Alternative, Atom } from './atom.ts';
import type { Domain, Engine } from './domain.ts';
import { type Arrays, demandsAt, horizonOf } from './items.ts';
import { layOut } from './lay-out.ts';
import { fails, holds, opposite } from './literal.ts';
import type { Value } from '../value.ts';

const add = (state: Arrays, atom: Atom): void => {
  if (atom.kind === 'items') {
    state.min = Math.max(state.min, atom.min);
    state.max = Math.min(state.max, atom.max);
  } else if (atom.kind === 'item') {
    state.items = new Map(state.items).set(atom.at, [...(state.items.get(atom.at) ?? []), ...atom.literals]);
    state.min = Math.max(state.min, atom.at + 1);
  } else if (atom.kind === 'every-item') state.every = [...state.every, atom];
  else if (atom.kind === 'count') {
    // Whether none meets it is a demand on every item.
    if (atom.max === 0) state.every = [...state.every, { from: atom.from, literal: opposite(atom.literal) }];
    else state.counts = [...state.counts, atom];
  } else if (atom.kind === 'duplicate') state.duplicate = true;
};

const failures = ({ array }: Node, { classes }: Engine): Alternative[] => {
  const ways: Alternative[] = [];
  if (!array) return ways;
  const { prefix, rest, contains } = array;
  if (array.min > 0) ways.push([{ kind: 'items', min: 0, max: array.min - 1 }]);
  for (const [at, node] of prefix.entries())
    if (node.cls !== classes.everything) ways.push([{ kind: 'item', at, literals: [fails(node.cls)] }]);
  if (rest && rest.cls !== classes.everything)
    ways.push(
      rest.cls === classes.nothing
        ? [{ kind: 'items', min: prefix.length + 1, max: Infinity }]
        : [{ kind: 'count', from: prefix.length, literal: fails(rest.cls), min: 1, max: Infinity }],
    );
  if (contains) {
    const literal = holds(contains.node.cls);
    if (contains.min > 0) ways.push([{ kind: 'count', from: 0, literal, min: 0, max: contains.min - 1 }]);
    if (contains.max < Infinity) ways.push([{ kind: 'count', from: 0, literal, min: contains.max + 1, max: Infinity }]);
  }
  if (array.max < Infinity) ways.push([{ kind: 'items', min: array.max + 1, max: Infinity }]);
  if (array.unique) ways.push([{ kind: 'duplicate' }]);
  return ways;
};

const isImpossible = (state: Arrays, atoms: readonly Atom[], engine: Engine): boolean => {
  const next: Arrays = { ...state };
  for (const atom of atoms) add(next, atom);
  if (next.min > next.max || (next.duplicate && (next.max < 2 || next.unique))) return true;
  const isClosed = (at: number, extra: readonly number[]): boolean =>
    at >= next.max || engine.solve([...demandsAt(next, at), ...extra]).kind === 'none';
  for (const atom of atoms) {
    if (atom.kind === 'item' && isClosed(atom.at, [])) return true;
    if (atom.kind === 'count' && atom.min > 0) {
      const last = Math.max(horizonOf(next), atom.from);
      let open = false;
      for (let at = atom.from; at <= last && !open; at++) open = !isClosed(at, [atom.literal]);
      if (!open) return true;
    }
  }
  return false;
};

const solve = (state: Arrays, engine: Engine): Answer => {
  if (state.min > state.max || (state.duplicate && state.unique)) return none;
  return layOut(state, engine);
};

/** Arrays are demands on positions, the same for all behind the longest prefix, and counts of items of a kind. */
export const arrays: Domain<Arrays> = {
  blank: () => ({ parts: [], every: [], items: new Map(), counts: [], min: 0, max: Infinity, unique: false, duplicate: false }),
  copy: (state) => ({ ...state }),
  demand: (state, { array }) => {
    if (!array) return;
    const { prefix, rest, contains } = array;
    state.min = Math.max(state.min, array.min);
    state.max = Math.min(state.max, array.max);
    state.unique ||= array.unique;
    if (prefix.length > 0 || rest) state.parts = [...state.parts, array];
    if (contains && (contains.min > 0 || contains.max < Infinity))
      add(state, { kind: 'count', from: 0, literal: holds(contains.node.cls), min: contains.min, max: contains.max });
    if (contains && contains.min > contains.max) state.max = -1;
  },
  failures,
  add,
  exclude: (_, values, { classes }) =>
    (values as readonly (readonly Value[])[]).map((items) => [
      ...(items.length > 0 ? [[{ kind: 'items', min: 0, max: items.length - 1 } as const]] : []),
      [{ kind: 'items', min: items.length + 1, max: Infinity }],
      ...items.map((item, at): Alternative => [{ kind: 'item', at, literals: [fails(classes.constant(item))] }]),
    ]),
  isImpossible,
  solve,
};
