import { compare, decimalOf, type Decimal } from '../number/decimal.ts';
import { pickNumber } from '../number/numbers.ts';
import type { Limit, Node } from '../form/node.ts';
import type { Exact } from '../value.ts';
import { found, none } from './answer.ts';
import type { Alternative, Atom } from './atom.ts';
import type { Domain } from './domain.ts';

interface Numbers {
  low?: Limit;
  high?: Limit;
  multiples: readonly Decimal[];
  notMultiples: readonly Decimal[];
  not: readonly Decimal[];
}

const lower = (state: Numbers, limit: Limit | undefined): void => {
  if (!limit) return;
  const order = state.low ? compare(limit.at, state.low.at) : 1;
  if (order > 0 || (order === 0 && limit.open)) state.low = limit;
};
const upper = (state: Numbers, limit: Limit | undefined): void => {
  if (!limit) return;
  const order = state.high ? compare(limit.at, state.high.at) : -1;
  if (order < 0 || (order === 0 && limit.open)) state.high = limit;
};

const add = (state: Numbers, atom: Atom): void => {
  if (atom.kind === 'low') lower(state, atom.limit);
  else if (atom.kind === 'high') upper(state, atom.limit);
  else if (atom.kind === 'multiple') state.multiples = [...state.multiples, atom.of];
  else if (atom.kind === 'not-multiple') state.notMultiples = [...state.notMultiples, atom.of];
};

/** Numbers are an interval on a lattice of multiples, without some lattices and some points. */
export const numbers: Domain<Numbers> = {
  blank: () => ({ multiples: [], notMultiples: [], not: [] }),
  copy: (state) => ({ ...state }),
  demand: (state, { number }: Node) => {
    if (!number) return;
    lower(state, number.low);
    upper(state, number.high);
    if (number.multiples.length > 0) state.multiples = [...state.multiples, ...number.multiples];
  },
  failures: ({ number }: Node) => {
    const ways: Alternative[] = [];
    if (!number) return ways;
    const { low, high, multiples } = number;
    if (low) ways.push([{ kind: 'high', limit: { at: low.at, open: !low.open } }]);
    if (high) ways.push([{ kind: 'low', limit: { at: high.at, open: !high.open } }]);
    for (const of of multiples) ways.push([{ kind: 'not-multiple', of }]);
    return ways;
  },
  add,
  exclude: (state, values) => {
    state.not = [...state.not, ...values.map((value) => decimalOf(value as number | Exact))];
    return [];
  },
  isImpossible: (state, atoms, { budget }) => {
    const next = { ...state };
    for (const atom of atoms) add(next, atom);
    return pickNumber(next, budget).kind === 'empty';
  },
  solve: (state, { budget }) => {
    const picked = pickNumber(state, budget);
    return picked.kind === 'empty' ? none : found(picked.value);
  },
};
