import { defineCompatRule } from '../rule.ts';

export const deprecationAdded = defineCompatRule({
  id: 'compat/deprecation-added',
  severity: 'note',
  cells: {},
  noMirror: 'What is not to end any more harms nobody.',
  why: 'It goes on working, and is announced to end: whoever uses it has to change before a later release.',
  fix: 'Say with x-sunset from which day on it may be gone, and see who still uses it.',
  examples: {
    breaks: [
      {
        old: { '/a': { get: { responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { responses: { '200': { description: '' } } } } },
      },
      {
        old: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { deprecated: true, 'x-sunset': '2030-01-01', responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'deprecation' && change.turn === 'added'
      ? `${change.of} is deprecated now${change.sunset === undefined ? '' : `, and may be gone from ${change.sunset} on`}`
      : undefined,
});
