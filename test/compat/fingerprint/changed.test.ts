import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { api, around, compareTexts } from '../contracts.ts';

// What was accepted is one change: another change at the same place, of the same rule, is not accepted with it.

const prints = (findings: readonly Finding[]): string[] => findings.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`).sort();
const shared = (old: string, one: string, other: string): string[] => {
  const others = new Set(prints(compareTexts(old, other).findings));
  return prints(compareTexts(old, one).findings).filter((print) => others.has(print));
};

const text = { type: 'string' };
const number = { type: 'integer' };
const truth = { type: 'boolean' };
const having = (name: string): object => ({ type: 'object', properties: { [name]: text }, required: [name] });
const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const done = { responses: { 200: { description: '' } } };
const list = (more: object): string =>
  api({ '/a': { get: { ...done, parameters: [{ name: 'q', in: 'query', schema: { type: 'array', items: text }, ...more }] } } });
const header = (more: object): string =>
  api({ '/a': { get: { responses: { 200: { description: '', headers: { X: { required: true, ...more } } } } } } });
const calling = (to: string): string => api({ '/a': { post: { ...done, callbacks: { paid: { [to]: { post: done } } } } } });
const linked = (from: string, to = 'h'): string =>
  api({
    '/a': { get: { responses: { 200: { description: '', links: { next: { operationId: to, parameters: { id: from } } } } } } },
    '/h': { get: { ...done, operationId: 'h' } },
    '/i': { get: { ...done, operationId: 'i' } },
  });
const mapped = (mapping: object): string =>
  api(
    {
      '/a': {
        post: {
          ...done,
          requestBody: json({
            oneOf: [{ $ref: '#/components/schemas/P' }, { $ref: '#/components/schemas/Q' }],
            discriminator: { propertyName: 'k', mapping },
          }),
        },
      },
    },
    { components: { schemas: { P: having('k'), Q: having('k') } } },
  );
const ids = (maxLength: number): string => {
  const id = { ...text, maxLength };
  return api({
    '/orders': { post: { responses: { 201: { description: '', ...json({ type: 'object', properties: { id }, required: ['id'] }) } } } },
    '/orders/{id}': { get: { ...done, parameters: [{ name: 'id', in: 'path', required: true, schema: id }] } },
  });
};
const put = (...names: string[]): string => {
  const whole = json({ type: 'object', properties: Object.fromEntries(names.map((name) => [name, text])) });
  const parameters = [{ name: 'id', in: 'path', required: true, schema: text }];
  return api({
    '/a/{id}': { parameters, get: { responses: { 200: { description: '', ...whole } } }, put: { ...done, requestBody: whole } },
  });
};
const taken = (schema: object): string => around('request', schema);
const given = (schema: object): string => around('response', schema);

describe('the same change in another alternative', () => {
  const told = (kind: object, of: object): object => ({ type: 'object', properties: { kind, of }, required: ['kind', 'of'] });
  it.each<[string, (name: string) => object]>([
    ['by a value', (name) => ({ const: name })],
    ['by a list of one', (name) => ({ enum: [name] })],
  ])('has another fingerprint where they are told apart: %s', (_, kind) => {
    const pay = (card: object, bank: object): string => taken({ oneOf: [told(kind('card'), card), told(kind('bank'), bank)] });
    expect(compareTexts(pay(text, text), pay(number, text)).findings.length).toBeGreaterThan(0);
    expect(shared(pay(text, text), pay(number, text), pay(text, number))).toEqual([]);
  });

  it.each<[string, object | undefined]>([
    ['its mapping', { card: 'Card', bank: '#/components/schemas/Bank' }],
    ['the names of the components', undefined],
  ])('has another fingerprint where a discriminator alone tells them apart, by %s', (_, mapping) => {
    const pay = (card: object, bank: object): string => {
      const schemas = { Card: told(text, card), Bank: told(text, bank) };
      const oneOf = Object.keys(schemas).map((name) => ({ $ref: `#/components/schemas/${name}` }));
      const discriminator = { propertyName: 'kind', ...(mapping ? { mapping } : {}) };
      return api({ '/a': { post: { ...done, requestBody: json({ oneOf, discriminator }) } } }, { components: { schemas } });
    };
    expect(compareTexts(pay(text, text), pay(number, text)).findings.length).toBeGreaterThan(0);
    expect(shared(pay(text, text), pay(number, text), pay(text, number))).toEqual([]);
  });
});

describe('another change at the same place has another fingerprint', () => {
  it.each<[string, string, string, string]>([
    [
      'a type of alternatives goes',
      taken({ anyOf: [text, number, truth] }),
      taken({ anyOf: [text, number] }),
      taken({ anyOf: [text, truth] }),
    ],
    [
      'a type of alternatives comes',
      given({ anyOf: [text, number] }),
      given({ anyOf: [text, number, truth] }),
      given({ anyOf: [text, number, { type: 'null' }] }),
    ],
    [
      'an alternative goes',
      taken({ anyOf: [having('a'), having('b'), having('c')] }),
      taken({ anyOf: [having('a'), having('b')] }),
      taken({ anyOf: [having('a'), having('c')] }),
    ],
    [
      'what follows from a member',
      taken({ type: 'object' }),
      taken({ type: 'object', dependentRequired: { a: ['b'] } }),
      taken({ type: 'object', dependentRequired: { a: ['c'] } }),
    ],
    [
      'names of members, not what follows from them',
      taken({ type: 'object' }),
      taken({ type: 'object', dependentRequired: { a: ['b'] } }),
      taken({ type: 'object', propertyNames: { maxLength: 1 } }),
    ],
    [
      'what a list contains',
      taken({ type: 'array' }),
      taken({ type: 'array', contains: text }),
      taken({ type: 'array', contains: number }),
    ],
    ['what must not be', taken(text), taken({ ...text, not: { const: 'a' } }), taken({ ...text, not: { const: 'b' } })],
    [
      'what is not looked at',
      given({ type: 'object', unevaluatedProperties: text }),
      given({ type: 'object', unevaluatedProperties: number }),
      given({ type: 'object', unevaluatedProperties: truth }),
    ],
    ['how a list is written', list({ explode: false }), list({ explode: true }), list({ style: 'pipeDelimited', explode: false })],
    [
      'what may stand in a text',
      list({ allowReserved: true, allowEmptyValue: true }),
      list({ allowReserved: true }),
      list({ allowEmptyValue: true }),
    ],
    [
      'how a header is written',
      header({ schema: { type: 'object', properties: { a: text } } }),
      header({ schema: { type: 'object', properties: { a: text } }, explode: true }),
      header(json({ type: 'object' })),
    ],
    ['where a callback goes', calling('{$request.query.a}'), calling('{$request.query.b}'), calling('{$request.query.c}')],
    ['what a link gives', linked('$response.body#/a'), linked('$response.body#/b'), linked('$response.body#/c')],
    ['where a link leads', linked('$response.body#/a'), linked('$response.body#/a', 'i'), linked('$response.body#/b')],
    ['a name of a discriminator', mapped({ p: 'P', q: 'Q' }), mapped({ p: 'P', r: 'Q' }), mapped({ p: 'P', s: 'Q' })],
    ['an id that is given', ids(4), ids(8), ids(9)],
    ['a member that is lost', put('a'), put('a', 'b'), put('a', 'c')],
    ['a keyword that is not understood', taken(text), taken({ ...text, foo: 1 }), taken({ ...text, foo: 2 })],
  ])('%s', (_, old, one, other) => {
    expect(prints(compareTexts(old, one).findings)).not.toEqual([]);
    expect(shared(old, one, other)).toEqual([]);
  });
});

describe('the same change has the same fingerprint', () => {
  const a = { ...having('a'), description: 'words' };
  const named = (schemas: object, anyOf: object[]): string =>
    api({ '/a': { post: { ...done, requestBody: json({ anyOf }) } } }, { components: { schemas } });
  const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
  const before = named({}, [having('a'), having('b'), having('c')]);
  const plain = prints(compareTexts(before, named({}, [having('a'), having('b')])).findings);

  it.each<[string, string, string]>([
    ['with other words', named({}, [a, having('b'), { ...having('c'), title: 'C' }]), named({}, [having('b'), a])],
    ['in another order', named({}, [having('c'), having('b'), having('a')]), named({}, [having('b'), having('a')])],
    [
      'in components',
      named({ A: having('a'), C: having('c') }, [ref('A'), ref('C'), having('b')]),
      named({ Alpha: { allOf: [having('a')] } }, [having('b'), ref('Alpha')]),
    ],
  ])('%s', (_, old, next) => {
    expect(prints(compareTexts(old, next).findings)).toEqual(plain);
  });

  it('where a branch is given a title', () => {
    const inner = (max: number, more = {}): string =>
      taken({ oneOf: [{ type: 'object', properties: { a: { ...text, maxLength: max } }, ...more }, number] });
    const titled = { title: 'A' };
    expect(prints(compareTexts(inner(3, titled), inner(2, titled)).findings)).toEqual(prints(compareTexts(inner(3), inner(2)).findings));
  });
});
