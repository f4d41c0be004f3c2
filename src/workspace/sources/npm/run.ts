import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DrillError } from '../../../core/error.ts';
import { openScratch } from '../../../core/scratch/scratch.ts';
import { runChild } from '../../../core/scratch/child.ts';

const advice = /^(A complete log|code |errno |syscall |network This is|network In most|network 'proxy'|\[)/;

/** Lines of npm's that say what went wrong; its advice, and where it keeps its log, left out. */
const lastWords = (lines: readonly string[]): string => {
  const told = lines
    .map((line) => /^npm (?:error|ERR!) ?(.*)$/.exec(line)?.[1]?.trim() ?? '')
    .find((line) => line !== '' && !advice.test(line));
  return told ?? lines.findLast((line) => line.trim() !== '')?.trim() ?? 'it said nothing';
};

/** What npm itself or the launcher of `npx` has set for its own run must not decide about this one. */
const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined &&
        !/^npm_(package|lifecycle|config_(local_)?prefix|config_(global|workspaces?|dry_run)$|command|execpath)/i.test(entry[0]),
    ),
  );

/**
 * Runs npm in a folder, in a process group of its own that ends with the signal, and at the next command at the latest
 * when this process is killed.
 * @throws DrillError `source/npm-failed`, `source/no-npm`, or the signal's reason
 */
export const runNpm = async (folder: string, args: readonly string[], what: string, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted();
  await using scratch = await openScratch(`npm-${randomBytes(6).toString('hex')}`);
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--no-update-notifier', '--loglevel=error'];
  const command = ['npm', ...args, ...quiet, '--prefix', folder];
  try {
    const { code, tail } = await runChild(
      { scratch, command, cwd: folder, env: environment(), logFile: join(scratch.folder, 'npm.log') },
      signal,
    );
    signal.throwIfAborted();
    if (code === 0) return;
    throw new DrillError('source/npm-failed', `npm cannot get ${what}: ${lastWords(tail)}`, {
      fix: 'check the name and version, and that the registry can be reached; `npm view` shows what it has',
    });
  } catch (error) {
    if (!(error instanceof DrillError) || error.problems[0]?.code !== 'process/cannot-start') throw error;
    throw new DrillError('source/no-npm', 'npm is not installed, or not on the PATH', { fix: 'install npm', cause: error });
  }
};
