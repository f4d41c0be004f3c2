import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sideOf } from '../../../src/commands/check/stores/side.ts';
import { readMigrations } from '../../../src/storage/engines/postgres/migrations.ts';
import { ifThere } from '../../../src/storage/migrations/unreadable.ts';
import { loadWorkspace } from '../../../src/workspace/load.ts';

const drillYaml = `version: 1
artifacts:
  app:
    versions: { 1.0.0: { path: v1 } }
    stores: { db: { engine: postgres, migrations: migrations } }
environments: { local: { target: process } }
`;

let root: string;
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const inCheck = async () => {
  const workspace = await loadWorkspace(root);
  const version = workspace.artifacts.get('app')?.ordered[0];
  const store = Object.entries(workspace.artifacts.get('app')?.stores ?? {})[0];
  if (!version || !store) throw new Error('the workspace has neither version nor store');
  return (await sideOf(workspace, version, store, root, new AbortController().signal)).steps;
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'drill-unreadable-'));
  put('drill.yaml', drillYaml);
  put('v1/package.json', '{}');
  put('v1/migrations/001_a.up.sql', 'SELECT 1;');
});
afterEach(() => rmSync(root, { recursive: true }));

const lead = (at: string, to: string): void => symlinkSync(to, join(root, 'v1/migrations', at));

// chmod does not stop root: a circle of links is what nobody can read.
describe('what lies in a folder of migrations and cannot be read', () => {
  it.each([
    ['a folder whose links lead in a circle', () => lead('2024', '2024'), '2024: its symbolic links lead in a circle'],
    ['a file whose link leads nowhere', () => lead('002_b.up.sql', 'gone.sql'), /002_b.up.sql: it is a/],
    [
      'a file whose links lead in a circle',
      () => lead('002_b.up.sql', '002_b.up.sql'),
      '002_b.up.sql: its symbolic links lead in a circle',
    ],
    ['a folder that is called as a file is', () => put('v1/migrations/002_b.up.sql/note', ''), /002_b.up.sql: it is a folder/],
  ])('%s is an error that names it', async (_, lay, message) => {
    lay();
    await expect(readMigrations(join(root, 'v1/migrations'))).rejects.toThrow(message);
    await expect(inCheck()).rejects.toThrow(message);
  });

  it('what is no folder, and what is not there, is none', async () => {
    put('v1/migrations/Makefile', 'all:');
    put('v1/migrations/empty/.keep', '');
    lead('elsewhere', 'not-there');
    const names = ['001_a'];
    expect((await readMigrations(join(root, 'v1/migrations'))).map(({ name }) => name)).toEqual(names);
    expect((await inCheck())?.map(({ name }) => name)).toEqual(names);
  });

  it.each([
    ['EACCES', 'cannot read migrations/2024: permission denied', 'Give the user that runs drill the right to read it.'],
    ['EIO', 'cannot read migrations/2024: EIO: i/o error', 'Mend that, or take it out.'],
  ])('%s says what to do', async (code, what, fix) => {
    const failing = Promise.reject(Object.assign(new Error(`${code}: i/o error`), { code }));
    await expect(ifThere(failing, 'migrations/2024')).rejects.toMatchObject({ problems: [{ code: 'migrations/unreadable', what, fix }] });
  });
});
