import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Whole commands, from the start of the process to its end, as their users wait for them.

const root = join(import.meta.dirname, '..', '..');
/** A heap or a loader that somebody set for other reasons must not count. */
const { NODE_OPTIONS: _options, ...env } = process.env;
const longest = 600_000;

export type Command = readonly [program: string, ...args: string[]];

export const drill = (...args: readonly string[]): Command => [process.execPath, join(root, 'bin', 'drill.js'), ...args];

/** What no program can do without: a process that reads the files and takes them as JSON. */
export const bare = (...files: readonly string[]): Command => [
  process.execPath,
  '-e',
  'for (const file of process.argv.slice(1)) JSON.parse(require("node:fs").readFileSync(file, "utf8"))',
  ...files,
];

export const nothing: Command = [process.execPath, '-e', '0'];

/** Runs it once and gives back what it says. @throws where it ends with another code than those given */
export const said = ([program, ...args]: Command, codes: readonly number[]): string => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 1 << 30, timeout: longest });
  if (error) throw error;
  if (status === null || !codes.includes(status))
    throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stderr.slice(0, 1000)}`);
  return stdout;
};

const wallMs = ([program, ...args]: Command): number => {
  const start = performance.now();
  const { error } = spawnSync(program, args, { env, stdio: 'ignore', timeout: longest });
  const ms = performance.now() - start;
  if (error) throw error;
  return ms;
};

/** The least time of each, in ms: all in turn, so that a busy moment of the machine meets all of them. */
export const leastMs = <Name extends string>(commands: Readonly<Record<Name, Command>>, runs: number): Record<Name, number> => {
  const names = Object.keys(commands) as Name[];
  const least = Object.fromEntries(names.map((name) => [name, Infinity])) as Record<Name, number>;
  for (let run = 0; run < runs; run++) for (const name of names) least[name] = Math.min(least[name], wallMs(commands[name]));
  return least;
};

/** What one run needs besides time. */
export interface Needs {
  /** The most memory that the process held, in MB. */
  readonly peakMb: number;
  /** Of all its threads: what a busy machine does not change much. */
  readonly cpuMs: number;
  /** Compiling schemas in ajv and asking it about witnesses. */
  readonly ajvMs: number;
  readonly ajvSchemas: number;
}

/** Asks a run of Node about itself at its end. */
export const needsOf = ([program, ...args]: Command): Needs => {
  const file = join(tmpdir(), `drill-needs-${process.pid}.json`);
  const watch = pathToFileURL(join(import.meta.dirname, 'watch.ts')).href;
  try {
    spawnSync(program, ['--import', watch, ...args], { env: { ...env, DRILL_BENCH_NEEDS: file }, stdio: 'ignore', timeout: longest });
    return JSON.parse(readFileSync(file, 'utf8')) as Needs;
  } finally {
    rmSync(file, { force: true });
  }
};
