import { describe, expect, it } from 'vitest';
import { readUsage } from '../../../src/compat/usage/recorded.ts';
import { api, compareTexts } from '../contracts.ts';

// Who sends an object is hit by what N demands of it; who never sends it is not.

const object = (properties: object, required: readonly string[] = []): object => ({ type: 'object', properties, required });
const text = { type: 'string' };
/** What holds the demand: a member that is there on both sides, or new. */
const holder = (isDemanded: boolean, isNew: boolean): object =>
  object({ ...(isNew && !isDemanded ? {} : { n: text }), m: text }, isDemanded ? ['n'] : []);
const body = (schema: object): object => ({ requestBody: { content: { 'application/json': { schema } } } });
const query = (schema: object, more: object = {}): object => ({ parameters: [{ name: 'f', in: 'query', schema, ...more }] });

type Made = (holder: object) => readonly [operation: object, schemas?: object];
const document = (isDemanded: boolean, isNew: boolean, made: Made): string => {
  const [operation, schemas = {}] = made(holder(isDemanded, isNew));
  return api({ '/a': { post: { ...operation, responses: { 204: { description: '' } } } } }, { components: { schemas } });
};
const weighed = (made: Made, use: object, isNew = false): readonly string[] =>
  compareTexts(document(false, isNew, made), document(true, isNew, made), 'openapi', {
    consumers: [{ name: 'shop 1', uses: readUsage('use.ndjson', JSON.stringify({ operation: 'POST /a', ...use })) }],
  }).findings.map(({ severity, rule, downgraded }) => `${severity} ${rule.split('/')[1]}${downgraded ? `, ${downgraded}` : ''}`);

const inside: Made = (y) => [body(object({ x: text, y }))];
const ref = { $ref: '#/components/schemas/Y' };
const none = 'no declared consumer sends what it is demanded in: shop 1';

describe('a member that N demands of an object', () => {
  it.each<[string, Made, object]>([
    ['inside a member', inside, { request: ['x'] }],
    ['inside a member, of who sends nothing', inside, { request: [] }],
    ['inside another member of that name', (y) => [body(object({ x: object({ y: text }), y }))], { request: ['x/y'] }],
    ['of each item', (item) => [body(object({ x: text, y: { type: 'array', items: item } }))], { request: ['x'] }],
    [
      'further down',
      (n) => [body(object({ x: text, y: object({ a: text, z: { type: 'array', items: object({ n }) } }) }))],
      { request: ['x', 'y/a'] },
    ],
    ['in a component', (Y) => [body(object({ x: text, y: ref })), { Y }], { request: ['x'] }],
    ['in a part of the whole', (y) => [body({ allOf: [object({ x: text }), object({ y })] })], { request: ['x'] }],
    ['of a parameter', (f) => [query(f, { style: 'deepObject', explode: true })], { parameters: [] }],
    [
      'of items of a parameter',
      (item) => [{ parameters: [{ name: 'f', in: 'query', content: { 'application/json': { schema: { type: 'array', items: item } } } }] }],
      { parameters: [] },
    ],
  ])('hits nobody who does not send that: %s', (_, made, use) => {
    expect(weighed(made, use)).toEqual([`note request-property-became-required, ${none}`]);
    expect(weighed(made, use, true)).toEqual([`note request-required-property-added, ${none}`]);
  });

  it.each<[string, Made, object]>([
    ['by name', inside, { request: ['x', 'y'] }],
    ['with another of its members', inside, { request: ['x', 'y/m'] }],
    ['as a whole', inside, { request: ['y/**'] }],
    ['with the whole', inside, { request: ['**'] }],
    ['and does not say what', inside, {}],
    ['for it is the body', (y) => [body(y)], { request: ['m'] }],
    ['for it is the body, and empty', (y) => [body(y)], { request: [] }],
    ['for each item of the body is one', (item) => [body({ type: 'array', items: item })], { request: ['*/m'] }],
    ['among others of each item', (y) => [body({ type: 'array', items: object({ y }) })], { request: ['*/y/m'] }],
    ['in a component', (Y) => [body(object({ x: text, y: ref })), { Y }], { request: ['y/m'] }],
    ['in one of two members', (Y) => [body(object({ x: ref, y: ref })), { Y }], { request: ['x/m'] }],
    [
      'at any depth',
      (Y) => [body(ref), { Y: { ...Y, properties: { ...(Y as { properties: object }).properties, y: ref } } }],
      { request: ['m'] },
    ],
    ['as a parameter', (f) => [query(f, { style: 'deepObject', explode: true })], { parameters: ['query f'] }],
    ['or something that nobody knows', inside, { request: ['x', 'w'] }],
  ])('hits who sends it %s', (_, made, use) => {
    expect(weighed(made, use)).toEqual(['error request-property-became-required']);
    expect(weighed(made, use, true)).toEqual(['error request-required-property-added']);
  });
});

describe('a scope that N demands and nobody gets', () => {
  const version = (...scopes: string[]): string => {
    const flow = { tokenUrl: 'https://id.example.com/token', scopes: Object.fromEntries(scopes.map((scope) => [scope, ''])) };
    const answers = { responses: { 204: { description: '' } } };
    return api(
      { '/a/{id}': { get: { ...answers, security: [{ o: ['w'] }] } }, '/b': { get: answers } },
      { components: { securitySchemes: { o: { type: 'oauth2', flows: { clientCredentials: flow } } } } },
    );
  };
  it.each([
    ['who calls what demands it', 'GET /a/{number}', 'error'],
    ['nobody who calls something else', 'GET /b', 'note'],
  ])('hits %s', (_, operation, expected) => {
    const uses = readUsage('use.ndjson', JSON.stringify({ operation }));
    const { findings } = compareTexts(version('r', 'w'), version('r'), 'openapi', { consumers: [{ name: 'shop 1', uses }] });
    expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual([`${expected} compat/security-required-scope-removed`]);
  });
});
