import { describe, expect, it } from 'vitest';
import { appliedAt } from '../../../../src/compat/schema/interpret/interpret.ts';
import { readSchema } from '../../../../src/compat/schema/read/read.ts';
import { contains } from '../../../../src/compat/schema/relation.ts';
import { doubling } from './doubling.ts';

const text = { type: 'string' };

describe('schemas that refer to the next one twice', () => {
  it.each(['allOf', 'anyOf'])('%s: forty levels deep, decided and explained', (keyword) => {
    const schema = (levels: number): object => doubling(levels, (next) => ({ [keyword]: [next, next] }), text);
    const budget = { steps: 20_000, ms: 60_000 };
    // Ajv asks a schema as often as it is referred to: on few levels it may, on many nobody would wait for it.
    expect(contains(schema(5), { type: 'string', minLength: 1 }, { budget })).toMatchObject({
      confirmedBy: ['ajv 8', 'exact interpreter'],
    });
    expect(contains(schema(22), { type: 'string', minLength: 1 }, { budget })).toMatchObject({ confirmedBy: ['exact interpreter'] });
    expect(contains(schema(40), { type: 'string', minLength: 1 }, { budget })).toMatchObject({ witness: '', letThroughBy: '/$defs/n40' });
    expect(contains({ type: 'string' }, schema(40), { budget })).toMatchObject({ kind: 'contained' });
  });
  it('each schema that lets a part through is told once', () => {
    const schema = doubling(12, (next) => ({ allOf: [next, next] }), { properties: { a: text } });
    const applied = appliedAt(readSchema(schema), { a: '' }, '');
    expect(applied.map(({ pointer }) => pointer)).toHaveLength(1 + 12 * 3 + 1);
    expect(appliedAt(readSchema(schema), { a: '' }, '/a').map(({ pointer }) => pointer)).toEqual(['/$defs/n12/properties/a']);
  });
});
