import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { api, compareTexts } from '../contracts.ts';

// A part that operations share in N-1 and that N wrote once more for one of them: it changed alike, and who accepted the change there accepted it.

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

const before = object({ state: { enum: ['a', 'b'] }, note: { type: 'string' } });
const changes: Readonly<Record<string, object>> = {
  'a value more and one less': object({ state: { enum: ['a', 'c'] }, note: { type: 'string' } }),
  'a member that is gone': object({ state: { enum: ['a', 'b'] } }),
  'a member that is new and demanded': object(
    { state: { enum: ['a', 'b'] }, note: { type: 'string' }, total: { type: 'integer' } },
    { required: ['total'] },
  ),
  'a member that is demanded now': object({ state: { enum: ['a', 'b'] }, note: { type: 'string' } }, { required: ['note'] }),
  'another type': object({ state: { enum: ['a', 'b'] }, note: { type: 'integer' } }),
};

const ref = { $ref: '#/components/schemas/Part' };

/** Two operations of requests and answers; each holds the part, or its reference. */
const version = (part: object, of: { readonly orders?: object; readonly parcels?: object; readonly inner?: object } = {}): string => {
  const operation = (schema: object): object => ({
    put: { requestBody: json(schema), responses: { 200: { description: '', ...json(object({ one: schema, two: of.inner ?? {} })) } } },
  });
  return api(
    { '/orders/{id}': operation(of.orders ?? ref), '/parcels/{id}': operation(of.parcels ?? ref) },
    { components: { schemas: { Part: part } } },
  );
};

const found = (old: string, next: string): readonly Finding[] => compareTexts(old, next).findings;
const kept = (findings: readonly Finding[]): readonly string[] =>
  [
    ...new Set(
      findings.flatMap(({ rule, fingerprint, shared, operations, operation }) =>
        (operations ?? [operation]).map((one) => `${rule} ${shared ?? fingerprint} ${one}`),
      ),
    ),
  ].sort();

describe('what N wrote once more', () => {
  it.each(Object.entries(changes))('and changed alike is known as the one that it was: %s', (_, after) => {
    const one = found(version(before), version(after));
    const copied = found(version(before), version(after, { parcels: after }));
    expect(one.length).toBeGreaterThan(0);
    expect(copied.length).toBeGreaterThan(one.length);
    expect(kept(copied)).toEqual(kept(one));
    expect(new Set(copied.map(({ fingerprint }) => fingerprint)).size).toBe(copied.length);
  });

  it.each(Object.entries(changes))('and is one part at last is known as the copies that it was: %s', (_, after) => {
    const copies = version(before, { orders: before, parcels: before });
    const apart = found(copies, version(after, { orders: after, parcels: after }));
    expect(kept(found(copies, version(after)))).toEqual(kept(apart));
  });

  it.each(Object.entries(changes))('within one operation is a part of its own: %s', (_, after) => {
    const copied = found(version(before, { inner: ref }), version(after, { inner: after }));
    const alike = copied.filter(({ shared }) => shared !== undefined);
    expect(alike).toEqual([]);
    expect(new Set(copied.map(({ fingerprint }) => fingerprint)).size).toBe(copied.length);
  });
});
