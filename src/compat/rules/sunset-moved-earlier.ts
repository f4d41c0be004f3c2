import { defineCompatRule } from '../rule.ts';

export const sunsetMovedEarlier = defineCompatRule({
  id: 'compat/sunset-moved-earlier',
  severity: 'warning',
  cells: {},
  noMirror: 'More time than was promised harms nobody.',
  why: 'Whoever planned to change before the day that was announced has less time than was promised.',
  fix: 'Keep the day that was announced, or a later one.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, 'x-sunset': '2029-06-30', responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { deprecated: true, 'x-sunset': '2029-06-30', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'deprecation' && change.turn === 'sunset-earlier'
      ? `${change.of} may be gone from ${change.sunset} on, and not only from ${change.before}`
      : undefined,
});
