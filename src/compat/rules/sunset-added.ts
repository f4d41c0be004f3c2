import { defineCompatRule } from '../rule.ts';

export const sunsetAdded = defineCompatRule({
  id: 'compat/sunset-added',
  severity: 'note',
  cells: {},
  mirror: 'compat/sunset-removed',
  why: 'From that day on it may be gone: whoever uses it has to change before.',
  fix: 'Leave the users as much time as they need to change.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { deprecated: true, responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'deprecation' && change.turn === 'sunset-added' ? `${change.of} may be gone from ${change.sunset} on` : undefined,
});
