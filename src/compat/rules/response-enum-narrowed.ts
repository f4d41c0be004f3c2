import { defineCompatRule } from '../rule.ts';

export const responseEnumNarrowed = defineCompatRule({
  id: 'compat/response-enum-narrowed',
  severity: 'error',
  cells: { rollback: 'breaks' },
  mirror: 'compat/response-enum-widened',
  why: 'After the rollback N-1 answers with what a client of N no longer expects.',
  fix: 'Let clients go on understanding what N-1 answers until N-1 is out of reach.',
  examples: {
    breaks: [
      { side: 'response', old: { enum: ['a', 'b', 'c'] }, new: { enum: ['a', 'b'] } },
      // Generated clients know the values that are listed, also of a list that may be extended.
      {
        side: 'response',
        profile: 'codegen',
        old: { type: 'string', 'x-extensible-enum': ['a', 'b'] },
        new: { type: 'string', 'x-extensible-enum': ['a'] },
      },
    ],
    holds: [
      { side: 'response', old: { type: 'string', 'x-extensible-enum': ['a', 'b'] }, new: { type: 'string', 'x-extensible-enum': ['a'] } },
      { side: 'response', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b'] } },
      { side: 'response', old: { enum: ['a', 'b'] }, new: { enum: ['a', 'b', 'c'] } },
    ],
  },
  check: (change) =>
    change.kind === 'aspect' && change.side === 'response' && change.aspect === 'enum' && change.turn === 'narrowed'
      ? 'the values are narrowed'
      : undefined,
});
