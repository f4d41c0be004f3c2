import { describe, expect, it } from 'vitest';
import { api, compareTexts } from '../contracts.ts';

const asked = (path: string, ...parameters: object[]): string =>
  api({}, { paths: { [path]: { get: { parameters, responses: { 200: { description: '' } } } } } });
const at = (place: string, name: string, schema: object): object => ({
  name,
  in: place,
  ...(place === 'path' ? { required: true } : {}),
  schema,
});
const [text, number] = [{ type: 'string' }, { type: 'integer' }];
const members = (schema: object): object => at('query', 'f', { type: 'object', properties: { a: schema, b: text } });
const other = { ...at('query', 'c', text), required: true };

describe('a parameter that one version alone has under its name is shown in a call', () => {
  it.each<[string, string, string, string]>([
    [
      'a member of an object that is a parameter now',
      asked('/s', members(text), other),
      asked('/s', at('query', 'a', number), other),
      '/s?c=a&a=a',
    ],
    ['a parameter that is a member now', asked('/s', at('query', 'a', text), other), asked('/s', members(number), other), '/s?c=a&a=a'],
    [
      'a parameter beside members of any name',
      asked('/s', at('query', 'f', { type: 'object', additionalProperties: text })),
      asked('/s', at('query', 'f', { type: 'object', additionalProperties: text }), at('query', 'a', number)),
      '/s?a=a',
    ],
    ['a part of the path that nobody declared', asked('/s/{x}'), asked('/s/{y}', at('path', 'y', number)), '/s/a'],
  ])('%s', (_, old, next, target) => {
    const { findings } = compareTexts(old, next, 'openapi', { exchanges: { error: 9 } });
    expect(findings.flatMap(({ exchange }) => (exchange ? [exchange.request.target] : []))).toContain(target);
  });
});
