import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { Tree } from '../../compat/document/tree.ts';
import { DrillError } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';

const run = promisify(execFile);

/** The name of the tree without files, which git knows without storing it. */
const emptyTree = {
  sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
  sha256: '6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321',
} as const;

/** What is committed at one ref of the repository that a workspace lies in. */
export interface Base {
  /** As the user named it, with the commit: `main (0a1b2c3)`; `HEAD (no commit yet)` ahead of the first one. */
  readonly name: string;
  /** The full commit id; ahead of the first one that of the empty tree. */
  readonly commit: string;
  /** There is no commit yet on this branch: nothing is committed there. */
  readonly isUnborn: boolean;
  /** A file's bytes, by its path relative to the workspace's root; undefined where it was not committed then. */
  readonly read: (path: string) => Promise<Uint8Array | undefined>;
  /** The files right in a folder, by their names in it; undefined where there was none then. */
  readonly list: (folder: string) => Promise<readonly string[] | undefined>;
}

/**
 * Opens a ref.
 * @throws DrillError (usage) for what is no ref, with the nearest one; outside a git repository; where there is no git
 */
export const openBase = async (root: string, ref: string): Promise<Base> => {
  // What begins with a dash would be an option to git, never a ref.
  if (ref.startsWith('-') || ref === '')
    throw new DrillError('check/bad-ref', `${JSON.stringify(ref)} is not a git ref`, {
      fix: 'Name a branch, a tag or a commit: --base main.',
    });
  const git = async (...words: readonly string[]): Promise<Buffer> => {
    const { stdout } = await run('git', ['-C', root, ...words], { encoding: 'buffer', maxBuffer: 512 * 1024 * 1024 });
    return stdout;
  };
  await git('rev-parse', '--show-toplevel').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') throw new DrillError('check/no-git', '--base needs git, which is not installed', { cause });
    throw new DrillError('check/not-a-repository', `${root} is not in a git repository, so there is nothing committed to compare with`, {
      cause,
      fix: 'Run it in a clone, or compare two files: drill diff <old> <new>.',
    });
  });
  /** HEAD names a branch that has no commit yet: what is read there is the empty tree, which git knows everywhere. */
  const unborn = async (): Promise<string | undefined> => {
    if (ref !== 'HEAD') return undefined;
    const isOnBranch = await git('symbolic-ref', '--quiet', 'HEAD').then(
      () => true,
      () => false,
    );
    if (!isOnBranch) return undefined;
    const format = await git('rev-parse', '--show-object-format').catch(() => Buffer.from('sha1'));
    return format.toString().trim() === 'sha256' ? emptyTree.sha256 : emptyTree.sha1;
  };
  let isUnborn = false;
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`)
    .then((text) => text.toString().trim())
    .catch(async (cause: unknown) => {
      const empty = await unborn();
      isUnborn = empty !== undefined;
      if (empty !== undefined) return empty;
      const names = await git('for-each-ref', '--format=%(refname:short)').catch(() => Buffer.from(''));
      const known = names
        .toString()
        .split('\n')
        .filter((name) => name !== '');
      throw new DrillError('check/unknown-ref', `there is no git ref ${JSON.stringify(ref)} here`, {
        cause,
        fix: suggestion(ref, known.slice(0, 200)),
      });
    });
  return {
    name: isUnborn ? `${ref} (no commit yet)` : `${ref} (${commit.slice(0, 7)})`,
    commit,
    isUnborn,
    read: async (path) => {
      const listed = await git('ls-tree', '-z', '--end-of-options', commit, '--', `./${path}`).catch(() => Buffer.from(''));
      if (!/^\d+ blob /.test(listed.toString())) return undefined;
      return git('show', `${commit}:./${path}`);
    },
    list: async (folder) => {
      const listed = await git('ls-tree', '-z', '--end-of-options', commit, '--', `./${folder}/`).catch(() => Buffer.from(''));
      const names = [...listed.toString().matchAll(/\d+ (?:blob|tree) [^\t]*\t([^\0]*)\0/g)].map(([, path = '']) => basename(path));
      return names.length === 0 ? undefined : names;
    },
  };
};

/** What is committed there, as files that a contract may refer to. */
export const treeOf = ({ name, read }: Base): Tree => ({ root: name, read, name: (path) => `${name}:${path}` });
