import { defineStorageRule } from '../rule.ts';

export const notDecided = defineStorageRule({
  id: 'storage/not-decided',
  severity: 'warning',
  cells: {},
  assume: 'used',
  noMirror: 'It is about what this program does not know, whichever way it goes.',
  why: 'Nobody can say what this means for the previous release, or for N.',
  fix: 'Rehearse the way back with a drill, or write down why it is harmless, as a waiver.',
  examples: {
    breaks: [],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); COMMENT ON TABLE orders IS 'all of them'",
      },
    ],
  },
  check: () => undefined,
});
