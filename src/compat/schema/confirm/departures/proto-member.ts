import type { Departure } from '../departure.ts';

export const protoMember: Departure = {
  name: 'proto-member',
  what: 'ajv does not look at a member that is called __proto__; it is a member like others.',
  applies: ({ mentionsProto }) => mentionsProto,
  example: {
    dialect: '2020-12',
    schema: JSON.parse('{"properties":{"__proto__":false}}'),
    document: JSON.parse('{"__proto__":1}') as never,
    valid: false,
  },
};
