import { defineCompatRule } from '../rule.ts';

export const optionalPropertyRenamed = defineCompatRule({
  id: 'compat/optional-property-renamed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/optional-property-renamed',
  why: 'Each version passes over the name of the other, or refuses it: what is sent under it is ignored, and who reads it finds nothing.',
  fix: 'Take and give both names in this release; give up the old one a release after nobody sends or reads it.',
  examples: {
    breaks: [
      {
        side: 'request',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } } },
        new: { type: 'object', properties: { amount: { type: 'integer', minimum: 0 } } },
      },
      {
        side: 'response',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } } },
        new: { type: 'object', properties: { amount: { type: 'integer', minimum: 0 } } },
      },
      {
        side: 'document',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } } },
        new: { type: 'object', properties: { amount: { type: 'integer', minimum: 0 } } },
      },
    ],
    holds: [
      {
        side: 'request',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } } },
        new: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } } },
      },
      // Of two that came nobody knows which it is.
      {
        side: 'response',
        old: { type: 'object', properties: { total: { type: 'integer', minimum: 0 } } },
        new: {
          type: 'object',
          properties: { amount: { type: 'integer', minimum: 0 }, sum: { type: 'integer', minimum: 0 } },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'property-renamed' && !change.required
      ? `the property ${change.from} seems to be called ${change.to} now: the one is gone, the other is new and described alike`
      : undefined,
});
