import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { diff } from '../../src/commands/diff.ts';
import type { Paths } from '../compat/exchange/checker.ts';
import { serve } from '../compat/exchange/replay/server.ts';
import { runIn } from './io.ts';

const responses = { 200: { description: '' } };
const old: Paths = {
  '/a': { get: { responses } },
  '/b': { post: { responses } },
};
const next: Paths = {
  '/a': { get: { parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }], responses } },
};
const documentOf = (paths: Paths): string => JSON.stringify({ openapi: '3.1.0', info: { title: 'a', version: '1' }, paths });

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drill-replay-'));
  await writeFile(join(folder, '1.0.0.json'), documentOf(old));
  await writeFile(join(folder, '2.0.0.json'), documentOf(next));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const workspace = (url: string, more = ''): Promise<void> =>
  writeFile(
    join(folder, 'drill.yaml'),
    `version: 1
artifacts:
  orders:
    versions: { 1.0.0: { path: . }, 2.0.0: { path: . } }
    contracts: { http: { format: openapi, file: '{version}.json' } }
  other:
    versions: { 1.0.0: { path: . }, 2.0.0: { path: . } }
    contracts: { http: { format: openapi, file: '{version}.json' } }
environments:
  test: { target: process, synthetic: true, urls: { orders: '${url}' } }
${more}`,
  );

describe('drill diff --replay', () => {
  it('tells what the server says beside the findings, and judges as without', async () => {
    await using server = await serve(next);
    const { out, code } = await runIn(folder, diff, '1.0.0.json', '2.0.0.json', '--replay', server.url);
    expect(code).toBe(1);
    expect(out.split('\n').filter((line) => /replayed|as said|not sent/.test(line))).toEqual([
      `  replayed at ${server.url} as N: 1 refused, as said, 1 not sent`,
      '    refused, as said  GET /a   compat/required-parameter-added  400: as the document says',
      '    not sent          POST /b  compat/operation-removed         POST may change data there; --replay-writes sends it',
    ]);
  });

  it('is a part of the document that machines read', async () => {
    await using server = await serve(next);
    const { out } = await runIn(folder, diff, '1.0.0.json', '2.0.0.json', '--json', '--replay', server.url, '--replay-writes');
    const { contracts } = JSON.parse(out) as {
      contracts: { replay: { version: string; results: { outcome: string; request: string; fingerprint: string }[] } }[];
    };
    expect(contracts[0]?.replay.results.map(({ outcome, request }) => `${request} ${outcome}`).sort()).toEqual([
      'GET /a refused',
      'POST /b refused',
    ]);
    expect(contracts[0]?.replay.results.every(({ fingerprint }) => /^[0-9a-f]+$/.test(fingerprint))).toBe(true);
  });

  it.each<[string, string[], string]>([
    ['another machine', ['--replay', 'https://example.org'], 'replay/refused'],
    ['a header that is no pair', ['--replay', 'http://localhost:1', '--replay-header', 'Bearer s3cret'], 'replay/bad-header'],
    [
      'a variable that is not set',
      ['--replay', 'http://localhost:1', '--replay-header', 'authorization=DRILL_NOT_SET'],
      'replay/bad-header',
    ],
    ['a header that is not for anybody to set', ['--replay', 'http://localhost:1', '--replay-header', 'Host=PATH'], 'replay/bad-header'],
    ['its options without it', ['--replay-writes'], 'replay/nothing-to-replay'],
  ])('is refused with %s', async (_, options, code) =>
    expect((await runIn(folder, diff, '1.0.0.json', '2.0.0.json', ...options)).refused).toEqual([code]),
  );
});

describe('drill check --replay', () => {
  it('sends what changes data to an environment that drill.yaml calls synthetic', async () => {
    await using server = await serve(next);
    await workspace(server.url);
    const { code } = await runIn(folder, check, 'orders', '--from', '1.0.0', '--to', '2.0.0', '--replay', server.url);
    expect(code).toBe(1);
    expect(server.seen.map(({ line }) => line).sort()).toEqual(['GET /a', 'POST /b']);
  });

  it('takes an environment for what it says of this artifact alone', async () => {
    await workspace('https://orders.test.example');
    const run = (artifact: string) =>
      runIn(folder, check, artifact, '--from', '1.0.0', '--to', '2.0.0', '--replay', 'https://orders.test.example');
    expect((await run('other')).refused).toEqual(['replay/refused']);
  });

  it('is of one artifact', async () => {
    await workspace('https://orders.test.example');
    expect((await runIn(folder, check, '--replay', 'http://localhost:1')).refused).toEqual(['replay/one-artifact']);
  });

  it.each([
    ['a url of an artifact that there is not', '  more: { target: process, urls: { ordres: https://a.example } }'],
    ['a url with a password', '  more: { target: process, urls: { orders: https://me:secret@a.example } }'],
  ])('finds %s in drill.yaml', async (_, more) => {
    await workspace('https://orders.test.example', more);
    expect((await runIn(folder, check, 'orders')).refused).toHaveLength(1);
  });
});
