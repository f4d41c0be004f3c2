import { defineCompatRule } from '../rule.ts';

export const tagsChanged = defineCompatRule({
  id: 'compat/tags-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/tags-changed',
  why: 'Generated clients put its method into a class for each tag: code that calls it there does not build with the client of the other version.',
  fix: 'Keep the tags, and add none.',
  examples: {
    breaks: [
      {
        profile: 'codegen',
        old: { '/a': { get: { tags: ['a'], responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { tags: ['b'], responses: { '200': { description: '' } } } } },
      },
    ],
    holds: [
      {
        old: { '/a': { get: { tags: ['a'], responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { tags: ['b'], responses: { '200': { description: '' } } } } },
      },
      {
        profile: 'codegen',
        old: { '/a': { get: { tags: ['a', 'b'], responses: { '200': { description: '' } } } } },
        new: { '/a': { get: { tags: ['b', 'a'], responses: { '200': { description: '' } } } } },
      },
    ],
  },
  check: (change) =>
    change.kind === 'naming' && change.of === 'tags'
      ? `its tags are ${change.to || 'none'} now, and were ${change.from || 'none'}`
      : undefined,
});
