import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DrillError, messageOf } from '../core/error.ts';
import type { RestoreFailure, RestorePhase } from '../model/journal.ts';

// What stopped a restore before its time. The backup's fault is a finding and fails; what the machine or the drill lacks proves nothing.

/** What PostgreSQL says of files that it cannot make sense of: data or an index is corrupted, a file is missing or cannot be read. */
const corrupted = /^(?:XX00[0-2]|58P01|58030)$/;

const codeOf = (error: unknown): string | undefined => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
};

const isServers = (error: unknown): boolean => /^[0-9A-Z]{5}$/.test(codeOf(error) ?? '') && 'severity' in (error as object);

/** What a server said of the copy that means that the copy is not well; undefined: it said something else, or nobody did. */
export const saidOfCopy = (error: unknown, phase: RestorePhase): string | undefined =>
  isServers(error) && corrupted.test(codeOf(error) ?? '') && (phase === 'verify' || phase === 'recover' || phase === 'boot')
    ? messageOf(error)
    : undefined;

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', '53100']);
/** Says a line that there is no room left? */
export const saysFull = (line: string): boolean => /no space left on device|disk quota exceeded|check free disk space/i.test(line);

/** Is the disk full? Who notices may be another than who fails: a server that cannot write ends, and all that its clients see is that it does. */
export const isFull = async (thrown: unknown, folder: string): Promise<boolean> => {
  const why = thrown instanceof DrillError ? (thrown.problems[0]?.why ?? '') : '';
  if (fullCodes.has(codeOf(thrown) ?? '') || saysFull(`${messageOf(thrown)} ${why}`)) return true;
  for (const name of await readdir(folder).catch(() => []))
    if (name.endsWith('.log') && saysFull(await readFile(join(folder, name), 'utf8').catch(() => ''))) return true;
  return false;
};

/**
 * As it may be written down.
 * @param shown values of the copy may be: what a server, a tool or the system says may hold some
 * @param full the disk is
 * @throws the error itself where it is bad input or a bug of ours
 */
export const failureOf = (
  error: unknown,
  { phase, at, shown, full }: { readonly phase: RestorePhase; readonly at: number; readonly shown: boolean; readonly full: boolean },
): RestoreFailure => {
  const code = codeOf(error);
  const isSystems = code !== undefined && /^E[A-Z0-9]+$/.test(code);
  const problem = error instanceof DrillError ? error.problems[0] : undefined;
  if (problem ? (error as DrillError).kind === 'usage' : !isServers(error) && !isSystems && !full) throw error;
  const lines = (problem?.why ?? '').split('\n');
  const line = lines.find(saysFull) ?? lines.at(-1) ?? '';
  const said = line === '' ? messageOf(error) : `${messageOf(error)} (${line})`;
  const fix = full ? 'Free some space, or set TMPDIR to a folder with enough of it.' : problem?.fix;
  const quiet = `${problem?.code ?? code ?? 'an error'}; what was said is not shown, for the environment is not marked \`synthetic\``;
  const what = `${full ? 'there is no room left: ' : ''}${shown ? said : quiet}`;
  return { phase, who: 'environment', what, at, ...(fix !== undefined && { fix }) };
};
