import type { Machine } from './machine.ts';

/** Every text that the given automaton refuses. */
export const complementOf = (machine: Machine): Machine => ({
  alphabet: machine.alphabet,
  start: machine.start,
  next: machine.next,
  accepts: (state) => !machine.accepts(state),
  fate: (state) => (machine.fate(state) === 0 ? 0 : machine.fate(state) === 1 ? -1 : 1),
});
