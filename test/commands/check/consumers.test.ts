import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { gate } from '../../../src/commands/gate.ts';
import { record } from '../../../src/commands/record.ts';
import { openWorld, type World } from '../world.ts';

const drillYaml = (use: string): string => `version: 1
artifacts:
  orders:
    versions: { 1.4.0: { path: versions/1.4.0 }, 1.5.0: { path: versions/1.5.0 } }
    contracts: { http: { format: openapi, file: 'api-{version}.json' } }
  shop:
    versions: { 1.3.0: { path: versions/1.3.0 }, 1.6.0: { path: versions/1.6.0 } }
    contracts: { orders: { format: openapi, file: 'shop-{version}.json', role: consumer } }
    consumes: { orders: { contract: http${use} } }
environments: { local: { target: process }, production: { target: process } }
policy: { default: { needs: [check] } }
`;

const api = (...paths: string[]): string =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'a', version: '1' },
    paths: Object.fromEntries(paths.map((path) => [path, { get: { responses: { 200: { description: '' } } } }])),
  });

/** N has lost `/old`; the shop called it up to 1.3.0. */
const open = async (use: string): Promise<World> => {
  const world = await openWorld([check, gate, record]);
  const files = {
    'drill.yaml': drillYaml(use),
    'api-1.4.0.json': api('/orders', '/old'),
    'api-1.5.0.json': api('/orders'),
    'shop-1.3.0.json': api('/orders', '/old'),
    'shop-1.6.0.json': api('/orders'),
    'used-1.3.0.ndjson': '{"operation":"GET /orders"}\n{"operation":"GET /old"}\n',
    'used-1.6.0.ndjson': '{"operation":"GET /orders"}\n',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(world.root, name), text);
  return world;
};

const told = async (world: World, line = ''): Promise<readonly unknown[]> => {
  const { out, err, code } = await world.run(`check orders --json ${line}`.trim());
  const { contracts } = JSON.parse(out) as { contracts: { findings: { downgraded?: string; severity: string }[] }[] };
  return [code, ...(contracts[0]?.findings ?? []).map(({ severity, downgraded }) => [severity, downgraded]), err];
};

const newest = 'shop 1.6.0 (its newest declared version; none is known to be deployed)';

describe('a check of what declared consumers call', () => {
  it.each([
    ['by the contract of their own', ', as: orders'],
    ['by what was recorded', ", usage: 'used-{version}.ndjson'"],
    ['by both', ", as: orders, usage: 'used-{version}.ndjson'"],
  ])('counts what they use, %s, at the version that is deployed', async (_, use) => {
    await using world = await open(use);
    expect(await told(world)).toEqual([0, ['note', `no declared consumer uses it: ${newest}`], '']);
    await world.run('record deployed shop 1.3.0 --environment production');
    expect(await told(world)).toEqual([1, ['error', undefined], '']);
    await world.run('record deployed shop 1.6.0 --environment local');
    expect(await told(world)).toEqual([1, ['error', undefined], '']);
    expect(await told(world, '--environment local')).toEqual([0, ['note', 'no declared consumer uses it: shop 1.6.0'], '']);
    await world.run('record deployed shop 1.6.0 --environment production');
    expect(await told(world)).toEqual([0, ['note', 'no declared consumer uses it: shop 1.6.0'], '']);
  });

  it.each([
    [
      'they do not say',
      '',
      `note: orders: what ${newest} uses of http is not known, for it names neither a contract of its own (\`as\`) nor \`usage\`; it may be anything\n`,
    ],
    [
      'the file is not there',
      ", usage: 'nowhere-{version}.ndjson'",
      `note: orders: what ${newest} uses of http is not known: nowhere-1.6.0.ndjson is not there; it may be anything\n`,
    ],
  ])('rules nothing out where %s, and says so', async (_, use, err) => {
    await using world = await open(use);
    expect(await told(world)).toEqual([1, ['error', undefined], err]);
  });

  it('refuses what was recorded badly, with its line', async () => {
    await using world = await open(", usage: 'used-{version}.ndjson'");
    await writeFile(join(world.root, 'used-1.6.0.ndjson'), '{"operation":"GET /orders"}\n{"operatoin":"GET /old"}\n');
    const { code, err } = await world.run('check orders');
    expect([code, err]).toEqual([
      64,
      expect.stringContaining('used-1.6.0.ndjson:2:1: error: used-1.6.0.ndjson: line 2: it has a member "operatoin"'),
    ]);
  });

  it.each(['"hello"', '[]', '{"type": "object"}'])('refuses a contract that is none: %s', async (text) => {
    await using world = await open(', as: orders');
    await writeFile(join(world.root, 'shop-1.6.0.json'), text);
    const { code, err } = await world.run('check orders');
    expect([code, err]).toEqual([64, expect.stringContaining('shop-1.6.0.json is not an OpenAPI document')]);
  });

  it.each([
    ['names no operation', api(), `${newest}: its contract names no operation; it may use anything, and rules nothing out`],
    [
      'names none that there is',
      api('/weather'),
      `${newest}: no operation of this use is in either version; it may use anything, and rules nothing out`,
    ],
  ])('rules nothing out where a contract %s, and says so', async (_, text, notice) => {
    await using world = await open(', as: orders');
    await writeFile(join(world.root, 'shop-1.6.0.json'), text);
    expect(await told(world)).toEqual([1, ['error', undefined], '']);
    expect((await world.run('check orders')).out).toContain(notice);
  });

  it('no longer counts for the gate once another version of them is deployed', async () => {
    await using world = await open(', as: orders');
    const ask = async (): Promise<string> => (await world.run('gate orders --to 1.5.0 --from 1.4.0 --environment production')).out;
    await world.run('record deployed shop 1.6.0 --environment production');
    await world.run('check orders --environment production');
    expect(await ask()).toContain('PASS');
    await world.run('record deployed shop 1.3.0 --environment production');
    expect(await ask()).toContain('evidence/other-policy');
  });
});
