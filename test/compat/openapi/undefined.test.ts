import { describe, expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { api, compareTexts } from '../contracts.ts';
import { told } from './told.ts';

// What the standard forbids, and what it leaves open.

const list = { type: 'array', items: { type: 'string' } };
const asked = (path: string, ...parameters: object[]): object => ({
  paths: { [path]: { get: { parameters, responses: { 200: { description: '' } } } } },
});
const at = (place: string, schema: object, more: object = {}): object => ({ name: 'p', in: place, required: true, schema, ...more });
const answered = (response: object): object => ({ paths: { '/a': { get: { responses: { 200: { description: '', ...response } } } } } });
const media = (name: string, schema: object): object => answered({ content: { [name]: { schema } } });
const unknown = (what: string): string => `warning compat/not-decided rollout unknown, rollback unknown | ${what}`;

const problemsOf = (members: object, openapi = '3.1.0'): string[] => {
  const document = JSON.stringify({ openapi, info: { title: 't', version: '1' }, ...members });
  try {
    compareTexts(document, document, 'openapi');
  } catch (error) {
    if (error instanceof DrillError)
      return error.problems.flatMap(({ what, at: place }) => (place?.file === 'new.yaml' ? [`${place.pointer} ${what}`] : []));
    throw error;
  }
  return [];
};
const noticesOf = (members: object): readonly string[] => {
  const document = api({}, members);
  return compareTexts(document, document, 'openapi').notices?.map((notice) => notice.replace(/^\S+ /, '')) ?? [];
};

const styles = 'there are: matrix, label, simple, form, spaceDelimited, pipeDelimited, deepObject, cookie';

describe('what OpenAPI forbids is refused with its place', () => {
  it.each<[string, object, string[]]>([
    [
      'a style of its own',
      asked('/a', at('query', list, { style: 'wat' })),
      [`/paths/~1a/get/parameters/0/style there is no style "wat"; ${styles}`],
    ],
    [
      'a style that is mistyped',
      asked('/a', at('query', list, { style: 'Form' })),
      ['/paths/~1a/get/parameters/0/style there is no style "Form"; did you mean "form"?'],
    ],
    [
      'a style that is no text',
      asked('/a', at('query', list, { style: 3 })),
      [`/paths/~1a/get/parameters/0/style there is no style 3; ${styles}`],
    ],
    [
      'a header in another style than "simple"',
      answered({ headers: { H: { schema: list, style: 'form', in: 'constructor' } } }),
      ['/paths/~1a/get/responses/200/headers/H/style a header is written in the style "simple", and not in "form"'],
    ],
    [
      'a style of its own in a form',
      answered({ content: { 'multipart/form-data': { schema: {}, encoding: { a: { style: 'wat' } } } } }),
      [`/paths/~1a/get/responses/200/content/multipart~1form-data/encoding/a/style there is no style "wat"; ${styles}`],
    ],
    ['a brace that is not closed', asked('/a/{p'), ['/paths/~1a~1{p the path "/a/{p" has a brace that is not closed, or not opened']],
    ['a brace that is not opened', asked('/a/p}'), ['/paths/~1a~1p} the path "/a/p}" has a brace that is not closed, or not opened']],
    ['a brace within braces', asked('/a/{b{c}}'), ['/paths/~1a~1{b{c}} the path "/a/{b{c}}" has a brace within braces']],
    ['a parameter without a name', asked('/a/{}'), ['/paths/~1a~1{} the path "/a/{}" has a parameter without a name: {}']],
  ])('%s', (_, members, expected) => {
    expect(problemsOf(members)).toEqual(expected);
  });

  it.each(['/a?b=1', '/a#b'])('in OpenAPI 3.2, which has a grammar for it, the path %s', (path) => {
    const [problem] = problemsOf(asked(path), '3.2.0');
    expect(problem).toMatch(/^\/paths\/\S+ the path "\/a\S+" holds "[?#]", which no path of a URL has$/);
    expect(problemsOf(asked(path))).toEqual([]);
  });

  it.each([
    ['several parameters in one segment', asked('/{p}.{q}')],
    ['an operator in the braces', asked('/a/{p+}/{?q*}')],
    ['a style at its place', asked('/a/{p}', at('path', list, { style: 'matrix' }))],
    ['a style of a header', answered({ headers: { H: { schema: list, style: 'simple' } } })],
  ])('but not %s', (_, members) => {
    expect(problemsOf(members)).toEqual([]);
  });
});

describe('what means nothing', () => {
  it.each<[string, object, object, string[]]>([
    [
      'a style that its place has not, and another one now',
      asked('/a/{p}', at('path', list, { style: 'form' })),
      asked('/a/{p}', at('path', list)),
      [unknown('GET /a/{p}, path parameter p: the style "form" is not defined in path, so how a value is written there is not known')],
    ],
    [
      'a media type that is none, and another schema',
      media('notamedia', { type: 'string' }),
      media('notamedia', { type: 'integer' }),
      [unknown('GET /a, response 200: "notamedia" is no media type, so what it stands for is not known, and it differs')],
    ],
    [
      'a media type that is none, and was not there',
      answered({ content: { 'application/json': {} } }),
      answered({ content: { 'application/json': {}, 'application/json, text/csv': {} } }),
      [unknown('GET /a, response 200: "application/json, text/csv" is no media type, so what it stands for is not known, and it differs')],
    ],
    [
      'a parameter that stands nowhere in its path',
      asked('/a/{q}', at('path', { type: 'string' })),
      asked('/a/{q}', at('path', { type: 'integer' })),
      [unknown('GET /a/{q}: the path parameter p stands nowhere in the path, so what it says is said of nothing, and it differs')],
    ],
  ])('is not decided where it differs: %s', (_, old, next, expected) => {
    expect(told(old, next)).toEqual(expected);
  });

  it.each<[string, object, string[]]>([
    [
      'a style that its place has not',
      asked('/a/{p}', at('path', list, { style: 'form' })),
      ['the style "form" is not defined in path, so how p is written is not known'],
    ],
    ['a media type that is none', media('notamedia', {}), ['"notamedia" of GET /a is no media type']],
    ['a parameter that stands nowhere in its path', asked('/a', at('path', list)), ['the path parameter p stands nowhere in GET /a']],
    ['a question in a path', asked('/a?b=1'), ['the path /a?b=1 holds "?", which no path of a URL has; it is compared as it is written']],
    ['nothing else', { ...media('*/*', {}), ...media('application/vnd.a+json; profile="a b"', {}) }, []],
  ])('is a notice where it stays: %s', (_, members, expected) => {
    expect(noticesOf(members)).toEqual(expected);
    expect(told(members, members)).toEqual([]);
  });

  it('what one side declares of a path is compared with any text', () => {
    const [open, text, number] = [
      asked('/a/{p}'),
      asked('/a/{p}', at('path', { type: 'string' })),
      asked('/a/{p}', at('path', { type: 'integer' })),
    ];
    expect([told(open, text), told(text, open)]).toEqual([[], []]);
    expect(told(open, number)).toEqual([
      'error compat/request-type-narrowed rollout breaks, rollback holds | GET /a/{p}, path parameter p: the type is narrowed; "a" was valid before and is not now',
    ]);
    expect(told(number, open).map((line) => line.split(' |')[0])).toEqual([
      'note compat/request-type-widened rollout holds, rollback breaks-if-used',
    ]);
  });

  it('but a list between blanks in a path of Swagger 2.0 is known', () => {
    const swagger = (collectionFormat: string): string =>
      JSON.stringify({
        swagger: '2.0',
        info: { title: 't', version: '1' },
        paths: {
          '/a/{p}': {
            get: {
              parameters: [{ name: 'p', in: 'path', required: true, type: 'array', items: { type: 'string' }, collectionFormat }],
              responses: { 200: { description: '' } },
            },
          },
        },
      });
    const { findings, notices } = compareTexts(swagger('ssv'), swagger('tsv'), 'openapi');
    expect([findings.map(({ rule }) => rule), notices]).toEqual([['compat/request-serialisation-changed'], undefined]);
  });
});
