import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import semver from 'semver';
import { DrillError, messageOf } from '../../core/error.ts';
import { ownPackage } from '../../core/package.ts';
import { findBinaries, serverUser } from '../../storage/engines/postgres/binaries.ts';
import { type Check, type Finding, limited, missing, ok } from './check.ts';

const wantedNode = (): string => ownPackage().manifest.engines.node;

/** First line that a program says of itself; undefined when it is not there or does not answer within 5 s. */
const ask = async (program: string, ...args: readonly string[]): Promise<string | undefined> => {
  try {
    const { stdout } = await promisify(execFile)(program, args, { timeout: 5000 });
    return stdout.trim().split('\n')[0];
  } catch {
    return undefined;
  }
};

/** `error`'s words with what it says to do. */
const told = (error: unknown): Finding => {
  const problem = error instanceof DrillError ? error.problems[0] : undefined;
  const why = problem?.why === undefined ? '' : `: ${problem.why}`;
  return missing(`${problem?.what ?? messageOf(error)}${why}`, problem?.fix ?? 'run again with `--debug`');
};

export const node: Check = {
  name: 'Node',
  needed: true,
  look: async () => {
    const wanted = wantedNode();
    const what = `${process.version}, needed: ${wanted}`;
    return semver.satisfies(process.version, wanted) ? ok(what) : missing(what, `install Node ${wanted}`);
  },
};

export const postgres: Check = {
  name: 'PostgreSQL',
  needed: true,
  look: async () => {
    try {
      const { version, bin } = await findBinaries();
      return ok(`embedded server ${version.split('-')[0] ?? version}, in ${bin}`);
    } catch (error) {
      return told(error);
    }
  },
};

export const user: Check = {
  name: 'user',
  needed: false, // where it cannot run the server, that is what PostgreSQL says
  look: async () => {
    const other = await serverUser();
    return ok(other ? `we are root, so PostgreSQL runs as ${other.name} (${other.uid})` : 'not root, so PostgreSQL runs as the same user');
  },
};

const program = (name: string, args: readonly string[], without: string, fix: string): Check => ({
  name,
  needed: false,
  look: async () => {
    const version = await ask(name, ...args);
    return version === undefined ? missing(`not found; ${without}`, fix) : ok(version);
  },
});

export const git = program(
  'git',
  ['--version'],
  'versions cannot come from git, and `check --base` has nothing to compare with',
  'install git',
);
export const npm = program('npm', ['--version'], 'versions cannot come from npm', 'install npm; it comes with Node');

export const docker: Check = {
  name: 'Docker',
  needed: false,
  look: async () => {
    const server = await ask('docker', 'version', '--format', '{{.Server.Version}}');
    if (server) return ok(`server ${server}`);
    const client = await ask('docker', '--version');
    return client === undefined
      ? missing('not found; the embedded PostgreSQL does without', 'install Docker to use containers')
      : limited(`${client}, but no daemon answers; the embedded PostgreSQL does without`, 'start the daemon, or let this user reach it');
  },
};
