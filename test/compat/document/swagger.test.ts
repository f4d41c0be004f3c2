import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { compareContracts } from '../../../src/compat/compare.ts';
import { compareTexts, lineOf } from '../contracts.ts';
import { findingsOf, problemsOf, readFiles } from './folders.ts';

const two = `swagger: '2.0'
info: { title: Pets, version: '1' }
host: api.example.com
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
paths:
  /pets/{id}:
    parameters:
      - { name: id, in: path, required: true, type: integer, minimum: 1 }
      - $ref: '#/parameters/Trace'
    get:
      parameters:
        - { name: tags, in: query, type: array, items: { type: string }, collectionFormat: multi, minItems: 1 }
        - { name: names, in: query, type: array, items: { type: string } }
        - { name: piped, in: query, type: array, items: { type: string }, collectionFormat: pipes }
      responses:
        200:
          description: ok
          schema: { $ref: '#/definitions/Pet' }
          headers:
            X-Rate: { type: integer, maximum: 10 }
        404: { $ref: '#/responses/NotFound' }
    put:
      produces: [application/xml]
      parameters:
        - $ref: '#/parameters/Pet'
      responses:
        200:
          description: ok
          schema: { $ref: '#/definitions/Pet' }
        404: { $ref: '#/responses/NotFound' }
    post:
      consumes: [multipart/form-data]
      parameters:
        - { name: file, in: formData, type: file, required: true }
        - { name: count, in: formData, type: integer, maximum: 9 }
      responses:
        204: { description: ok }
parameters:
  Trace: { name: X-Trace, in: header, type: string, maxLength: 9 }
  Pet:
    name: body
    in: body
    required: true
    schema: { $ref: '#/definitions/Pet' }
responses:
  NotFound:
    description: none
    schema: { type: object, properties: { message: { type: string, maxLength: 9 } } }
definitions:
  Pet:
    type: object
    required: [id]
    properties:
      id: { type: integer, minimum: 0, exclusiveMinimum: true }
      name: { type: string, x-nullable: true, maxLength: 9 }
securityDefinitions:
  key: { type: apiKey, in: header, name: K }
security: [{ key: [] }]
`;

const json = (schema: unknown) => ({ 'application/json': { schema } });
const pet = { $ref: '#/components/schemas/Pet' };
const strings = { type: 'array', items: { type: 'string' } };
const notFound = {
  description: 'none',
  content: json({ type: 'object', properties: { message: { type: 'string', maxLength: 9 } } }),
};

/** The same API, written by hand. */
const three = stringify({
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://api.example.com/v1' }],
  paths: {
    '/pets/{id}': {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
        { name: 'X-Trace', in: 'header', schema: { type: 'string', maxLength: 9 } },
      ],
      get: {
        parameters: [
          { name: 'tags', in: 'query', schema: { ...strings, minItems: 1 } },
          { name: 'names', in: 'query', explode: false, schema: strings },
          { name: 'piped', in: 'query', style: 'pipeDelimited', explode: false, schema: strings },
        ],
        responses: {
          200: { description: 'ok', content: json(pet), headers: { 'X-Rate': { schema: { type: 'integer', maximum: 10 } } } },
          404: notFound,
        },
      },
      put: {
        requestBody: { required: true, content: json(pet) },
        responses: {
          200: { description: 'ok', content: { 'application/xml': { schema: pet } } },
          404: { ...notFound, content: { 'application/xml': notFound.content['application/json'] } },
        },
      },
      post: {
        requestBody: {
          required: true,
          content: {
            'multipart/form-data': {
              schema: {
                type: 'object',
                required: ['file'],
                properties: { file: { type: 'string', format: 'binary' }, count: { type: 'integer', maximum: 9 } },
              },
            },
          },
        },
        responses: { 204: { description: 'ok' } },
      },
    },
  },
  components: {
    schemas: {
      Pet: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'integer', minimum: 0, exclusiveMinimum: true },
          name: { type: 'string', nullable: true, maxLength: 9 },
        },
      },
    },
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'K' } },
  },
  security: [{ key: [] }],
});

const lines = (old: string, next: string): string[] => compareTexts(old, next).findings.map(lineOf);

describe('Swagger 2.0', () => {
  it('is the same API as in OpenAPI 3.0, either way', () => {
    expect(lines(two, three)).toEqual([]);
    expect(lines(three, two)).toEqual([]);
    expect(compareTexts(two, two).compared).toEqual({ what: 'operations', count: 3, identical: 3 });
  });

  it('does not mind where a path declares the body, in which order its parts stand, or what its examples say', () => {
    const document = parse(two) as { paths: Record<string, Record<string, { parameters: unknown[]; responses: object }>> };
    const item = document.paths['/pets/{id}'];
    if (!item?.['put']) throw new Error('the path is there');
    (item['parameters'] as unknown as unknown[]).push(item['put'].parameters.pop());
    delete item['get'];
    (item['parameters'] as unknown as unknown[]).reverse();
    item['put'].responses = {
      ...item['put'].responses,
      200: { ...parse(two).paths['/pets/{id}'].put.responses[200], examples: { 'text/plain': 'x' } },
    };
    const { get: _, ...rest } = parse(two).paths['/pets/{id}'];
    expect(lines(stringify({ ...parse(two), paths: { '/pets/{id}': rest } }), stringify(document))).toEqual([]);
  });

  const narrowed = 'error compat/request-bounds-narrowed rollout breaks, rollback holds';
  const widened = 'error compat/response-bounds-widened rollout breaks, rollback holds';
  const wider = 'note compat/request-bounds-widened rollout holds, rollback breaks-if-used';
  /** `¶` marks where the finding must be. */
  it.each<[string, string, string, string[]]>([
    ['a parameter of a path', '¶minimum: 1 }', '¶minimum: 2 }', [narrowed]],
    ['a parameter that is referred to', 'type: string, ¶maxLength: 9 }\n  Pet', 'type: string, ¶maxLength: 8 }\n  Pet', [narrowed]],
    ['a parameter of an operation', '¶minItems: 1', '¶minItems: 2', [narrowed]],
    [
      'how a list is written',
      '¶{ name: piped, in: query, type: array, items: { type: string }, collectionFormat: pipes',
      '¶{ name: piped, in: query, type: array, items: { type: string }, collectionFormat: ssv',
      ['error compat/request-serialisation-changed rollout breaks, rollback breaks-if-used'],
    ],
    ['a field of a form', 'type: integer, ¶maximum: 9', 'type: integer, ¶maximum: 8', [narrowed]],
    ['a header of a response', '¶maximum: 10', '¶maximum: 11', [widened]],
    ['a response that is referred to', 'message: { type: string, ¶maxLength: 9', 'message: { type: string, ¶maxLength: 10', [widened]],
    ['a definition', 'x-nullable: true, ¶maxLength: 9', 'x-nullable: true, ¶maxLength: 10', [widened, wider]],
    [
      'what is nullable',
      '¶type: string, x-nullable: true, maxLength: 9',
      '¶type: string, maxLength: 9',
      [
        'error compat/request-nullable-narrowed rollout breaks, rollback holds',
        'error compat/response-nullable-narrowed rollout holds, rollback breaks',
      ],
    ],
  ])('has findings where they stand in its file, one for each edit: %s', (_, from, to, expected) => {
    const place = (text: string, fragment: string): string => {
      const before = text.slice(0, text.lastIndexOf(fragment.replace('¶', '')) + fragment.indexOf('¶')).split('\n');
      return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
    };
    const old = two.replace('produces: [application/xml]', '');
    const next = old.replace(from.replace('¶', ''), to.replace('¶', ''));
    expect(old.split(from.replace('¶', '')).length).toBe(2);
    const at = `@ old.yaml:${place(old, from)} new.yaml:${place(next, to)}`;
    expect(lines(old, next).sort()).toEqual(expected.map((line) => `${line} ${at}`).sort());
  });

  it('may consist of several files', async () => {
    const api = two.replaceAll("'#/definitions/Pet'", 'pet.yaml').replaceAll("'#/responses/NotFound'", "'more.yaml#/NotFound'");
    const files = {
      'api.yaml': api,
      'pet.yaml':
        'required: [id]\nproperties:\n  id: { type: integer }\n  name: { maxLength: 9, x-nullable: true, type: string }\n  mother: { $ref: pet.yaml }\n',
      'more.yaml': 'NotFound:\n  description: none\n  schema: { $ref: "pet.yaml#/properties/name" }\n',
    };
    expect(await findingsOf(files, files)).toEqual([]);
    expect((await findingsOf(files, { ...files, 'pet.yaml': files['pet.yaml'].replace('9', '8') })).sort()).toEqual([
      `${narrowed} @ old/pet.yaml:4:11 new/pet.yaml:4:11`,
      'error compat/response-bounds-narrowed rollout holds, rollback breaks @ old/pet.yaml:4:11 new/pet.yaml:4:11',
    ]);
  });

  it.each<[string, string, string[]]>([
    ['parameters that are no list', 'paths: { /a: { get: { parameters: 3 } } }', ['api.yaml:2:23']],
    ['a parameter without a place', 'paths: { /a: { get: { parameters: [{ name: x }] } } }', ['api.yaml:2:36']],
    ['an operation that is none', 'paths: { /a: { get: 3, put: null } }', ['api.yaml:2:16', 'api.yaml:2:24']],
    ['a path that is none', 'paths: { /a: 3 }', ['api.yaml:2:10']],
    ['responses that are none', 'paths: { /a: { get: { responses: [] } } }', ['api.yaml:2:23']],
    ['a document without paths', 'definitions: {}', ['api.yaml:1:1']],
    ['definitions that are none', 'definitions: []\npaths: {}', ['api.yaml:2:1']],
    ['a host that is none', 'host: 3\nschemes: https\npaths: {}', ['api.yaml:3:1', 'api.yaml:2:1']],
    ['media types that are none', 'consumes: application/json\npaths: {}', ['api.yaml:2:1']],
    ['schemes of security that are none', 'securityDefinitions: { a: null }\npaths: {}', ['api.yaml:2:24']],
  ])('refuses %s', async (_, text, places) => {
    const compared = async (): Promise<void> => {
      const document = await readFiles({ 'api.yaml': `swagger: '2.0'\n${text}\n` });
      compareContracts(document, document, { name: 'http', format: 'openapi' });
    };
    expect(await problemsOf(compared)).toEqual(places.map((place) => `${place} contract/malformed`));
  });

  it('refuses a reference that leads nowhere by its own name', () => {
    expect(() => lines(two, two.replaceAll('  Pet:\n    type', '  Dog:\n    type'))).toThrow('"#/definitions/Pet" leads nowhere');
  });

  it('keeps numbers that no double holds, and names that mean something to JavaScript', () => {
    const large = (id: string): string =>
      `swagger: '2.0'\npaths:\n  /a:\n    get:\n      responses:\n        200:\n          description: ''\n          schema: { $ref: '#/definitions/__proto__' }\ndefinitions:\n  __proto__: { type: integer, maximum: ${id} }\n`;
    expect(lines(large('9223372036854775807'), large('9223372036854775807'))).toEqual([]);
    expect(lines(large('9223372036854775807'), large('9223372036854775808'))).toEqual([`${widened} @ old.yaml:10:31 new.yaml:10:31`]);
  });
});
