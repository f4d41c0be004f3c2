import { defineCompatRule } from '../rule.ts';

export const responseDiscriminatorChanged = defineCompatRule({
  id: 'compat/response-discriminator-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-discriminator-changed',
  why: 'Each version takes the alternative from another member, so it takes what the other one means for something else, or for nothing.',
  fix: 'Say it in both members in this release; give up the old one a release after nobody reads it.',
  examples: {
    breaks: [
      {
        whole: true,
        old: {
          paths: {
            '/a': {
              get: {
                responses: {
                  '200': { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
                },
              },
            },
          },
          components: {
            schemas: {
              Cat: {
                type: 'object',
                required: ['t', 'k'],
                properties: { t: { type: 'string' }, k: { type: 'string' }, lives: { type: 'integer' } },
              },
              Dog: {
                type: 'object',
                required: ['t', 'k'],
                properties: { t: { type: 'string' }, k: { type: 'string' }, age: { type: 'integer' } },
              },
              Pet: {
                oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
                discriminator: { propertyName: 't' },
              },
            },
          },
        },
        new: {
          paths: {
            '/a': {
              get: {
                responses: {
                  '200': { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
                },
              },
            },
          },
          components: {
            schemas: {
              Cat: {
                type: 'object',
                required: ['t', 'k'],
                properties: { t: { type: 'string' }, k: { type: 'string' }, lives: { type: 'integer' } },
              },
              Dog: {
                type: 'object',
                required: ['t', 'k'],
                properties: { t: { type: 'string' }, k: { type: 'string' }, age: { type: 'integer' } },
              },
              Pet: {
                oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
                discriminator: { propertyName: 'k' },
              },
            },
          },
        },
      },
    ],
    holds: [
      {
        whole: true,
        old: {
          paths: {
            '/a': {
              get: {
                responses: {
                  '200': { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
                },
              },
            },
          },
          components: {
            schemas: {
              Cat: {
                type: 'object',
                required: ['t', 'k'],
                properties: { t: { type: 'string' }, k: { type: 'string' }, lives: { type: 'integer' } },
              },
              Dog: {
                type: 'object',
                required: ['t', 'k'],
                properties: { t: { type: 'string' }, k: { type: 'string' }, age: { type: 'integer' } },
              },
              Pet: {
                oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
                discriminator: { propertyName: 't' },
              },
            },
          },
        },
        new: {
          paths: {
            '/a': {
              get: {
                responses: {
                  '200': { description: '', content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
                },
              },
            },
          },
          components: {
            schemas: {
              Cat: {
                type: 'object',
                required: ['t', 'k'],
                properties: { t: { type: 'string' }, k: { type: 'string' }, lives: { type: 'integer' } },
              },
              Dog: {
                type: 'object',
                required: ['t', 'k'],
                properties: { t: { type: 'string' }, k: { type: 'string' }, age: { type: 'integer' } },
              },
              Pet: {
                oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
                discriminator: { propertyName: 't' },
              },
            },
          },
        },
      },
    ],
  },
  check: (change) =>
    change.kind === 'discriminator' && change.side === 'response'
      ? `the alternatives are told apart by ${change.to} instead of ${change.from}`
      : undefined,
});
