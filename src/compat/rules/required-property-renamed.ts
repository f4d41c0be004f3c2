import { defineCompatRule } from '../rule.ts';

export const requiredPropertyRenamed = defineCompatRule({
  id: 'compat/required-property-renamed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/required-property-renamed',
  why: 'What one version demands, or promises to answer with, the other calls otherwise: clients of N-1 fail at N, and clients of N at N-1.',
  fix: 'Take and give both names in this release; give up the old one a release after nobody sends or reads it.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } }, required: ['total'] },
        new: { type: 'object', properties: { amount: { type: 'integer', minimum: 0 } }, required: ['amount'] },
      },
      {
        side: 'response',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } }, required: ['total'] },
        new: { type: 'object', properties: { amount: { type: 'integer', minimum: 0 } }, required: ['amount'] },
      },
      {
        side: 'document',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } }, required: ['total'] },
        new: { type: 'object', properties: { amount: { type: 'integer', minimum: 0 } }, required: ['amount'] },
      },
    ],
    holds: [
      {
        side: 'request',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } }, required: ['total'] },
        new: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } }, required: ['total'] },
      },
      // Of two that came nobody knows which it is.
      {
        side: 'response',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } }, required: ['total'] },
        new: {
          type: 'object',
          properties: { amount: { type: 'integer', minimum: 0 }, sum: { type: 'integer', minimum: 0 } },
          required: ['amount', 'sum'],
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property-renamed' && change.required
      ? `the property ${change.from} seems to be called ${change.to} now: the one is gone, the other is new and described alike`
      : undefined,
});
