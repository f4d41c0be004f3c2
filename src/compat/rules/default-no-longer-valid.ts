import { defineCompatRule } from '../rule.ts';

export const defaultNoLongerValid = defineCompatRule({
  id: 'compat/default-no-longer-valid',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  noMirror: 'A value that becomes valid harms nobody.',
  why: 'What N takes for a value that is left out is nothing that it accepts when it is sent.',
  fix: 'Choose a default that is valid, or go on accepting it.',
  examples: {
    breaks: [],
    holds: [
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'string', enum: ['a'], default: 'a' } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'string', enum: ['a'], default: 'a' } }],
            },
          },
        },
      },
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'string', enum: ['a', 'b'], default: 'a' } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'string', enum: ['a'], default: 'a' } }],
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'shown-value' && change.of === 'default' ? `the default ${change.value} is not valid any more` : undefined,
});
