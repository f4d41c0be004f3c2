import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { silent } from '../../../src/core/progress.ts';
import { loadWorkspace } from '../../../src/workspace/load.ts';
import { type Lock, lockHash } from '../../../src/workspace/sources/npm/package.ts';
import { digestOf, provide } from '../../../src/workspace/sources/registry.ts';
import { folderWith } from '../folder.ts';
import { npmRegistry } from './registry-server.ts';

const packageFiles = (name: string, version: string, more: object = {}, code = `module.exports = '${name} ${version}';`) => ({
  'package.json': JSON.stringify({ name, version, main: 'index.js', ...more }),
  'index.js': code,
});
const app = packageFiles('app', '1.0.0', { dependencies: { part: '^1.0.0' } }, `module.exports = 'app 1.0.0 with ' + require('part');`);
const builds = packageFiles('builds', '1.0.0', { scripts: { install: "node -e \"require('fs').writeFileSync('built.txt', '')\"" } });

let registry: Awaited<ReturnType<typeof npmRegistry>>;
let before: string | undefined;
beforeAll(async () => {
  registry = await npmRegistry({ app, part: packageFiles('part', '1.0.0'), builds });
  before = process.env['npm_config_registry'];
  process.env['npm_config_registry'] = registry.url;
});
afterAll(async () => {
  if (before === undefined) delete process.env['npm_config_registry'];
  else process.env['npm_config_registry'] = before;
  await registry[Symbol.asyncDispose]();
});

const start = `console.log(require('app'));\n`;

const open = async (folder: string, source: string) => {
  writeFileSync(join(folder, 'drill.yaml'), `version: 1\nartifacts: { a: { versions: { 1.0.0: ${source} } } }\n`);
  const workspace = await loadWorkspace(folder);
  const [version] = workspace.artifacts.get('a')?.ordered ?? [];
  if (!version) throw new Error('no version');
  const providing = { signal: new AbortController().signal, progress: silent, cacheDir: join(folder, 'cache') };
  return { workspace, version, providing };
};
const refusalOf = async (work: Promise<unknown>): Promise<readonly [string | undefined, string | undefined]> => {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof DrillError)) throw error ?? new Error('it was not refused');
  return [error.problems[0]?.code, error.problems[0]?.what];
};
const inCache = (folder: string): string[] =>
  readdirSync(join(folder, 'cache/npm'))
    .map((name) => name.replace(/[0-9a-f]{16,}/, '#'))
    .toSorted();

describe('a version from npm', () => {
  it('runs with the files beside it, and leaves nothing but the cache', async () => {
    using home = folderWith({ 'w/start.js': start, 'w/node_modules/junk/x': '' });
    const { workspace, version, providing } = await open(home.path, '{ npm: app@1.0.0, with: w }');
    let made: string;
    {
      await using provided = await provide(workspace, version, providing);
      made = provided.folder;
      expect(execFileSync(process.execPath, ['start.js'], { cwd: made, encoding: 'utf8' })).toBe('app 1.0.0 with part 1.0.0\n');
      expect(existsSync(join(made, 'node_modules/junk'))).toBe(false);
      expect(provided.digest).toBe(await digestOf(workspace, version, providing));
    }
    expect(existsSync(made)).toBe(false);
    expect(inCache(home.path)).toEqual(['#.lock.json', 'app-1.0.0-#']);

    const asked = registry.asked.length;
    await using again = await provide(workspace, version, providing);
    expect(again.folder).not.toBe(made);
    expect(registry.asked.length).toBe(asked);
  });

  it('keeps the packages that its lock named first, and its digest with them', async () => {
    using home = folderWith({ 'w/start.js': start });
    const { workspace, version, providing } = await open(home.path, '{ npm: app@1.0.0, with: w }');
    const digest = await digestOf(workspace, version, providing);
    registry.publish({ part: packageFiles('part', '1.1.0') });
    expect(await digestOf(workspace, version, providing)).toBe(digest);
    expect(await digestOf(workspace, version, { ...providing, cacheDir: join(home.path, 'other') })).not.toBe(digest);
    writeFileSync(join(home.path, 'w/start.js'), `${start}\n`);
    expect(await digestOf(workspace, version, providing)).not.toBe(digest);
  });

  it('takes exactly what a committed lock names, wherever that was made', async () => {
    using home = folderWith({ 'w/start.js': start, 'w/package.json': JSON.stringify({ dependencies: { app: '1.0.0', part: '1.0.0' } }) });
    // Not the synchronous form: the registry runs in this very process.
    await promisify(execFile)('npm', ['install', '--package-lock-only', '--no-audit'], { cwd: join(home.path, 'w') });
    const { workspace, version, providing } = await open(home.path, '{ npm: app@1.0.0, with: w }');
    const asked = registry.asked.length;
    const digest = await digestOf(workspace, version, providing);
    expect(registry.asked.length).toBe(asked);
    await using provided = await provide(workspace, version, providing);
    expect(execFileSync(process.execPath, ['start.js'], { cwd: provided.folder, encoding: 'utf8' })).toBe('app 1.0.0 with part 1.0.0\n');

    using elsewhere = folderWith({});
    cpSync(join(home.path, 'w'), join(elsewhere.path, 'w'), { recursive: true });
    const other = await open(elsewhere.path, '{ npm: app@1.0.0, with: w }');
    expect(await digestOf(other.workspace, other.version, other.providing)).toBe(digest);
  });

  it('is refused where the committed lock is of another version', async () => {
    using home = folderWith({ 'w/package.json': '{}', 'w/package-lock.json': '{"packages":{"node_modules/app":{"version":"0.9.0"}}}' });
    const { workspace, version, providing } = await open(home.path, '{ npm: app@1.0.0, with: w }');
    expect(await refusalOf(digestOf(workspace, version, providing))).toEqual([
      'source/lock-mismatch',
      'a 1.0.0 is app@1.0.0, but w/package-lock.json has app 0.9.0',
    ]);
  });

  it('runs no install scripts, unless it says so', async () => {
    using home = folderWith({});
    const notes: string[] = [];
    const built = async (source: string): Promise<boolean> => {
      const { workspace, version, providing } = await open(home.path, source);
      await using provided = await provide(workspace, version, { ...providing, progress: { ...silent, note: (text) => notes.push(text) } });
      return existsSync(join(provided.folder, 'node_modules/builds/built.txt'));
    };
    expect(await built('{ npm: builds@1.0.0 }')).toBe(false);
    expect(await built('{ npm: builds@1.0.0, scripts: true }')).toBe(true);
    expect(notes).toEqual(['install scripts that do not run: builds (`scripts: true` lets them)']);
  });

  it.each([
    ['a version that is not there', 'app@9.9.9', 'npm cannot get app@9.9.9: notarget No matching version found for app@9.9.9.'],
    ['a package that is not there', 'nobody@1.0.0', `npm cannot get nobody@1.0.0: 404 Not Found - GET REGISTRY/nobody`],
  ])('%s is refused in npm’s words, and leaves nothing', async (_, spec, what) => {
    using home = folderWith({});
    const { workspace, version, providing } = await open(home.path, `{ npm: ${spec} }`);
    expect((await refusalOf(provide(workspace, version, providing))).map((text) => text?.replace(registry.url, 'REGISTRY'))).toEqual([
      'source/npm-failed',
      what,
    ]);
    expect(inCache(home.path)).toEqual([]);
  });

  it('is given up at once when somebody stops it, npm with it, and nothing half-made is taken for whole', async () => {
    using home = folderWith({});
    const { workspace, version, providing } = await open(home.path, '{ npm: slow@1.0.0 }');
    const controller = new AbortController();
    const stopped = new Error('stopped');
    const work = provide(workspace, version, { ...providing, signal: controller.signal });
    const refused = work.catch((error: unknown) => error);
    while (!registry.asked.includes('/slow')) await new Promise((resolve) => setTimeout(resolve, 20));
    controller.abort(stopped);
    expect(await refused).toBe(stopped);
    expect(inCache(home.path)).toEqual([]);
    expect(execFileSync('ps', ['-Ao', 'args'], { encoding: 'utf8' })).not.toContain(home.path);
  });

  it('removes what a killed fetch has left, and takes none of it for whole', async () => {
    using home = folderWith({});
    const { workspace, version, providing } = await open(home.path, '{ npm: app@1.0.0 }');
    mkdirSync(join(home.path, 'cache/npm/app-1.0.0-0000.part-999999999-1-abcd'), { recursive: true });
    await using _ = await provide(workspace, version, providing);
    expect(inCache(home.path)).toEqual(['#.lock.json', 'app-1.0.0-#']);
  });

  it('may be fetched by several at once', async () => {
    using home = folderWith({});
    const { workspace, version, providing } = await open(home.path, '{ npm: app@1.0.0 }');
    const all = await Promise.all([1, 2, 3].map(() => provide(workspace, version, providing)));
    expect(new Set(all.map(({ digest }) => digest)).size).toBe(1);
    for (const { folder } of all) expect(readFileSync(join(folder, 'node_modules/app/package.json'), 'utf8')).toBe(app['package.json']);
    await Promise.all(all.map((one) => one[Symbol.asyncDispose]()));
    expect(inCache(home.path)).toEqual(['#.lock.json', 'app-1.0.0-#']);
  });
});

describe('the hash of a lock', () => {
  const part = { version: '1.0.0', resolved: 'https://one.example/part.tgz', integrity: 'sha512-a' };
  const lock = {
    packages: { '': { version: '9.9.9' }, 'node_modules/app': { version: '1.0.0', integrity: 'sha512-b' }, 'node_modules/part': part },
  };
  const others: readonly [sentence: string, same: boolean, packages: object][] = [
    ['another registry', true, { ...lock.packages, 'node_modules/part': { ...part, resolved: 'https://two.example/part.tgz' } }],
    ['another order', true, Object.fromEntries(Object.entries(lock.packages).toReversed())],
    ['another root', true, { ...lock.packages, '': { version: '0.0.1' } }],
    ['other bytes', false, { ...lock.packages, 'node_modules/part': { ...part, integrity: 'sha512-c' } }],
    ['another version', false, { ...lock.packages, 'node_modules/part': { ...part, version: '1.0.1' } }],
    ['another place', false, { ...lock.packages, 'node_modules/part': undefined, 'node_modules/app/node_modules/part': part }],
    [
      'a package of a git repository, at another commit',
      false,
      { ...lock.packages, 'node_modules/part': { version: '1.0.0', resolved: 'git+ssh://x#1' } },
    ],
  ];
  it.each(others)('%s', (_, same, packages) => {
    expect(lockHash({ packages: JSON.parse(JSON.stringify(packages)) as NonNullable<Lock['packages']> }) === lockHash(lock)).toBe(same);
  });
});
