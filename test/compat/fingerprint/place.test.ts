import { describe, expect, it } from 'vitest';
import { logicalPlace } from '../../../src/compat/fingerprint/place.ts';

const document = {
  paths: {
    '/orders/{id}/{line}': {
      get: {
        parameters: [
          { in: 'path', name: 'line' },
          { in: 'header', name: 'X-Trace', schema: {} },
          { in: 'query', name: 'q' },
        ],
        responses: { 200: { content: { 'application/json': { schema: { allOf: [{ properties: { a: {} } }] } } } } },
      },
    },
  },
  components: {
    schemas: {
      Kind: {
        oneOf: [{ title: 'Card', type: 'object', required: ['b', 'a'], properties: { a: {} } }, { type: 'string' }, {}],
        prefixItems: [{}, {}],
      },
      '{id}': {},
      Paid: {
        oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Cash' }, { $ref: '#/components/schemas/Tagged' }],
        discriminator: { propertyName: 'by', mapping: { visa: '#/components/schemas/Card', amex: 'Card' } },
      },
      Card: { type: 'object', required: ['by'], properties: { by: { type: 'string' }, a: {} } },
      Cash: { type: 'object', required: ['by'], properties: { by: { type: 'string' }, a: {} } },
      Tagged: { type: 'object', required: ['by'], properties: { by: { const: 't' }, a: {} } },
    },
  },
  'x-drill-files': { 'orders-1.4.0.yaml#/Order': { properties: { a: {} } }, 'orders-1.4.0.yaml#': { properties: { a: {} } } },
};

describe('a place by its names', () => {
  it.each([
    ['', []],
    ['/paths/~1orders~1{id}~1{line}/get', ['paths', '/orders/{}/{}', 'get']],
    ['/paths/~1orders~1{id}~1{line}/get/parameters/0', ['paths', '/orders/{}/{}', 'get', 'parameters', 'path 1']],
    ['/paths/~1orders~1{id}~1{line}/get/parameters/1/schema', ['paths', '/orders/{}/{}', 'get', 'parameters', 'header x-trace', 'schema']],
    ['/paths/~1orders~1{id}~1{line}/get/parameters/2', ['paths', '/orders/{}/{}', 'get', 'parameters', 'query q']],
    [
      '/paths/~1orders~1{id}~1{line}/get/responses/200/content/application~1json/schema/allOf/0/properties/a',
      ['paths', '/orders/{}/{}', 'get', 'responses', '200', 'content', 'application/json', 'schema', 'properties', 'a'],
    ],
    ['/components/schemas/Kind/oneOf/0/properties/a', ['components', 'schemas', 'Kind', 'oneOf', 'object a b', 'properties', 'a']],
    ['/components/schemas/Kind/oneOf/1', ['components', 'schemas', 'Kind', 'oneOf', 'string']],
    ['/components/schemas/Paid/oneOf/0', ['components', 'schemas', 'Paid', 'oneOf', 'object by by=["amex","visa"]']],
    ['/components/schemas/Paid/oneOf/1', ['components', 'schemas', 'Paid', 'oneOf', 'object by by=["Cash"]']],
    ['/components/schemas/Paid/oneOf/2', ['components', 'schemas', 'Paid', 'oneOf', 'object by by="t"']],
    ['/components/schemas/Kind/prefixItems/1', ['components', 'schemas', 'Kind', 'prefixItems', '1']],
    ['/components/schemas/{id}', ['components', 'schemas', '{id}']],
    ['/x-drill-files/orders-1.4.0.yaml#~1Order/properties/a', ['x-drill-files', 'Order', 'properties', 'a']],
    ['/x-drill-files/orders-1.4.0.yaml#/properties/a', ['x-drill-files', 'properties', 'a']],
    ['/nowhere/0/at/all', ['nowhere', '0', 'at', 'all']],
  ])('%s', (pointer, names) => expect(logicalPlace(document, pointer)).toEqual(names));
});
