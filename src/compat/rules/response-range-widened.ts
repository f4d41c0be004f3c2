import { defineCompatRule } from '../rule.ts';

export const responseRangeWidened = defineCompatRule({
  id: 'compat/response-range-widened',
  severity: 'note',
  cells: { rollout: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/response-range-narrowed',
  why: 'A client of N-1 knows only some of the answers of the range that N may give.',
  fix: 'Let clients understand the whole range before N answers with more of it.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '201': { description: '' } } } } },
        new: { '/a': { get: { responses: { '2XX': { description: '' } } } } },
      },
      // Generated clients may know no status by its class.
      {
        profile: 'codegen',
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '2XX': { description: '' } } } } },
      },
    ],
    holds: [
      // What a client does not know it takes for the 200 of its class.
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '2XX': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '2XX': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) => (change.kind === 'status' && change.turn === 'widened' ? `the response may be any of ${change.name} now` : undefined),
});
