import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { declaredWorkload } from '../../src/drills/workload/declared.ts';
import type { Answer, Journey, RequestOptions } from '../../src/drills/workload/workload.ts';
import type { WorkloadDefinition } from '../../src/workspace/definition.ts';
import { contractOf, errorsOf, type Operation, schemaOf, text } from './orders/artifact.ts';

const workload = declaredWorkload(parse(text('drills/orders/workload.yaml')) as WorkloadDefinition, 'workload.yaml');
const contract = contractOf('1.4.0');
const isOrder = schemaOf('1.4.0', 'NewOrder');
const isName = schemaOf('1.4.0', 'Name');

/** The declared operation that a request line means. */
const operationFor = (line: string): Operation | undefined => {
  const [method = '', target = ''] = line.split(' ');
  const [asked] = target.split('?');
  const path = Object.keys(contract.paths).find((template) => new RegExp(`^${template.replace('{id}', '[0-9]+')}$`).test(asked ?? ''));
  return path === undefined ? undefined : contract.paths[path]?.[method.toLowerCase()];
};

/** Why 1.4.0's contract does not have a request; empty when it does. */
const objections = (line: string, { body, headers = {}, status = [] }: RequestOptions): string[] => {
  const operation = operationFor(line);
  if (!operation) return [`${line}: no such operation`];
  const undeclared = [status].flat().filter((one) => !(String(one) in operation.responses));
  const wrong = body === undefined ? [] : [errorsOf(isOrder, body), errorsOf(isName, headers['idempotency-key'])].filter(Boolean);
  return [
    ...undeclared.map((one) => `${line}: never answers ${one}`),
    ...((body === undefined) === (operation.requestBody === undefined)
      ? []
      : [`${line}: a body where there is none, or none where there is one`]),
    ...wrong.map((why) => `${line}: ${why}`),
  ];
};

/** Every request of one errand, those that read its writes back included. */
const requestsOf = async (journey: Journey): Promise<[string, RequestOptions][]> => {
  const sent: [string, RequestOptions][] = [];
  const request = async (line: string, options: RequestOptions = {}): Promise<Answer> => {
    const answer = { status: 200, headers: {}, body: { id: 17 }, version: '1.4.0' };
    sent.push([line, options]);
    if (typeof options.write === 'function') sent.push([options.write(answer).read, {}]);
    return answer;
  };
  await journey.run({ key: 'run-1', n: 1, request });
  return sent;
};

describe('the workload of orders', () => {
  test.each([
    ['place an order', ['POST /orders', 'GET /orders?key=run-1', 'GET /orders/17']],
    ['place an order and ship it', ['POST /orders', 'GET /orders?key=run-1', 'POST /orders/17/ship', 'GET /orders?key=run-1']],
    ['place a large order', ['POST /orders', 'GET /orders?key=run-1']],
    ['list the orders of a customer', ['GET /orders?customer=wholesale&limit=20']],
    ['repeat a request', ['POST /orders', 'GET /orders?key=run-1', 'POST /orders', 'GET /orders?key=run-1']],
    [
      'place an order, cancel it and delete it',
      ['POST /orders', 'GET /orders/17', 'POST /orders/17/cancel', 'GET /orders/17', 'DELETE /orders/17', 'GET /orders/17'],
    ],
  ])('%s: asks 1.4.0 for nothing that its contract does not have', async (name, lines) => {
    const journey = workload.journeys.find((one) => one.name === name);
    const sent = journey ? await requestsOf(journey) : [];
    expect(sent.map(([line]) => line)).toEqual(lines);
    expect(sent.flatMap(([line, options]) => objections(line, options))).toEqual([]);
  });

  test('has no other journeys', () => {
    expect(workload.journeys.length).toBe(6);
  });
});
