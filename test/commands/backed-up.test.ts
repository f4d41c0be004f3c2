import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backups } from '../../src/commands/backups.ts';
import { run } from '../../src/commands/run.ts';
import { DrillError } from '../../src/core/error.ts';
import { ioAt, runIn } from './io.ts';

// What drill.yaml says of backups: each provider has keys of its own, and what is mistyped is told by the nearest.

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'drill-backed-up-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const laid = (backup: unknown): void => {
  for (const version of ['1', '2']) mkdirSync(join(root, version), { recursive: true });
  const workload = { journeys: [{ name: 'look', steps: [{ request: 'GET /' }] }] };
  writeFileSync(
    join(root, 'drill.yaml'),
    JSON.stringify({
      version: 1,
      artifacts: {
        shop: {
          versions: { '1.0.0': { path: '1' }, '1.1.0': { path: '2' } },
          run: { command: ['node', 'x.js'], ready: 'GET /' },
          stores: { db: { engine: 'postgres', backup } },
        },
      },
      environments: { here: { target: 'process', stores: { db: 'embedded' }, synthetic: true } },
      drills: { night: { kind: 'restore', artifact: 'shop', environment: 'here', from: '1.0.0', workload } },
    }),
  );
};

const problems = async (): Promise<readonly (readonly (string | undefined)[])[]> => {
  try {
    await backups.build(ioAt(root), () => {}).parseAsync([], { from: 'user' });
    return [];
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    return error.problems.map(({ code, what, fix }) => [code, what, fix]);
  }
};

const of = 'artifacts.shop.stores.db.backup';

describe('backup of a store', () => {
  const cases: readonly { readonly name: string; readonly backup: unknown; readonly told: readonly unknown[] }[] = [
    {
      name: 'a provider that is mistyped',
      backup: { provider: 'logcal', repository: 'x' },
      told: [
        [
          'config/bad-value',
          expect.stringMatching(/^artifacts\.shop\.stores\.db\.backup\.provider must be .*; found "logcal"$/),
          'did you mean "logical"?',
        ],
      ],
    },
    {
      name: 'none',
      backup: { repository: 'x' },
      told: [['config/missing-key', `${of} has no "provider"`, expect.stringContaining('base')]],
    },
    {
      name: 'a key that is mistyped',
      backup: { provider: 'logical', repositry: 'x' },
      told: [
        ['config/missing-key', `${of} has no "repository"`, 'add "repository": text'],
        ['config/unknown-key', `unknown key "repositry" in ${of}`, 'did you mean "repository"?'],
      ],
    },
    {
      name: 'a key of another provider',
      backup: { provider: 'base', repository: 'x', stanza: 'main' },
      told: [['config/unknown-key', `unknown key "stanza" in ${of}`, expect.any(String)]],
    },
    {
      name: 'a URL that stands in the file',
      backup: { provider: 'base', repository: 'x', source: 'postgres://u:secret@h/d' },
      told: [
        ['config/wrong-type', expect.stringMatching(/source must be a mapping with exactly one of fromEnvironment, fromFile/), undefined],
      ],
    },
    {
      name: 'a server to restore on of which nobody says that nothing on it matters',
      backup: { provider: 'logical', repository: 'x', into: { url: { fromEnvironment: 'X' } } },
      told: [['config/missing-key', `${of}.into has no "scratch"`, 'add "scratch": true']],
    },
    {
      name: 'a server to restore on that matters',
      backup: { provider: 'logical', repository: 'x', into: { url: { fromEnvironment: 'X' }, scratch: false } },
      told: [['config/bad-value', `${of}.into.scratch must be true; found false`, undefined]],
    },
    {
      name: 'all is well',
      backup: {
        provider: 'logical',
        repository: 'x',
        source: { fromFile: 'url' },
        size: '4 GB',
        invariants: { a: 'SELECT 1', b: { sql: 'SELECT 2', is: '2' } },
      },
      told: [],
    },
  ];
  it.each(cases)('$name', async ({ backup, told }) => {
    laid(backup);
    expect(await problems()).toEqual(told);
  });
});

describe('what a drill would do with it', () => {
  const planned = async (backup: unknown): Promise<unknown> => {
    laid(backup);
    const { code, out, refused } = await runIn(root, run, 'night', '--dry-run');
    return code === 0 ? out.split('\n').find((line) => /^ {2}(?:take|find) /.test(line)) : refused;
  };
  const base = { provider: 'base', repository: 'x' };
  const url = 'postgres://app@db.example/orders';

  it('takes of a source that it makes, where none is named', async () =>
    expect(await planned(base)).toMatch(/^ {2}take {6}a backup by base while it is written to/));

  it('finds the newest, and only reads the source', async () => {
    writeFileSync(join(root, 'url'), `${url}\n`);
    expect(await planned({ ...base, source: { fromFile: 'url' } })).toBe(
      '  find      the newest backup of base; the source that is there is only read',
    );
    expect(await planned({ ...base, source: { fromFile: 'url' }, take: true })).toMatch(
      /^ {2}take {6}a backup by base of the source that is there/,
    );
    expect(await planned({ ...base, take: false })).toBe('  find      the newest backup of base');
  });

  it('refuses a credential that is not there, or is none', async () => {
    expect(await planned({ ...base, source: { fromEnvironment: 'DRILL_TEST_IS_NOT_SET' } })).toEqual(['backup/no-url']);
    expect(await planned({ ...base, source: { fromFile: 'none' } })).toEqual(['backup/no-url']);
    writeFileSync(join(root, 'url'), 'hunter2');
    expect(await planned({ ...base, source: { fromFile: 'url' } })).toEqual(['backup/no-url']);
  });
});
