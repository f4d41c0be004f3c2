import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DrillError, placeText } from '../../src/core/error.ts';
import { loadWorkload, loadWorkspace } from '../../src/workspace/load.ts';
import { folderWith } from './folder.ts';
import { around, sound } from './sound.ts';
import { spoiled } from './spoiled.ts';

let home: ReturnType<typeof folderWith>;
beforeAll(() => {
  home = folderWith({ ...around, 'deep/er/': '', 'notes.txt': '' });
  symlinkSync('config.yaml', join(home.path, 'v/1.4.0/linked.yaml'));
  symlinkSync('../../notes.txt', join(home.path, 'v/1.5.0/linked.yaml'));
});
afterAll(() => home[Symbol.dispose]());

/** Every problem as `place code: what -> fix`. */
const problemsOf = async (work: Promise<unknown>): Promise<string[]> => {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (error === undefined) return [];
  if (!(error instanceof DrillError)) throw error;
  return error.problems.map(({ at, code, what, fix }) => `${at ? placeText(at) : '-'} ${code}: ${what}${fix ? ` -> ${fix}` : ''}`);
};

const load = (text: string | Uint8Array): Promise<string[]> => {
  writeFileSync(join(home.path, 'drill.yaml'), text);
  return problemsOf(loadWorkspace(home.path));
};

/** The sound file with one text in the place of another, which must be there. */
const spoil = (was: string, is: string): string => {
  expect(sound.split(was).length, `${was} stands in the file once`).toBe(2);
  return sound.replace(was, () => is);
};

describe('a drill.yaml with something wrong', () => {
  it.each(spoiled)('%s', async (_, was, is, ...problems) => {
    expect(await load(spoil(was, is))).toEqual(problems.map((problem) => `drill.yaml:${problem}`));
  });

  const whole: readonly [sentence: string, text: string | Uint8Array, ...problems: string[]][] = [
    ['empty', '', 'drill.yaml:1:1 config/empty: drill.yaml is empty'],
    ['nothing but comments', '# hello\n', 'drill.yaml:1:1 config/empty: drill.yaml is empty but for comments'],
    [
      'not UTF-8',
      Buffer.from([0x61, 0x0a, 0x62, 0xff]),
      'drill.yaml:2:2 config/not-utf8: drill.yaml is not UTF-8 text -> save it as UTF-8',
    ],
    ['a list', '- a\n', 'drill.yaml:1:1 config/wrong-type: the file must be a mapping with "version" and "artifacts"; found a list'],
    ['two documents', 'a: 1\n---\nb: 2\n', 'drill.yaml:2:1 config/not-yaml: this file holds more than one YAML document; one is expected'],
    [
      'an alias in itself',
      sound.replace('[schema-left, down]', '&a [*a]'),
      'drill.yaml:32:16 config/wrong-type: drills.back.routes[0] must be schema-left, down or restore; found a list',
      'drill.yaml:32:17 config/endless-alias: the alias *a stands inside what it stands for',
    ],
    [
      'aliases that unfold without end',
      `${['x: &x0 [1,1,1,1,1,1,1,1,1,1]', ...[1, 2, 3, 4, 5, 6].map((n) => `x${n}: &x${n} [${`*x${n - 1},`.repeat(10)}]`)].join('\n')}\n`,
      'drill.yaml:1:25 config/too-large: the file nests or unfolds too far: at most 100000 values and 100 levels, aliases unfolded',
    ],
    ['nested without end', '['.repeat(20_000), 'drill.yaml:1:1 config/too-large: the file nests too deep'],
  ];
  it.each(whole)('%s', async (_, text, ...problems) => {
    expect(await load(text)).toEqual(problems);
  });

  it('all of it is told at once, from the top down', async () => {
    const text = sound
      .replace('60s', '60')
      .replace('artifact: orders', 'artifact: order')
      .replace('engine: postgres', 'engin: postgres')
      .replace('path: v/1.4.0', 'pth: v/1.4.0');
    expect(await load(text)).toEqual([
      'drill.yaml:5:16 config/unknown-key: unknown key "pth" in artifacts.orders.versions["1.4.0"] -> did you mean "path"?',
      'drill.yaml:18:11 config/missing-key: artifacts.orders.stores.db has no "engine" -> add "engine": postgres',
      'drill.yaml:18:13 config/unknown-key: unknown key "engin" in artifacts.orders.stores.db -> did you mean "engine"?',
      'drill.yaml:28:15 config/unknown-artifact: drills.back.artifact: there is no artifact "order" -> did you mean "orders"?',
      'drill.yaml:34:15 config/wrong-type: drills.back.deadline must be a duration, such as 250ms, 10s or 7d; found the number 60',
    ]);
  });
});

describe('finding the file', () => {
  it('goes upwards, and names the file as it is typed from there', async () => {
    await load(spoil('60s', '60'));
    expect((await problemsOf(loadWorkspace(join(home.path, 'deep/er'))))[0]).toMatch(/^\.\.\/\.\.\/drill\.yaml:34:15 /);
  });
  it('says what to do where there is none', async () => {
    using empty = folderWith({});
    expect(await problemsOf(loadWorkspace(empty.path))).toEqual([
      '- config/missing: there is no drill.yaml in this folder or above it -> `drill init` writes a first one; `drill init --example` an example that runs',
    ]);
  });
  it('says so where a named file is not there, or is a folder', async () => {
    expect(await problemsOf(loadWorkspace(home.path, 'no.yaml'))).toEqual([
      '- config/missing: there is no file no.yaml -> `drill init` writes a first drill.yaml',
    ]);
    expect(await problemsOf(loadWorkspace(home.path, 'deep'))).toEqual([
      '- config/not-a-file: deep is a folder, not a file -> name the file in it',
    ]);
    expect(await problemsOf(loadWorkspace(home.path, 'notes.txt/x'))).toEqual([
      '- config/missing: there is no file notes.txt/x -> `drill init` writes a first drill.yaml',
    ]);
  });
});

describe('a sound drill.yaml', () => {
  it('becomes a workspace, its versions oldest first', async () => {
    writeFileSync(join(home.path, 'drill.yaml'), sound);
    const workspace = await loadWorkspace(home.path);
    expect(workspace.root).toBe(home.path);
    expect(workspace.file).toBe(join(home.path, 'drill.yaml'));
    expect(workspace.artifacts.get('orders')?.ordered.map(({ version }) => version)).toEqual(['1.4.0', '1.5.0', '1.10.0', '2.0.0']);
    expect([...workspace.drills.values()].map(({ name, deadline }) => [name, deadline])).toEqual([['back', '60s']]);
    expect([...workspace.environments.keys()]).toEqual(['local']);
    expect(workspace.placeOf('/artifacts/orders/versions/1.5.0')).toMatchObject({ file: 'drill.yaml', line: 6, column: 14 });
    expect(workspace.placeOf('/drills/back/routes/7')).toMatchObject({ line: 32, column: 13 });
  });
  it('keeps the order and the text of versions that look like numbers', async () => {
    const versions = '{ 9: { path: v }, 1.10: { path: v }, 1.1: { path: v } }';
    mkdirSync(join(home.path, 'numbers/v'), { recursive: true });
    writeFileSync(join(home.path, 'numbers/drill.yaml'), `version: 1\nartifacts: { a: { versions: ${versions} } }\n`);
    const workspace = await loadWorkspace(join(home.path, 'numbers'));
    expect(workspace.artifacts.get('a')?.ordered.map(({ version }) => version)).toEqual(['9', '1.10', '1.1']);
  });
  it('may use anchors and merge keys, where what is given takes the place of what is merged', async () => {
    const text = sound.replace('  back:\n', '  back: &back\n').replace('policy:', '  again: { <<: *back, deadline: 5s }\npolicy:');
    writeFileSync(join(home.path, 'drill.yaml'), text);
    const { drills } = await loadWorkspace(home.path);
    expect(drills.get('again')).toEqual({ ...drills.get('back'), name: 'again', deadline: '5s' });
  });
});

describe('a workload in a file of its own', () => {
  it('is read, or told what is wrong with it', async () => {
    const file = join(home.path, 'w.yaml');
    writeFileSync(file, 'journeys: [{ name: a, steps: [{ request: GET /x }] }]\n');
    expect(await loadWorkload(file, home.path)).toEqual({ journeys: [{ name: 'a', steps: [{ request: 'GET /x' }] }] });
    writeFileSync(file, 'journeys: [{ name: a, steps: [{ request: get /x }] }]\n');
    expect(await problemsOf(loadWorkload(file, home.path))).toEqual([
      'w.yaml:1:42 config/bad-value: journeys[0].steps[0].request must be a method and a path, such as GET /healthz; found "get /x"',
    ]);
    expect(await problemsOf(loadWorkload(join(home.path, 'x.yaml'), home.path))).toEqual(['- workload/missing: x.yaml is not there']);
  });
});
