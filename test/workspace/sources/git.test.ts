import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { silent } from '../../../src/core/progress.ts';
import { sha256 } from '../../../src/core/hash.ts';
import { loadWorkspace } from '../../../src/workspace/load.ts';
import { digestOf, provide } from '../../../src/workspace/sources/registry.ts';
import { folderWith } from '../folder.ts';

let home: ReturnType<typeof folderWith>;
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', home.path, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();

beforeAll(() => {
  home = folderWith({
    'app/server.js': 'one\n',
    'app/run.sh': 'x',
    'app/.gitattributes': 'server.js export-ignore\n',
    'other.txt': '',
    'deep/': '',
  });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'one');
  git('tag', 'v1.0.0');
  writeFileSync(join(home.path, 'app/server.js'), 'two\n');
  git('commit', '-qam', 'two');
});
afterAll(() => home[Symbol.dispose]());

const versionOf = async (source: string, folder = '') => {
  const file = join(home.path, folder, 'drill.yaml');
  writeFileSync(file, `version: 1\nartifacts: { a: { versions: { 1.0.0: ${source} } } }\n`);
  const workspace = await loadWorkspace(home.path, file);
  const [version] = workspace.artifacts.get('a')?.ordered ?? [];
  if (!version) throw new Error('no version');
  return { workspace, version };
};
const providing = { signal: new AbortController().signal, progress: silent };

describe('a version from git', () => {
  it.each([
    ['from the repository’s root', ''],
    ['from a folder inside it', 'deep'],
  ])('is written out as it was committed, %s', async (_, folder) => {
    const { workspace, version } = await versionOf('{ git: v1.0.0, path: app }', folder);
    let made: string;
    {
      await using provided = await provide(workspace, version, providing);
      made = provided.folder;
      expect(readFileSync(join(made, 'server.js'), 'utf8')).toBe('one\n');
      expect(statSync(join(made, 'run.sh')).mode & 0o100).toBe(0o100);
      expect(existsSync(join(made, 'other.txt'))).toBe(false);
      expect(provided.digest).toBe(sha256(`git:${git('rev-parse', 'v1.0.0:app')}`));
      expect(await digestOf(workspace, version)).toBe(provided.digest);
    }
    expect(existsSync(made)).toBe(false);
    expect(git('status', '--porcelain', '--', 'app', 'other.txt')).toBe('');
  });
  it('may be the whole tree', async () => {
    const { workspace, version } = await versionOf('{ git: HEAD }');
    await using provided = await provide(workspace, version, providing);
    expect(readFileSync(join(provided.folder, 'app/server.js'), 'utf8')).toBe('two\n');
  });

  const refused: readonly [sentence: string, source: string, code: string, what: string, fix?: string][] = [
    [
      'an unknown tag',
      '{ git: v1.0.1 }',
      'source/unknown-ref',
      'a 1.0.0: git knows no tag, branch or commit "v1.0.1"',
      'did you mean "v1.0.0"?',
    ],
    [
      'a ref that is an option',
      '{ git: --upload-pack=x }',
      'source/bad-ref',
      '"--upload-pack=x" is not a git ref: none begins with a dash',
    ],
    [
      'an unknown folder',
      '{ git: v1.0.0, path: ap }',
      'source/no-path',
      'a 1.0.0: there is no folder "ap" in v1.0.0',
      'did you mean "app"?',
    ],
    [
      'a file',
      '{ git: v1.0.0, path: other.txt }',
      'source/no-path',
      'a 1.0.0: there is no folder "other.txt" in v1.0.0',
      'write it relative to the repository’s root',
    ],
    [
      'a folder outside',
      '{ git: v1.0.0, path: ../x }',
      'source/bad-path',
      'a 1.0.0: the path "../x" leads out of the repository',
      'write it relative to the repository’s root',
    ],
    [
      'an image, so far',
      '{ image: "a:1" }',
      'source/not-yet',
      'a 1.0.0 is a container image, which drill can read about but not start yet',
      'give it a `path`, `npm` or `git` source for now',
    ],
  ];
  it.each(refused)('%s is refused', async (_, source, code, what, fix) => {
    const { workspace, version } = await versionOf(source);
    const error = await provide(workspace, version, providing).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(error).toBeInstanceOf(DrillError);
    expect((error as DrillError).kind).toBe('usage');
    const [problem] = (error as DrillError).problems;
    expect([problem?.code, problem?.what, problem?.fix, problem?.at?.line]).toEqual([code, what, fix, 2]);
  });
  it('is refused where there is no repository', async () => {
    using outside = folderWith({ 'drill.yaml': 'version: 1\nartifacts: { a: { versions: { 1.0.0: { git: x } } } }\n' });
    const workspace = await loadWorkspace(outside.path);
    const [version] = workspace.artifacts.get('a')?.ordered ?? [];
    await expect(version && digestOf(workspace, version)).rejects.toThrow(
      'a 1.0.0 comes from git, but drill.yaml is in no repository that git reads',
    );
  });
  it('is given up when somebody stops it', async () => {
    const { workspace, version } = await versionOf('{ git: HEAD }');
    const stopped = new Error('stopped');
    await expect(provide(workspace, version, { ...providing, signal: AbortSignal.abort(stopped) })).rejects.toBe(stopped);
  });
});

it('a folder that went away after drill.yaml was read is refused', async () => {
  using outside = folderWith({ 'drill.yaml': 'version: 1\nartifacts: { a: { versions: { 1.0.0: { path: v } } } }\n', 'v/x': '' });
  const workspace = await loadWorkspace(outside.path);
  const [version] = workspace.artifacts.get('a')?.ordered ?? [];
  if (!version) throw new Error('no version');
  await using provided = await provide(workspace, version, providing);
  expect(provided.folder).toBe(join(outside.path, 'v'));
  chmodSync(join(outside.path, 'v'), 0o755);
  execFileSync('rm', ['-r', join(outside.path, 'v')]);
  await expect(provide(workspace, version, providing)).rejects.toThrow('the folder of a 1.0.0, v, is not there any more');
});
