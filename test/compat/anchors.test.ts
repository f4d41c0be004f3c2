import { expect, it } from 'vitest';
import { compareContracts } from '../../src/compat/compare.ts';
import { parseDocument } from '../../src/compat/document.ts';

const statesOf = (old: object, next: object): string => {
  const [a, b] = [old, next].map((schema, i) => parseDocument(`${i}.json`, Buffer.from(JSON.stringify(schema))));
  if (!a || !b) throw new Error('two documents');
  const { rollout, rollback } = compareContracts(a, b, { name: 'x', format: 'json-schema' }).cells;
  return `${rollout.state}, ${rollback.state}`;
};
const anchored = (schema: object): object => ({ $ref: '#y', $defs: { x: { $anchor: 'y', ...schema } } });

it.each<[string, object, object, string]>([
  ['inlined', anchored({ type: 'string' }), { type: 'string' }, 'holds, holds'],
  ['that says less', anchored({ type: 'string' }), anchored({ type: 'string', maxLength: 3 }), 'breaks, holds'],
])('a reference to an anchor %s', (_, old, next, expected) => expect(statesOf(old, next)).toBe(expected));
