import { defineCompatRule } from '../rule.ts';

export const responseRangeNarrowed = defineCompatRule({
  id: 'compat/response-range-narrowed',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-range-widened',
  why: 'A client of N knows only some of the answers of the range that N-1 may give.',
  fix: 'Let clients go on understanding the whole range until N-1 is out of reach.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '2XX': { description: '' } } } } },
        new: { '/a': { get: { responses: { '201': { description: '' } } } } },
      },
      // Generated clients may know no status by its class.
      {
        profile: 'codegen',
        old: { '/a': { get: { responses: { '2XX': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      // What a client does not know it takes for the 200 of its class.
      {
        old: { '/a': { get: { responses: { '2XX': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '2XX': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'status' && change.turn === 'narrowed' ? `of the responses ${change.name} only some are left` : undefined,
});
