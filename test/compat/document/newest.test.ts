import { describe, expect, it } from 'vitest';
import { compareTexts, judgementOf, lineOf } from '../contracts.ts';

const api = (rest: string): string => `openapi: 3.2.0\ninfo: { title: a, version: '1' }\n${rest}`;
const answer = (media: string): string =>
  api(`paths: { /a: { query: { responses: { 200: { description: '', content: { a/b: ${media} } } } } } }\n`);

describe('OpenAPI 3.2', () => {
  it('is compared as 3.1 where it is the same', () => {
    const text = answer('{ schema: { type: [string, "null"] } }');
    expect(compareTexts(text.replace('3.2.0', '3.1.1'), text).findings).toEqual([]);
    expect(compareTexts(text, answer('{ schema: { type: string } }')).findings.map(judgementOf)).toEqual([
      'error compat/response-nullable-narrowed rollout holds, rollback breaks',
    ]);
  });

  it('has methods of its own, and others by name', () => {
    const [old, next] = [
      '{ additionalOperations: { COPY: &o { responses: {} } } }',
      '{ query: { responses: {} }, additionalOperations: { MOVE: { responses: {} } } }',
    ];
    expect(
      compareTexts(api(`paths: { /a: ${old} }\n`), api(`paths: { /a: ${next} }\n`))
        .findings.map(({ rule, what }) => `${rule} ${what}`)
        .sort(),
    ).toEqual([
      'compat/operation-added MOVE /a: the operation is new',
      'compat/operation-added QUERY /a: the operation is new',
      'compat/operation-removed COPY /a: the operation is gone',
    ]);
  });

  it.each<[string, string, string]>([
    ['items of a stream', answer('{ itemSchema: { type: string } }'), answer('{ itemSchema: { type: integer } }')],
    ['the encoding of parts', answer('{ prefixEncoding: [] }'), answer('{ prefixEncoding: [{}] }')],
    [
      'where a scheme of security is described',
      api(
        'components: { securitySchemes: { a: { type: oauth2, oauth2MetadataUrl: "https://a.example", flows: {} } } }\nsecurity: [{ a: [] }]\npaths: { /a: { get: { responses: {} } } }\n',
      ),
      api(
        'components: { securitySchemes: { a: { type: oauth2, oauth2MetadataUrl: "https://b.example", flows: {} } } }\nsecurity: [{ a: [] }]\npaths: { /a: { get: { responses: {} } } }\n',
      ),
    ],
    [
      'a flow for devices',
      api(
        'components: { securitySchemes: { a: { type: oauth2, flows: { deviceAuthorization: { deviceAuthorizationUrl: "https://a.example", tokenUrl: "https://t.example", scopes: {} } } } } }\nsecurity: [{ a: [] }]\npaths: { /a: { get: { responses: {} } } }\n',
      ),
      api(
        'components: { securitySchemes: { a: { type: oauth2, flows: { deviceAuthorization: { deviceAuthorizationUrl: "https://b.example", tokenUrl: "https://t.example", scopes: {} } } } } }\nsecurity: [{ a: [] }]\npaths: { /a: { get: { responses: {} } } }\n',
      ),
    ],
  ])('what is not understood and differs is unknown, or judged: %s', (_, old, next) => {
    expect(compareTexts(old, old).findings.map(lineOf)).toEqual([]);
    expect(compareTexts(old, next).findings.map(judgementOf)).not.toEqual([]);
  });
});
