import { defineCompatRule } from '../rule.ts';

export const sunsetRemoved = defineCompatRule({
  id: 'compat/sunset-removed',
  severity: 'note',
  cells: {},
  mirror: 'compat/sunset-added',
  why: 'Nobody knows any more when it ends, so its removal cannot be told from a break.',
  fix: 'Say with x-sunset from which day on it may be gone.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { deprecated: true, responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'deprecation' && change.turn === 'sunset-removed'
      ? `the day on which ${change.of} ends, ${change.before}, is no longer announced`
      : undefined,
});
