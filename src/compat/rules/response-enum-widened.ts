import { defineCompatRule } from '../rule.ts';

export const responseEnumWidened = defineCompatRule({
  id: 'compat/response-enum-widened',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/response-enum-narrowed',
  why: 'N answers with what a client of N-1 was never told of, so that client fails as soon as N serves.',
  fix: 'Teach clients to understand it in this release; answer with it one release later.',
  examples: {
    breaks: [
      { side: 'response', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b', 'c'] } },
      // Generated clients know the values that are listed, also of a list that may be extended.
      {
        side: 'response',
        profile: 'codegen',
        old: { type: 'string', 'x-extensible-enum': ['a'] },
        new: { type: 'string', 'x-extensible-enum': ['a', 'b'] },
      },
    ],
    holds: [
      { side: 'response', old: { type: 'string', 'x-extensible-enum': ['a'] }, new: { type: 'string', 'x-extensible-enum': ['a', 'b'] } },
      { side: 'response', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b'] } },
      { side: 'response', old: { enum: ['a', 'b', 'c'] }, new: { enum: ['a', 'b'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'enum' && change.turn === 'widened'
      ? 'the values are widened'
      : undefined,
});
