import { describe, expect, it } from 'vitest';
import { DrillError, placeText } from '../../../src/core/error.ts';
import { around, compareTexts, judgementOf } from '../contracts.ts';
import { told } from './told.ts';

// What is true or false, and is written as neither: `yes` is a text in YAML 1.2, and true to whoever reads YAML 1.1.

const yaml = (operation: string, version = 'openapi: 3.0.3'): string =>
  `${version}\ninfo: { title: a, version: '1' }\npaths:\n  /a:\n    post:\n      ${operation.replaceAll('\n', '\n      ')}\n`;
const problems = (operation: string, version?: string): string[] => {
  const text = yaml(operation, version);
  try {
    compareTexts(text, text);
  } catch (error) {
    if (error instanceof DrillError)
      return error.problems.flatMap(({ what, at }) => (at?.file === 'new.yaml' ? [`${placeText(at)} ${what}`] : []));
    throw error;
  }
  return [];
};
const form = (encoding: string): string =>
  `requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { f: { type: string } } }, encoding: { f: ${encoding} } } } }`;

describe('what is neither true nor false is refused with its place', () => {
  it.each<[string, string, string[]]>([
    [
      'that a parameter must be there',
      'parameters: [{ name: q, in: query, required: yes, schema: {} }]',
      ['new.yaml:6:42 "required" of the parameter q must be true or false, and not the text "yes"'],
    ],
    [
      'that it must, as a number',
      'parameters: [{ name: q, in: query, required: 1, schema: {} }]',
      ['new.yaml:6:42 "required" of the parameter q must be true or false, and not 1'],
    ],
    [
      'how it is written',
      'parameters: [{ name: q, in: query, explode: "false", allowReserved: "true", allowEmptyValue: no, schema: {} }]',
      [
        'new.yaml:6:83 "allowEmptyValue" of the parameter q must be true or false, and not the text "no"',
        'new.yaml:6:60 "allowReserved" of the parameter q must be true or false, and not the text "true"',
        'new.yaml:6:42 "explode" of the parameter q must be true or false, and not the text "false"',
      ],
    ],
    [
      'that a body must be there',
      'requestBody:\n  required: yes\n  content: {}',
      ['new.yaml:7:9 "required" of the request body must be true or false, and not the text "yes"'],
    ],
    [
      'that a header is there',
      'responses: { 200: { headers: { H: { required: [true], schema: {} } } } }',
      ['new.yaml:6:43 "required" of the header H of the response 200 must be true or false, and not a list'],
    ],
    [
      'how a field is written',
      form('{ explode: yes }'),
      [
        'new.yaml:6:136 "explode" of the encoding of f in the request body (multipart/form-data) must be true or false, and not the text "yes"',
      ],
    ],
  ])('%s', (_, operation, expected) => {
    expect(problems(operation)).toEqual(expected);
  });

  it('in Swagger 2.0 too', () => {
    expect(problems('parameters: [{ name: q, in: formData, type: string, required: yes }]', "swagger: '2.0'")).toEqual([
      'new.yaml:6:59 "required" of the parameter q must be true or false, and not the text "yes"',
    ]);
  });

  it.each([
    ['true, false and nothing', 'parameters: [{ name: q, in: query, required: true, explode: false, allowReserved: null, schema: {} }]'],
    ['an extension', 'parameters: [{ name: q, in: query, x-required: yes, schema: {} }]'],
    ['a member that is called so', 'requestBody: { content: { a/b: { schema: { properties: { required: { type: string } } } } } }'],
  ])('but not %s', (_, operation) => {
    expect(problems(operation)).toEqual([]);
  });
});

describe('what is neither, and differs, is not decided', () => {
  const members = (more: object): object => ({ type: 'object', properties: { a: { type: 'string', ...more } } });
  const judged = (side: 'request' | 'response', old: object, next: object): string[] =>
    compareTexts(around(side, members(old)), around(side, members(next))).findings.map((one) => `${judgementOf(one)} | ${one.what}`);
  const open = (side: string, keyword: string): string[] => [
    `warning compat/not-decided rollout unknown, rollback unknown | POST /a, ${side} (application/json), a: the keyword ${keyword} differs and is not understood`,
  ];

  it('of who sends a member', () => {
    expect(judged('request', {}, { readOnly: 'yes' })).toEqual(open('request body', 'readOnly'));
    expect(judged('response', { writeOnly: 1 }, {})).toEqual(open('response 200', 'writeOnly'));
  });
  it('and no more where it stays, or says nothing', () => {
    expect(judged('request', { readOnly: 'yes' }, { readOnly: 'yes', description: 'a' })).toEqual([]);
    expect(judged('request', {}, { readOnly: null })).toEqual([]);
    expect(judged('request', { properties: { readOnly: { type: 'string' } } }, { properties: { readOnly: { type: 'string' } } })).toEqual(
      [],
    );
  });

  const parts = (contentType: unknown, more: object = {}): object => ({
    paths: {
      '/a': {
        post: {
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: { type: 'object', properties: { f: { type: 'string', ...more } } },
                encoding: { f: { contentType } },
              },
            },
          },
          responses: { 200: { description: '' } },
        },
      },
    },
  });
  it('of the media types of a part, which are one text', () => {
    expect(told(parts('text/plain'), parts(['text/plain', 'text/csv']))).toEqual([
      'warning compat/not-decided rollout unknown, rollback unknown | POST /a, request body (multipart/form-data), part f: "contentType" must be a text (several media types stand in it between commas), so what of it differs is not compared',
    ]);
    expect(told(parts(['text/plain']), parts(['text/plain'], { description: 'a' }))).toEqual([]);
  });
});

it('what is marked as deprecated by a text announces nothing, and that is a notice', () => {
  const notices = (deprecated: string): readonly string[] => {
    const text = yaml(
      `deprecated: ${deprecated}\nparameters: [{ name: q, in: query, deprecated: ${deprecated}, schema: {} }]\nresponses: {}`,
    );
    return compareTexts(text, text).notices ?? [];
  };
  expect(notices('yes')).toEqual([
    'new.yaml:6:7: "deprecated" must be true or false, and the text "yes" announces nothing',
    'new.yaml:7:42: "deprecated" must be true or false, and the text "yes" announces nothing',
  ]);
  expect([notices('true'), notices('null')]).toEqual([[], []]);
});
