import { defineCompatRule } from '../rule.ts';

export const exampleNoLongerValid = defineCompatRule({
  id: 'compat/example-no-longer-valid',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  noMirror: 'A value that becomes valid harms nobody.',
  why: 'Who goes by the example, a client of N-1 or a mock, sends or waits for what N refuses or does not give.',
  fix: 'Replace the example; and see whether somebody uses what it shows.',
  examples: {
    breaks: [],
    holds: [
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'string', enum: ['a'], example: 'a' } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'string', enum: ['a'], example: 'a' } }],
            },
          },
        },
      },
      {
        old: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'string', enum: ['a', 'b'], example: 'a' } }],
            },
          },
        },
        new: {
          '/a': {
            get: {
              responses: { '200': { description: '' } },
              parameters: [{ name: 'n', in: 'query', schema: { type: 'string', enum: ['a'], example: 'a' } }],
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'shown-value' && change.of === 'example' ? `the example ${change.value} is not valid any more` : undefined,
});
