import type { CompatExample } from '../rule.ts';

// Documents that rules about discriminators have in common: a request or an answer that is one of two, told apart by a member.

const pet = (members: object): object => ({
  type: 'object',
  required: ['t', 'k'],
  properties: { t: { type: 'string' }, k: { type: 'string' }, ...members },
});
const content = { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } };
const operations = {
  request: { post: { responses: { '200': { description: '' } }, requestBody: { content } } },
  response: { get: { responses: { '200': { description: '', content } } } },
};

const documentOf = (side: 'request' | 'response', propertyName: string): object => ({
  paths: { '/a': operations[side] },
  components: {
    schemas: {
      Cat: pet({ lives: { type: 'integer' } }),
      Dog: pet({ age: { type: 'integer' } }),
      Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName } },
    },
  },
});

/** The same alternatives, told apart by one member and then by another. */
export const toldApart = (side: 'request' | 'response', by: string, then: string): CompatExample => ({
  whole: true,
  old: documentOf(side, by),
  new: documentOf(side, then),
});
