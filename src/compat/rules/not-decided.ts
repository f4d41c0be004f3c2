import { defineCompatRule } from '../rule.ts';

export const notDecided = defineCompatRule({
  id: 'compat/not-decided',
  severity: 'warning',
  cells: {},
  mirror: 'compat/not-decided',
  why: 'What is not understood may break either way; it is never taken for compatible.',
  fix: 'Simplify this part, or rehearse it with a drill.',
  examples: {
    breaks: [
      {
        side: 'document',
        old: { type: 'object', propertyDependencies: { a: { b: false } } },
        new: { type: 'object', propertyDependencies: { a: { c: false } } },
      },
    ],
    holds: [{ side: 'document', old: { title: 'a' }, new: { title: 'b' } }],
  },
  check: (change) => (change.kind === 'undecided' ? change.what : undefined),
});
