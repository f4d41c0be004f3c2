import { describe, expect, it } from 'vitest';
import { DrillError, type Problem } from '../../src/core/error.ts';
import { chooseVersions, type Wish, worktreeVersion } from '../../src/workspace/choose.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

/** An artifact `a` of these versions, oldest first; a `?` behind one makes it onDemand. */
const workspaceOf = (versions: readonly string[]): Workspace => {
  const ordered = versions.map((text) => ({
    artifact: 'a',
    version: text.replace('?', ''),
    source: { path: '.', ...(text.endsWith('?') ? { onDemand: true } : {}) },
  }));
  return {
    root: '/',
    file: '/drill.yaml',
    definition: { version: 1, artifacts: {} },
    artifacts: new Map([['a', { name: 'a', versions: {}, ordered }]]),
    environments: new Map(),
    drills: new Map(),
    placeOf: (pointer) => ({ file: 'drill.yaml', line: 1, column: 1, pointer }),
  };
};

const usual = ['1', '2', '3', '4?'];

const chosen: readonly [sentence: string, versions: readonly string[], wish: Wish, answer: string][] = [
  ['the newest and the one before it', usual, {}, '2 -> 3'],
  ['one on demand is taken where it is named', usual, { to: '4' }, '3 -> 4'],
  ['one on demand is no default for N-1', ['1', '2?', '3'], {}, '1 -> 3'],
  ['N as asked', usual, { to: '2' }, '1 -> 2'],
  ['N-1 as asked', usual, { from: '1' }, '1 -> 3'],
  ['N-1 as asked, newer than N', usual, { from: '4', to: '2' }, '4 -> 2'],
  ['the drill’s two', usual, { drill: { from: '1', to: '2' } }, '1 -> 2'],
  ['the drill’s N', usual, { drill: { to: '4' } }, '3 -> 4'],
  ['the drill’s N-1', usual, { drill: { from: '1' } }, '1 -> 3'],
  ['asked before the drill', usual, { from: '2', to: '4', drill: { from: '1', to: '2' } }, '2 -> 4'],
  ['the drill’s N-1 holds where its N is asked for', usual, { to: '3', drill: { from: '1', to: '3' } }, '1 -> 3'],
  ['the drill’s N-1 says nothing of another N', usual, { to: '4', drill: { from: '1', to: '2' } }, '3 -> 4'],
  ['the drill’s N-1 says nothing where it names no N and one is asked for', usual, { to: '4', drill: { from: '1' } }, '3 -> 4'],
  ['the last known good one', usual, { lastKnownGood: '1' }, '1 -> 3'],
  ['the last known good one, though on demand', ['1?', '2', '3'], { lastKnownGood: '1' }, '1 -> 3'],
  ['the drill before the last known good one', usual, { lastKnownGood: '2', drill: { from: '1' } }, '1 -> 3'],
  ['not the last known good one where it is N', usual, { lastKnownGood: '3' }, '2 -> 3'],
  ['not the last known good one where it is newer', usual, { to: '2', lastKnownGood: '3' }, '1 -> 2'],
  ['not the last known good one where nobody declares it', usual, { lastKnownGood: '0.9' }, '2 -> 3'],
];

const refused: readonly [sentence: string, versions: readonly string[], wish: Wish, code: string, what: string, fix: string][] = [
  ['an unknown N', ['1.4.0', '1.5.0'], { to: '1.5.1' }, 'version/unknown', 'there is no version "1.5.1" of a', 'did you mean "1.5.0"?'],
  ['an unknown N-1', ['1.4.0', '1.5.0'], { from: '2024' }, 'version/unknown', 'there is no version "2024" of a', 'there are: 1.4.0, 1.5.0'],
  ['nothing but versions on demand', ['1?', '2?'], {}, 'version/none', 'every version of a is onDemand', 'name one with `--to <version>`'],
  ['one and the same', usual, { from: '3' }, 'version/same', 'N and N-1 of a are both 3', 'name two versions'],
  [
    'a drill from what is asked for',
    usual,
    { to: '2', drill: { from: '2', to: '2' } },
    'version/same',
    'N and N-1 of a are both 2',
    'name another N-1 with `--from <version>`',
  ],
  [
    'the first version',
    usual,
    { to: '1' },
    'version/no-previous',
    'there is no version of a before 1',
    'declare it, name one with `--from <version>`, or say that there is none yet: `drill record … --first-release`',
  ],
  [
    'only versions on demand before it',
    ['1?', '2'],
    {},
    'version/no-previous',
    'there is no version of a before 2',
    'declare it, name one with `--from <version>`, or say that there is none yet: `drill record … --first-release`',
  ],
];

const refusalOf = (work: () => unknown): readonly Problem[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof DrillError) return error.problems;
    throw error;
  }
  return [];
};

describe('N-1 and N', () => {
  it.each(chosen)('%s', (_, versions, wish, answer) => {
    const { from, to } = chooseVersions(workspaceOf(versions), 'a', wish);
    expect(`${from.version} -> ${to.version}`).toBe(answer);
  });
  it.each(refused)('%s is refused', (_, versions, wish, code, what, fix) => {
    const refusal = refusalOf(() => chooseVersions(workspaceOf(versions), 'a', wish));
    expect(refusal).toMatchObject([{ code, what, fix, at: { pointer: '/artifacts/a/versions' } }]);
  });
  it('of an unknown artifact there are none', () => {
    expect(() => chooseVersions(workspaceOf(usual), 'b', {})).toThrow('there is no artifact "b"');
  });
});

it.each([
  ['1.5.0', 'sha256:0a1b2c3d4e5f', '1.5.0+worktree.0a1b2c3d'],
  ['1.5.0+build.7', 'sha256:0a1b2c3d4e5f', '1.5.0+build.7.worktree.0a1b2c3d'],
])('the working tree of %s has a name of its own', (version, digest, name) => {
  expect(worktreeVersion(version, digest)).toBe(name);
});
