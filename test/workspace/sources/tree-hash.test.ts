import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { treeHash } from '../../../src/workspace/sources/tree-hash.ts';
import { folderWith } from '../folder.ts';

const files = { 'b.txt': 'b', 'a/c.txt': 'c', 'a.txt': 'a', 'run.sh': '#!/bin/sh\n' };

/** What is done to the folder, and whether its hash is another one afterwards. */
const changes: readonly [sentence: string, other: boolean, change: (at: (name: string) => string) => void][] = [
  ['a later time', false, (at) => utimesSync(at('b.txt'), 1, 1)],
  ['a permission of others', false, (at) => chmodSync(at('b.txt'), 0o666)],
  ['an empty folder', false, (at) => mkdirSync(at('empty'))],
  ['what git keeps', false, (at) => mkdirSync(at('.git')) ?? writeFileSync(at('.git/HEAD'), 'x')],
  ['what drill keeps, deep down', false, (at) => mkdirSync(at('a/.drill')) ?? writeFileSync(at('a/.drill/x'), 'x')],
  ['other bytes', true, (at) => writeFileSync(at('b.txt'), 'B')],
  ['another name', true, (at) => renameSync(at('b.txt'), at('d.txt'))],
  ['another folder', true, (at) => renameSync(at('b.txt'), at('a/b.txt'))],
  ['one file more', true, (at) => writeFileSync(at('e.txt'), '')],
  ['one file less', true, (at) => rmSync(at('b.txt'))],
  ['no leave to execute', true, (at) => chmodSync(at('run.sh'), 0o644)],
  ['leave to execute', true, (at) => chmodSync(at('b.txt'), 0o755)],
  ['a link in a file’s place', true, (at) => rmSync(at('b.txt')) ?? symlinkSync('a.txt', at('b.txt'))],
  ['a link that leads nowhere', true, (at) => symlinkSync('nowhere', at('z'))],
  ['installed packages', true, (at) => mkdirSync(at('node_modules')) ?? writeFileSync(at('node_modules/x'), '')],
];

describe('the hash of a tree', () => {
  it('is this one, on every machine', async () => {
    using folder = folderWith(files);
    expect(await treeHash(folder.path)).toBe('sha256:839480332a1b611f9004380d1c96ce7c00ba6c23239d1286b892e0fb15744e0d');
  });
  it.each(changes)('%s', async (_, other, change) => {
    using folder = folderWith(files);
    const before = await treeHash(folder.path);
    change((name) => join(folder.path, name));
    expect((await treeHash(folder.path)) !== before).toBe(other);
  });
  it.each([
    ['to a file outside', '../outside', 'x'],
    ['to the machine', '/etc/hostname', 'x'],
    ['to nothing outside', '../none', 'x'],
    ['from deep down', '../../outside', 'a/x'],
  ])('refuses a link %s, by its name', async (_, target, name) => {
    using folder = folderWith({ outside: '', 'v/a/c.txt': '' });
    symlinkSync(target, join(folder.path, 'v', name));
    await expect(treeHash(join(folder.path, 'v'))).rejects.toMatchObject({
      problems: [{ code: 'source/link-outside', what: `the link ${name} leads out of the version, to ${target}` }],
    });
  });
  it('refuses a link that leads out by another link, whatever its words say', async () => {
    using folder = folderWith({ outside: '', 'v/sub/x': '', 'v/deep/dir/x': '' });
    symlinkSync('../../sub', join(folder.path, 'v/deep/dir/e'));
    symlinkSync('deep/dir/e/../../outside', join(folder.path, 'v/l'));
    await expect(treeHash(join(folder.path, 'v'))).rejects.toMatchObject({ problems: [{ code: 'source/link-outside' }] });
  });
  it('does not know in which order the files were made', async () => {
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(Object.entries(files), { minLength: 4 }), async (shuffled) => {
        using one = folderWith(files);
        using other = folderWith(Object.fromEntries(shuffled));
        expect(await treeHash(other.path)).toBe(await treeHash(one.path));
      }),
      { numRuns: 20 },
    );
  });
  it('tells apart what joins to the same text', async () => {
    using one = folderWith({ a: 'bc', d: '' });
    using other = folderWith({ a: 'b', cd: '' });
    expect(await treeHash(one.path)).not.toBe(await treeHash(other.path));
  });
});
