import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { contractOf, errorsOf, methods, operationsOf, schemaOf, versions } from './orders/artifact.ts';
import { diff } from '../../src/api.ts';
import { cells } from '../../src/model/cell.ts';
import '../../src/vitest.ts';
import structure from './orders/openapi-structure.json' with { type: 'json' };

const referencesIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, inner]) => (name === '$ref' ? [String(inner)] : referencesIn(inner)));

const resolve = (document: unknown, reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], document);

describe('contracts of orders', () => {
  const isOpenApi = new Ajv2020().compile(structure);

  test.each(versions)('%s is OpenAPI 3.1 whose references lead somewhere and whose schemas compile', (version) => {
    const contract = contractOf(version);
    expect(errorsOf(isOpenApi, contract)).toBe('');
    const references = [...new Set(referencesIn(contract))];
    expect(references.length).toBeGreaterThan(5);
    expect(references.filter((reference) => resolve(contract, reference) === undefined)).toEqual([]);
    const names = Object.keys(contract.components.schemas);
    expect(names).toEqual(['Name', 'Item', 'NewOrder', 'Order', 'Status', 'Problem']);
    expect(names.map((name) => typeof schemaOf(version, name))).toEqual(names.map(() => 'function'));
    const ids = Object.values(contract.paths).flatMap((item) =>
      methods.flatMap((method) => resolve(item, `#/${method}/operationId`) ?? []),
    );
    expect(new Set(ids).size).toBe(operationsOf(contract).length);
  });

  test('1.5.0 can go out and come back; 1.6.0 breaks those who do not know orders on hold', async () => {
    const file = (version: string): URL => new URL(`../../contracts/orders/${version}.yaml`, import.meta.url);
    const [minor, major] = [await diff(file('1.4.0'), file('1.5.0')), await diff(file('1.5.0'), file('1.6.0'))];
    for (const cell of cells) expect(minor).toHold(cell);
    expect(major).not.toHold('rollout');
    expect(major).toHold('rollback');
  });

  test('each version has the operations of the one before, and one more', () => {
    const first = operationsOf(contractOf('1.4.0'));
    expect(first.toSorted()).toEqual([
      'DELETE /orders/{id}',
      'GET /healthz',
      'GET /orders',
      'GET /orders/{id}',
      'GET /version',
      'POST /orders',
      'POST /orders/{id}/cancel',
      'POST /orders/{id}/ship',
    ]);
    const second = [...first, 'GET /orders/{id}/history'];
    expect(operationsOf(contractOf('1.5.0')).toSorted()).toEqual(second.toSorted());
    expect(operationsOf(contractOf('1.6.0')).toSorted()).toEqual([...second, 'POST /orders/{id}/release'].toSorted());
  });

  const order = { id: 1, key: 'k', customer: 'c', status: 'placed', totalCents: 1, items: [], placedAt: '2026-01-01T00:00:00Z', next: [] };
  test.each([
    ['an order without a note is one to all', order, [true, true, true]],
    ['a note may be there', { ...order, note: 'n' }, [true, true, true]],
    ['no version promises an order without a total', { ...order, totalCents: null }, [false, false, false]],
    ['only 1.6.0 knows orders on hold', { ...order, status: 'on_hold' }, [false, false, true]],
    ['only 1.6.0 knows that an order can be released', { ...order, next: ['release'] }, [false, false, true]],
  ])('%s', (_, value, understood) => {
    expect(versions.map((version) => schemaOf(version, 'Order')(value))).toEqual(understood);
  });
});
