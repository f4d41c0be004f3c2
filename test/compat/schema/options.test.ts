import { expect, it } from 'vitest';
import { contains } from '../../../src/compat/schema/relation.ts';

it.each([
  ['a dialect', { dialect: 'draft-7' }, '"draft-7" is no dialect'],
  ['a dialect of one side', { dialect: { b: 'nope' } }, '"nope" is no dialect'],
  ['a profile', { profile: 'tolerant' }, '"tolerant" is no profile'],
])('%s that there is none of is an error that says so', (_, options, message) => {
  expect(() => contains(true, true, options as never)).toThrow(message);
});

it('schemas that refer to the next one twice each are no more work than a line of them', () => {
  const steps = 60;
  const $defs: Record<string, object> = { [`d${steps}`]: { type: 'integer' } };
  for (let i = 0; i < steps; i++) $defs[`d${i}`] = { allOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] };
  const chain = { $ref: '#/$defs/d0', $defs };
  expect([contains(chain, { type: 'integer' }).kind, contains({ type: 'number' }, chain).kind]).toEqual(['contained', 'not-contained']);
});
