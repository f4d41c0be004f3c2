import { describe, expect, it } from 'vitest';
import { type Files, findingsOf, readFiles } from './folders.ts';

// Since OpenAPI 3.2 what is asked of callers may name a security scheme by its URI, also in another file.

const header = '{ type: apiKey, in: header, name: X-Key }';
const cookie = '{ type: apiKey, in: cookie, name: sid }';
const oauth = (scopes: string): string =>
  `{ type: oauth2, flows: { clientCredentials: { tokenUrl: "https://id.example.com/token", scopes: ${scopes} } } }`;
const operation = (entry: string, indent = '    '): string =>
  `get:\n  security: [${entry}]\n  responses: { 204: { description: "" } }\n`.replaceAll(/^/gm, indent).trimEnd();
const api = (entry: string, more = '', version = '3.2.0'): string => `openapi: ${version}\npaths:\n  /a:\n${operation(entry)}\n${more}`;
const components = (scheme: string): string => `components: { securitySchemes: { key: ${scheme} } }\n`;
const there = '{ "./s.yaml#/key": [] }';
const changed = 'error compat/security-scheme-changed rollout breaks, rollback breaks-if-used';
const unknown = 'warning compat/not-decided rollout unknown, rollback unknown';

describe('a security scheme that is named by its URI', () => {
  it.each<[string, Files, Files]>([
    [
      'is the same scheme under a key',
      { 'api.yaml': api(there), 's.yaml': `key: ${header}\n` },
      { 'api.yaml': api('{ key: [] }', components(header)) },
    ],
    [
      'is the same in another file',
      { 'api.yaml': api(there), 's.yaml': `key: ${header}\n` },
      { 'api.yaml': api('{ "t/u.yaml": [] }'), 't/u.yaml': `${header}\n` },
    ],
    [
      'is the same behind a reference',
      { 'api.yaml': api(there), 's.yaml': 'key: { $ref: "#/real" }\nreal: { $ref: r.yaml }\n', 'r.yaml': `${header}\n` },
      { 'api.yaml': api('{ key: [] }', components(header)) },
    ],
    [
      'is one of the document itself by the name of its file',
      { 'api.yaml': api('{ "api.yaml#/components/securitySchemes/key": [] }', components(header)) },
      { 'api.yaml': api('{ key: [] }', components(header)) },
    ],
    [
      'is one of the document itself by its own address',
      {
        'api.yaml': api(
          '{ "https://x.example/api#/components/securitySchemes/key": [] }',
          `$self: https://x.example/api\n${components(header)}`,
        ),
      },
      { 'api.yaml': api('{ key: [] }', components(header)) },
    ],
    [
      'is one beside the components',
      { 'api.yaml': api('{ "#/x-s/key": [] }', `x-s: { key: ${header} }\n`) },
      { 'api.yaml': api('{ key: [] }', components(header)) },
    ],
    [
      'asks for the scopes of both names',
      {
        'api.yaml': api('{ o: [w], "s.yaml": [r] }', `components: { securitySchemes: { o: ${oauth('{ r: "", w: "" }')} } }\n`),
        's.yaml': oauth('{ r: "", w: "" }'),
      },
      { 'api.yaml': api('{ "s.yaml#": [w, r] }'), 's.yaml': oauth('{ r: "", w: "" }') },
    ],
    [
      'is a name where a component has it',
      { 'api.yaml': api('{ "s.yaml": [] }', `components: { securitySchemes: { s.yaml: ${header} } }\n`), 's.yaml': cookie },
      { 'api.yaml': api('{ key: [] }', components(header)) },
    ],
    ['does not count where nothing has to be shown', { 'api.yaml': api('{}, { "https://x.example/s": [] }') }, { 'api.yaml': api('{}') }],
  ])('%s', async (_, old, next) => {
    expect(await findingsOf(old, next)).toEqual([]);
    expect(await findingsOf(next, old)).toEqual([]);
  });

  it.each<[string, Files, Files, string[]]>([
    [
      'changes where it is',
      { 'api.yaml': api(there), 's.yaml': `key: ${header}\n` },
      { 's.yaml': `key: ${cookie}\n` },
      [`${changed} @ old/s.yaml:1:1 new/s.yaml:1:1`],
    ],
    [
      'changes beside the components',
      { 'api.yaml': api('{ "#/x-s/key": [] }', `x-s: { key: ${header} }\n`) },
      { 'api.yaml': api('{ "#/x-s/key": [] }', `x-s: { key: ${cookie} }\n`) },
      [`${changed} @ old/api.yaml:7:8 new/api.yaml:7:8`],
    ],
    [
      'counts from the file in which it stands',
      {
        'api.yaml': 'openapi: 3.2.0\npaths:\n  /a: { $ref: p/a.yaml }\n',
        'p/a.yaml': operation('{ "../s.yaml#/key": [] }', ''),
        's.yaml': `key: ${header}\n`,
      },
      { 's.yaml': `key: ${cookie}\n` },
      [`${changed} @ old/s.yaml:1:1 new/s.yaml:1:1`],
    ],
    [
      'is asked for by all operations',
      {
        'api.yaml': `openapi: 3.2.0\nsecurity: [${there}]\npaths: { /a: { get: { responses: { 204: { description: "" } } } } }\n`,
        's.yaml': `key: ${header}\n`,
      },
      { 's.yaml': `key: ${cookie}\n` },
      [`${changed} @ old/s.yaml:1:1 new/s.yaml:1:1`],
    ],
    [
      'offers a scope no more',
      { 'api.yaml': api('{ "s.yaml": [w] }'), 's.yaml': oauth('{ r: "", w: "" }') },
      { 's.yaml': oauth('{ r: "" }') },
      ['error compat/security-required-scope-removed rollout breaks, rollback holds @ old/s.yaml:1:106 new/s.yaml:1:1'],
    ],
    [
      'is not known where there is no such file',
      { 'api.yaml': api(there) },
      { 'api.yaml': api(there, '# words\n') },
      [`${unknown} @ old/api.yaml:5:7 new/api.yaml:5:7`],
    ],
    [
      'is not known where it is elsewhere',
      { 'api.yaml': api('{ "https://x.example/s.yaml": [] }') },
      { 'api.yaml': api('{ key: [] }', components(header)) },
      [`${unknown} @ old/api.yaml:5:7 new/api.yaml:5:7`],
    ],
    [
      'is not known out of the folder',
      { 'api.yaml': api('{ "../s.yaml": [] }') },
      { 'api.yaml': api('{ key: [] }', components(header)) },
      [`${unknown} @ old/api.yaml:5:7 new/api.yaml:5:7`],
    ],
    [
      'is not known where the file is broken',
      { 'api.yaml': api(there), 's.yaml': 'key: {' },
      { 's.yaml': `key: ${header}\n` },
      [`${unknown} @ old/api.yaml:5:7 new/api.yaml:5:7`],
    ],
    [
      'is not known where nothing is there',
      { 'api.yaml': api(there), 's.yaml': 'other: 1\n' },
      { 's.yaml': `key: ${header}\n` },
      [`${unknown} @ old/api.yaml:5:7 new/api.yaml:5:7`],
    ],
    [
      'is not known, and asked for where nothing was',
      { 'api.yaml': api('') },
      { 'api.yaml': api('{ "https://x.example/s.yaml": [] }') },
      ['error compat/security-narrowed rollout breaks, rollback holds @ old/api.yaml:5:7 new/api.yaml:5:7'],
    ],
    [
      'is a name like another before',
      { 'api.yaml': api(there, '', '3.1.0'), 's.yaml': `key: ${header}\n` },
      { 's.yaml': `key: ${cookie}\n` },
      [],
    ],
  ])('%s', async (_, old, more, expected) => {
    expect(await findingsOf(old, { ...old, ...more })).toEqual(expected);
  });

  it.each([
    ['it is no scheme', { 'api.yaml': api(there), 's.yaml': 'key: { name: X }\n' }],
    ['it is a whole file of schemes', { 'api.yaml': api('{ "s.yaml": [] }'), 's.yaml': `key: ${header}\n` }],
  ])('is not known where %s', async (_, files) => {
    expect(await findingsOf(files, { ...files, 'api.yaml': `${files['api.yaml']}# words\n` })).toEqual([
      `${unknown} @ old/api.yaml:5:7 new/api.yaml:5:7`,
    ]);
  });
  it('is called as it is written where its scopes are no list', async () => {
    const files = { 'api.yaml': api('{ "./s.yaml#/key": 5 }'), 's.yaml': `key: ${header}\n` };
    await expect(findingsOf(files, { ...files, 's.yaml': `key: ${cookie}\n` })).rejects.toThrow(
      '"s.yaml#/key" of "security" must be a list of scopes',
    );
  });

  it('is told once, whoever asks for it', async () => {
    const two = (more: string): Files => ({ 'api.yaml': `${api(there)}  /b:\n${operation(there)}\n${more}` });
    expect(await findingsOf(two(''), two('# words\n'))).toEqual([`${unknown} @ old/api.yaml:5:7 new/api.yaml:5:7`]);
  });
  it('is not known in what a webhook shows', async () => {
    const hook = (more: string): Files => ({
      'api.yaml': `openapi: 3.2.0\nwebhooks:\n  a:\n${operation('{ "https://x.example/s": [] }')}\n${more}`,
    });
    expect((await findingsOf(hook(''), hook('# words\n'))).map((line) => line.split(' @')[0])).toEqual([unknown]);
  });
  it('is part of the digest', async () => {
    const files = { 'api.yaml': api(there), 's.yaml': `key: ${header}\n` };
    const [one, other] = [await readFiles(files), await readFiles({ ...files, 's.yaml': `key: ${cookie}\n` })];
    expect(one.digest).not.toBe(other.digest);
  });
});
