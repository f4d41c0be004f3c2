import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

// Small documents that have every place of OpenAPI between them.

const text = { type: 'string', minLength: 1, maxLength: 9, pattern: '^[a-z]+$' };
const schema31 = {
  type: ['object', 'null'],
  required: ['id', 'kind'],
  properties: {
    id: { type: 'integer', minimum: 1, exclusiveMaximum: 9223372036854775000, multipleOf: 3 },
    kind: { enum: ['cat', 'dog', null] },
    name: { ...text, default: 'a', readOnly: true },
    secret: { type: 'string', writeOnly: true, format: 'password' },
    tags: {
      type: 'array',
      prefixItems: [{ const: 1 }],
      items: { $ref: '#/components/schemas/Tag' },
      uniqueItems: true,
      contains: { minLength: 2 },
    },
    parent: { $ref: '#/components/schemas/Pet' },
    either: { anyOf: [{ type: 'string' }, { $ref: '#/components/schemas/Tag' }], not: { const: 'x' } },
  },
  patternProperties: { '^x-': { type: 'boolean' } },
  additionalProperties: false,
  dependentRequired: { name: ['id'] },
  if: { properties: { kind: { const: 'cat' } } },
  ...(JSON.parse('{"then":{"required":["name"]}}') as object),
  else: { minProperties: 2 },
};
const json = (schema: unknown) => ({ 'application/json': { schema } });
const pet = { $ref: '#/components/schemas/Pet' };

const openapi31 = {
  openapi: '3.1.0',
  info: { title: 'All', version: '1.0.0' },
  servers: [{ url: 'https://{host}.example.com/v1', variables: { host: { default: 'api', enum: ['api', 'eu'] } } }],
  security: [{ key: [] }, { login: ['read'] }],
  tags: [{ name: 'pets' }],
  paths: {
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        operationId: 'getPet',
        deprecated: true,
        'x-sunset': '2030-01-01',
        parameters: [
          { name: 'q', in: 'query', style: 'deepObject', explode: true, schema: { type: 'object', properties: { a: text } } },
          { name: 'list', in: 'query', style: 'pipeDelimited', explode: false, schema: { type: 'array', items: text } },
          { name: 'X-Trace', in: 'header', schema: text },
          { name: 'session', in: 'cookie', schema: text },
          { name: 'filter', in: 'query', content: json({ type: 'object' }) },
          { $ref: '#/components/parameters/Page' },
        ],
        responses: {
          200: {
            description: 'ok',
            headers: { 'X-Rate': { required: true, schema: { type: 'integer' } } },
            content: { ...json(pet), 'text/*': { schema: { type: 'string' } } },
            links: { self: { operationId: 'getPet', parameters: { id: '$response.body#/id' } } },
          },
          '4XX': { $ref: '#/components/responses/Failure' },
          default: { description: '' },
        },
      },
      put: {
        requestBody: { $ref: '#/components/requestBodies/Pet' },
        responses: { 200: { description: 'ok', content: json(pet) } },
        callbacks: {
          changed: { '{$request.body#/url}': { post: { requestBody: { content: json(pet) }, responses: { 200: { description: '' } } } } },
        },
        security: [],
      },
      post: {
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: { type: 'object', properties: { file: { type: 'string', format: 'binary' }, list: { type: 'array', items: text } } },
              encoding: {
                file: { contentType: 'image/png', headers: { 'X-A': { schema: text } } },
                list: { style: 'form', explode: true },
              },
            },
            'application/x-www-form-urlencoded': { schema: { type: 'object', required: ['a'], properties: { a: text } } },
          },
        },
        responses: {
          201: {
            description: 'made',
            content: { 'application/problem+json': { schema: { oneOf: [pet, { $ref: '#/components/schemas/Tag' }] } } },
          },
        },
      },
      servers: [{ url: '/other' }],
    },
    '/shared': { $ref: '#/components/pathItems/Shared' },
  },
  webhooks: { gone: { post: { requestBody: { content: json(pet) }, responses: { 200: { description: '' } } } } },
  components: {
    schemas: {
      Pet: schema31,
      Tag: { allOf: [{ type: 'string' }, { maxLength: 5 }] },
      Animal: {
        type: 'object',
        discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/Cat' } },
        required: ['kind'],
        properties: { kind: text },
      },
      Cat: { allOf: [{ $ref: '#/components/schemas/Animal' }, { type: 'object', properties: { lives: { type: 'integer' } } }] },
    },
    parameters: { Page: { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } } },
    responses: { Failure: { description: 'bad', content: json({ type: 'object', properties: { message: text } }) } },
    requestBodies: { Pet: { required: true, content: json(pet) } },
    headers: {},
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'K' },
      login: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 'https://t.example', scopes: { read: 'r' } } } },
    },
    pathItems: { Shared: { get: { responses: { 204: { description: '' } } }, head: { responses: { 204: { description: '' } } } } },
  },
};

const openapi32 = {
  openapi: '3.2.0',
  $self: 'https://api.example.com/openapi.json',
  info: { title: 'New', version: '2' },
  paths: {
    '/a': {
      query: {
        parameters: [{ name: 'all', in: 'querystring', content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } }],
        requestBody: { content: json({ type: 'object' }) },
        responses: {
          200: {
            summary: 's',
            content: {
              'application/jsonl': { itemSchema: { type: 'object', required: ['a'] } },
              'multipart/mixed': { prefixEncoding: [{}], itemEncoding: {} },
            },
          },
        },
      },
      additionalOperations: { COPY: { responses: { 204: { description: '' } } } },
    },
  },
  components: {
    mediaTypes: { Any: { schema: {} } },
    securitySchemes: {
      device: {
        type: 'oauth2',
        oauth2MetadataUrl: 'https://t.example',
        flows: { deviceAuthorization: { deviceAuthorizationUrl: 'https://d.example', tokenUrl: 'https://t.example', scopes: {} } },
      },
    },
  },
};

const swagger = {
  swagger: '2.0',
  info: { title: 'Old', version: '1' },
  host: 'api.example.com',
  basePath: '/v1',
  schemes: ['https'],
  consumes: ['application/json'],
  produces: ['application/json'],
  paths: {
    '/pets/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, type: 'integer' }, { $ref: '#/parameters/Trace' }],
      get: {
        parameters: [{ name: 'list', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' }],
        responses: {
          200: { description: '', schema: { $ref: '#/definitions/Pet' }, headers: { A: { type: 'integer' } }, examples: {} },
          404: { $ref: '#/responses/None' },
        },
      },
      put: {
        consumes: ['application/xml'],
        parameters: [{ $ref: '#/parameters/Body' }],
        responses: { 204: { description: '' } },
        schemes: ['http'],
      },
      post: {
        consumes: ['multipart/form-data'],
        parameters: [
          { name: 'f', in: 'formData', type: 'file', required: true },
          { name: 'l', in: 'formData', type: 'array', items: { type: 'string' } },
        ],
        responses: { 200: { description: '', schema: { type: 'file' } } },
      },
    },
  },
  parameters: {
    Trace: { name: 'T', in: 'header', type: 'string', maxLength: 4 },
    Body: { name: 'b', in: 'body', schema: { $ref: '#/definitions/Pet' } },
  },
  responses: { None: { description: '', schema: { type: 'object' } } },
  definitions: {
    Pet: {
      type: 'object',
      discriminator: 'kind',
      required: ['kind'],
      properties: { kind: { type: 'string' }, id: { type: 'integer', 'x-nullable': true } },
    },
    Cat: { allOf: [{ $ref: '#/definitions/Pet' }, { properties: { lives: { type: 'integer' } } }] },
  },
  securityDefinitions: {
    b: { type: 'basic' },
    o: { type: 'oauth2', flow: 'implicit', authorizationUrl: 'https://a.example', scopes: { r: '' } },
  },
  security: [{ b: [] }],
};

const jsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...schema31,
  properties: { ...schema31.properties, parent: { $ref: '#' }, either: { $ref: '#/$defs/a' }, tags: { $dynamicRef: '#t' } },
  $defs: { a: { $anchor: 'a', type: 'string' }, t: { $dynamicAnchor: 't', type: 'number' } },
};
const draft04 = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  id: 'http://example.com/a',
  type: 'object',
  properties: { a: { $ref: '#/definitions/a' } },
  definitions: { a: { minimum: 1, exclusiveMinimum: true } },
  dependencies: { a: ['b'], b: { minProperties: 2 } },
};

const example = (version: string): unknown =>
  parse(readFileSync(join(import.meta.dirname, '../../../contracts/orders', `${version}.yaml`), 'utf8'));

/** What is mutated. */
export const corpus: readonly unknown[] = [
  openapi31,
  { ...openapi31, openapi: '3.0.3', webhooks: undefined },
  openapi32,
  swagger,
  jsonSchema,
  draft04,
  ...['1.4.0', '1.5.0', '1.6.0'].map(example),
].map((document) => JSON.parse(JSON.stringify(document)) as unknown);
