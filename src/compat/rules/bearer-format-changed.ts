import { defineCompatRule } from '../rule.ts';

export const bearerFormatChanged = defineCompatRule({
  id: 'compat/bearer-format-changed',
  severity: 'note',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/bearer-format-changed',
  why: 'A token that one version gave is shown to the other, which may not read its form.',
  fix: 'Read both forms before the new one is given.',
  examples: {
    breaks: [
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
          security: [{ bearer: [] }],
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { bearer: { type: 'http', scheme: 'Bearer', bearerFormat: 'opaque' } } },
          security: [{ bearer: [] }],
        },
      },
    ],
    holds: [
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
          security: [{ bearer: [] }],
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
          security: [{ bearer: [] }],
        },
      },
      {
        whole: true,
        old: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
        },
        new: {
          paths: { '/a': { get: { responses: { '200': { description: '' } } } } },
          components: { securitySchemes: { bearer: { type: 'http', scheme: 'Bearer', bearerFormat: 'opaque' } } },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'bearer-format'
      ? `its tokens are ${change.after} now, and were ${change.before}`
      : undefined,
});
