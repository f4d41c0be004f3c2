import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import workload from '../../drills/unleash/workload.ts';
import type { Answer, Journey, RequestOptions } from '../../src/drills/workload/workload.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';

// Without the network: what the drill is made of. That it finds what it should is asserted by test/real/unleash.ts.

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'drills/unleash');
const read = (version: string, file: string): string => readFileSync(join(folder, version, file), 'utf8');
const versions = ['7.6.5', '8.2.0'];

interface Lock {
  readonly packages: Readonly<
    Record<string, { version?: string; integrity?: string; resolved?: string; link?: boolean; dependencies?: object }>
  >;
}

describe.each(versions)('unleash %s', (version) => {
  const lock = JSON.parse(read(version, 'package-lock.json')) as Lock;
  const dependencies = { 'unleash-server': version };

  test('asks for that version exactly, and its lock has it', () => {
    expect((JSON.parse(read(version, 'package.json')) as Lock['packages'][string]).dependencies).toEqual(dependencies);
    expect(lock.packages['']?.dependencies).toEqual(dependencies);
    expect(lock.packages['node_modules/unleash-server']?.version).toBe(version);
  });

  test('locks every package by its integrity, and no place that it comes from', () => {
    const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
    expect(packages.length).toBeGreaterThan(300);
    expect(packages.filter(([, { integrity, resolved, link }]) => !integrity || resolved || link).map(([path]) => path)).toEqual([]);
  });

  test('is what drill.yaml takes from npm', async () => {
    const { artifacts } = await loadWorkspace(root);
    expect(artifacts.get('unleash')?.versions[version]).toEqual({ npm: `unleash-server@${version}`, with: `drills/unleash/${version}` });
  });

  test('is started and migrated like the other', () => {
    for (const file of ['start.js', 'migrate.js']) expect(read(version, file)).toBe(read('7.6.5', file));
  });
});

interface Sent {
  readonly line: string;
  readonly body: string;
  /** How the write is read back; absent where nothing is promised. */
  readonly read?: string;
}

/** Every request of one errand against a server that answers `body` to all of them. */
const requestsOf = async (journey: Journey, body: unknown): Promise<Sent[]> => {
  const sent: Sent[] = [];
  const request = async (line: string, options: RequestOptions = {}): Promise<Answer> => {
    const answer = { status: 200, headers: {}, body, version: '7.6.5' };
    const write = typeof options.write === 'function' ? options.write(answer) : options.write;
    sent.push({ line, body: JSON.stringify(options.body ?? null), ...(write ? { read: write.read } : {}) });
    return answer;
  };
  await journey.run({ key: 'run-1', n: 1, request });
  return sent;
};

const all = async (journeys: readonly Journey[], body: unknown): Promise<Sent[]> =>
  (await Promise.all(journeys.map((journey) => requestsOf(journey, body)))).flat();

const newcomers = /"sunset"|SEMVER_GTE|teamsworkflow/;
/** An Unleash in which nobody has made anything yet, and one in which N has left something. */
const untouched = { id: 1, secret: 'secret', features: [], segments: [] };
const left = { ...untouched, type: 'sunset', features: [{ name: 'atleast-1' }], segments: [{ id: 2, name: 'atleast-2' }] };

describe('the workload of unleash', () => {
  const { journeys } = workload;

  test('has journeys of different names', () => {
    expect(journeys.length).toBe(23);
    expect(new Set(journeys.map(({ name }) => name)).size).toBe(23);
  });

  test('asks 7.6.5 for nothing that it does not know, as long as nobody has left it there', async () => {
    const ofAll = journeys.filter(({ only }) => only === undefined);
    expect((await all(ofAll, untouched)).filter(({ body }) => newcomers.test(body))).toEqual([]);
  });

  test('uses what 8.2.0 brings while that serves alone', async () => {
    const ofNew = journeys.filter(({ only }) => only === 'new');
    const uses = await Promise.all(
      ofNew.map(async (journey) => (await requestsOf(journey, untouched)).some(({ body }) => newcomers.test(body))),
    );
    expect(uses).toEqual([true, true, true, true, true]);
  });

  test('reads every write back with the admin API, whose answers are not delayed', async () => {
    const reads = (await all(journeys, left)).flatMap(({ read: back }) => back ?? []);
    expect(reads.length).toBe(30);
    expect(reads.filter((line) => !line.startsWith('GET /api/admin/'))).toEqual([]);
  });

  test('never deletes or enables an integration: either version can die of it', async () => {
    const integrations = (await all(journeys, left)).filter(({ line }) => line.includes('/addons') && !line.startsWith('GET'));
    expect(integrations.map(({ line, body }) => [line, JSON.parse(body).enabled])).toEqual([
      ['POST /api/admin/addons', false],
      ['POST /api/admin/addons', false],
    ]);
  });
});
