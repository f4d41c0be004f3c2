import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { contract, openRepository, type Repository } from './repository.ts';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
  readonly pass_filenames: boolean;
}
const [hook] = parse(readFileSync(new URL('../../.pre-commit-hooks.yaml', import.meta.url), 'utf8')) as Hook[];

let repository: Repository;
beforeEach(() => {
  repository = openRepository((folder) => rmSync(folder, { recursive: true }));
});
afterEach(() => repository[Symbol.dispose]());

/** The entry as pre-commit runs it: from the root of the repository, its words as they are, no file names behind them. */
const run = () => {
  const [program = '', ...words] = (hook?.entry ?? '').split(' ');
  return spawnSync(program, words, {
    cwd: repository.root,
    encoding: 'utf8',
    env: { PATH: `${repository.bin}:${process.env['PATH']}`, HOME: repository.root },
  });
};

describe('the hook for pre-commit', () => {
  test('lets a commit pass that changes no contract', () => expect(run().status).toBe(0));

  test('stops a commit that breaks a contract, and shows what', () => {
    repository.write('contracts/2.json', contract('integer'));
    repository.git('add', '.');
    const { status, stdout } = run();
    expect(status).toBe(1);
    expect(stdout).toContain('contracts/2.json');
  });

  test('changes no file, or pre-commit would refuse every commit', () => {
    repository.write('.gitignore', '');
    repository.git('add', '.');
    run();
    expect(repository.git('status', '--porcelain', '--untracked-files=all')).toBe('M  .gitignore\n');
  });

  test('is run for the files that contracts are', () => {
    const pattern = new RegExp(hook?.files ?? '');
    expect(['a.json', 'b.yaml', 'c/d.yml', 'a.ts', 'json'].map((name) => pattern.test(name))).toEqual([true, true, true, false, false]);
    expect(hook?.pass_filenames).toBe(false);
  });
});
