import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { DrillError, messageOf } from '../../core/error.ts';
import { sha256 } from '../../core/hash.ts';
import { nearest } from '../../core/nearest.ts';
import { openScratch } from '../../core/scratch/scratch.ts';
import { pointerOf } from '../reading/places.ts';
import type { Workspace } from '../workspace.ts';
import { nameOf, pointerTo, type Providing, type Source, type VersionFrom } from './source.ts';
import { treeHash } from './tree-hash.ts';

const execute = promisify(execFile);

/** What git says on the last line of its complaint. */
const lastWords = (error: unknown): string => {
  const { stderr } = error as { stderr?: string };
  return (
    (stderr ?? '')
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^(fatal|error): /, '') || messageOf(error)
  );
};

/** Runs git in the workspace; its complaints come back as an exception with `stderr`. */
const runGit = async (
  root: string,
  args: readonly string[],
  signal: AbortSignal,
  env: Readonly<Record<string, string>> = {},
): Promise<string> => {
  signal.throwIfAborted();
  try {
    const { stdout } = await execute('git', ['-C', root, ...args], {
      signal,
      maxBuffer: 256 << 20,
      env: { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', ...env },
    });
    return stdout.trimEnd();
  } catch (error) {
    signal.throwIfAborted();
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new DrillError('source/no-git', 'git is not installed, or not on the PATH', { fix: 'install git', cause: error });
    throw error;
  }
};

const problem = (workspace: Workspace, version: VersionFrom<'git'>, key: 'git' | 'path') => ({
  at: workspace.placeOf(pointerOf(...pointerTo(version, key))),
});

/** The commit that a ref names, or an error with the ref that was most likely meant. */
const commitOf = async (workspace: Workspace, version: VersionFrom<'git'>, signal: AbortSignal): Promise<string> => {
  const ref = version.source.git;
  const about = problem(workspace, version, 'git');
  if (ref.startsWith('-'))
    throw new DrillError('source/bad-ref', `${JSON.stringify(ref)} is not a git ref: none begins with a dash`, about);
  try {
    await runGit(workspace.root, ['rev-parse', '--git-dir'], signal);
  } catch (error) {
    if (error instanceof DrillError || signal.aborted) throw error;
    throw new DrillError(
      'source/no-repository',
      `${nameOf(version)} comes from git, but drill.yaml is in no repository that git reads: ${lastWords(error)}`,
      {
        fix: 'run `git init` there, or give the version a `path`',
        ...about,
        cause: error,
      },
    );
  }
  try {
    return await runGit(workspace.root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`], signal);
  } catch (error) {
    if (error instanceof DrillError || signal.aborted) throw error;
    const refs = (
      await runGit(workspace.root, ['for-each-ref', '--format=%(refname:short)', 'refs/tags', 'refs/heads', 'refs/remotes'], signal)
    ).split('\n');
    const near = nearest(ref, refs);
    throw new DrillError('source/unknown-ref', `${nameOf(version)}: git knows no tag, branch or commit ${JSON.stringify(ref)}`, {
      fix:
        near === undefined
          ? 'fetch it (`git fetch --tags`), or name another; `git tag` lists the tags'
          : `did you mean ${JSON.stringify(near)}?`,
      ...about,
      cause: error,
    });
  }
};

/** The hash of the tree that holds the version. */
const treeOf = async (workspace: Workspace, version: VersionFrom<'git'>, signal: AbortSignal): Promise<string> => {
  const commit = await commitOf(workspace, version, signal);
  const folder = posix.normalize((version.source.path ?? '.').replaceAll('\\', '/')).replace(/\/$/, '');
  const about = problem(workspace, version, 'path');
  if (folder.startsWith('../') || folder === '..' || folder.startsWith('/'))
    throw new DrillError(
      'source/bad-path',
      `${nameOf(version)}: the path ${JSON.stringify(version.source.path)} leads out of the repository`,
      {
        fix: 'write it relative to the repository’s root',
        ...about,
      },
    );
  try {
    const found = await runGit(
      workspace.root,
      ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${folder === '.' ? '' : folder}`],
      signal,
    );
    // Fails for a file, which has no tree.
    return await runGit(workspace.root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${found}^{tree}`], signal);
  } catch (error) {
    if (error instanceof DrillError || signal.aborted) throw error;
    const folders = (await runGit(workspace.root, ['ls-tree', '-r', '-d', '--name-only', '--full-tree', commit], signal)).split('\n');
    const near = nearest(folder, folders);
    throw new DrillError('source/no-path', `${nameOf(version)}: there is no folder ${JSON.stringify(folder)} in ${version.source.git}`, {
      fix: near === undefined ? 'write it relative to the repository’s root' : `did you mean ${JSON.stringify(near)}?`,
      ...about,
      cause: error,
    });
  }
};

const digestOfTree = (tree: string): string => sha256(`git:${tree}`);

const checkOut = async (workspace: Workspace, version: VersionFrom<'git'>, { signal, progress }: Providing) => {
  const tree = await treeOf(workspace, version, signal);
  progress.step('fetch', `${nameOf(version)} from git ${version.source.git}`);
  const scratch = await openScratch(`git-${randomBytes(6).toString('hex')}`);
  try {
    const folder = join(scratch.folder, 'version');
    // From its top, or git would take drill.yaml's folder for all there is.
    const top = await runGit(workspace.root, ['rev-parse', '--show-toplevel'], signal);
    const index = { GIT_INDEX_FILE: join(scratch.folder, 'index') };
    await mkdir(folder);
    // Not `git archive`: that leaves out what .gitattributes marks as export-ignore, and the digest is of the whole tree.
    await runGit(top, ['read-tree', tree], signal, index);
    await runGit(top, ['checkout-index', '--all', '--force', `--prefix=${folder}/`], signal, index);
    await rm(index.GIT_INDEX_FILE, { force: true });
    // For the links alone: none may lead out of the version.
    await treeHash(folder);
    return { folder, digest: digestOfTree(tree), [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose]() };
  } catch (error) {
    await scratch[Symbol.asyncDispose]();
    if (error instanceof DrillError || signal.aborted) throw error;
    throw new DrillError('source/git-failed', `cannot check out ${nameOf(version)}: ${lastWords(error)}`, {
      ...problem(workspace, version, 'git'),
      cause: error,
    });
  }
};

/** A tree of this repository at a ref, written to a folder of its own. */
export const git: Source<'git'> = {
  kind: 'git',
  digest: async (workspace, version, { signal }) => digestOfTree(await treeOf(workspace, version, signal)),
  provide: checkOut,
};
