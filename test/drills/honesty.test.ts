import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Document, evidence, program } from './rig/program.ts';
import { place, type Wanted } from './rig/workspace.ts';

// What looks like a pass, or like N's fault, and is neither.

const journey = (body: string): Record<string, string> => ({
  'workload.ts': `export default { journeys: [{ name: 'write', run: async (client) => {
    await client.request('POST /items', { body: { key: client.key, name: 'a' }, status: 201,
      write: { read: 'GET /items?key=' + client.key, at: '/items', expect: { name: 'a' } } });
    ${body}
  } }] };`,
});

const journalsOf = (root: string): Promise<string[]> => readdir(join(root, '.drill/journals')).catch(() => []);

describe('a drill that cannot be believed is inconclusive', () => {
  it.each<[string, Wanted, string, string]>([
    [
      'a read-back that shows nothing of N-1’s either is not N’s fault',
      {
        drill: {
          workload: {
            journeys: [
              {
                name: 'write',
                steps: [
                  {
                    request: 'POST /items',
                    body: { key: '${key}', name: 'a' },
                    write: { read: 'GET /items?key=wrong', at: '/items', expect: { name: 'a' } },
                  },
                ],
              },
            ],
          },
        },
      },
      'drill/broken-before-rollout',
      'cannot be read back through 1.0.0 as the workload declares it',
    ],
    [
      'a version that keeps state in its own folder is not booted cold',
      { old: { config: { keepsState: true } } },
      'drill/leftovers',
      'changes in the folder of items 1.0.0',
    ],
    [
      'a journey that was never begun shows nothing',
      {
        drill: {
          workload: {
            journeys: [
              {
                name: 'write',
                weight: 1000,
                steps: [
                  {
                    request: 'POST /items',
                    body: { key: '${key}', name: 'a' },
                    write: { read: 'GET /items?key=${key}', at: '/items', expect: { name: 'a' } },
                  },
                ],
              },
              { name: 'rare', weight: 0.001, steps: [{ request: 'GET /nowhere' }] },
            ],
          },
        },
      },
      'drill/journeys-never-begun',
      'rare',
    ],
    [
      'a version that is asked what it served and does not tell',
      { run: { served: { request: 'GET /nowhere', at: '/n' } } },
      'drill/not-told',
      'GET /nowhere',
    ],
  ])('%s', async (_, wanted, code, words) => {
    using at = place(wanted);
    const done = await program(at, ['run', '--json']);
    const { judgement } = JSON.parse(done.stdout) as Document;
    expect([done.code, judgement.outcome], done.stderr).toEqual([2, 'inconclusive']);
    expect(judgement.reasons.find((reason) => reason.code === code)?.what).toContain(words);
    expect((await evidence(at)).map(({ outcome }) => outcome)).toEqual(['inconclusive']);
    expect(at.left()).toEqual([]);
  });
});

describe('a workload that ends the program from within', () => {
  it('by process.exit(0) is an internal error and never a pass', async () => {
    using at = place({ files: journey('process.exit(0);'), drill: { workload: 'workload.ts' } });
    const done = await program(at, ['run']);
    expect([done.code, done.stdout]).toEqual([70, '']);
    expect(done.stderr).toContain('ended from within before it was done');
    expect(await evidence(at)).toEqual([]);
    await program(at, ['clean', '--dry-run']);
    expect(at.left()).toEqual([]);
  });

  it('by a promise that nobody waits for is cleaned up after, with a journal', async () => {
    using at = place({ files: journey("void Promise.reject(new Error('nobody waits'));"), drill: { workload: 'workload.ts' } });
    const done = await program(at, ['run', '--json']);
    expect([done.code, (JSON.parse(done.stdout) as Document).judgement.outcome]).toEqual([70, 'inconclusive']);
    expect(done.stderr).toContain('nobody waits');
    expect([await evidence(at), (await journalsOf(at.root)).length, at.left()]).toEqual([[], 1, []]);
  });

  it('by waiting for ever when it is loaded', async () => {
    using at = place({ files: { 'workload.ts': 'await new Promise(() => {});' }, drill: { workload: 'workload.ts' } });
    const done = await program(at, ['run']);
    expect([done.code, existsSync(join(at.root, '.drill/ledger.ndjson')), at.left()]).toEqual([70, false, []]);
  });
});

describe('a down migration that hangs', () => {
  it('is N’s, and is named', async () => {
    using at = place({
      new: { migrations: { '002_b.up.sql': 'SELECT 1;', '002_b.down.sql': 'SELECT pg_sleep(60);' } },
      drill: { routes: ['down'], deadlines: { rollback: '2s' } },
    });
    const done = await program(at, ['run', '--json']);
    const [failure] = (JSON.parse(done.stdout) as Document).rehearsals[0]?.failures ?? [];
    expect([done.code, failure?.who, failure?.what], done.stderr).toEqual([
      1,
      'new',
      'the down migrations of 1.1.0 failed: the phase rollback took longer than 2.00 s',
    ]);
    expect(at.left()).toEqual([]);
  });
});
