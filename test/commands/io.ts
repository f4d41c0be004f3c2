import type { ExitCode } from '../../src/core/exit.ts';
import { systemClock } from '../../src/core/clock.ts';
import { DrillError } from '../../src/core/error.ts';
import type { Io, Subcommand } from '../../src/commands/command.ts';

export interface Ran {
  readonly out: string;
  readonly code: ExitCode | undefined;
  /** Codes of the problems that it was refused for. */
  readonly refused: readonly string[];
}

/** An Io that keeps what is written. */
export const ioAt = (cwd: string, out: string[] = []): Io => ({
  out: (text) => void out.push(text),
  err: () => {},
  look: { out: { colours: false, width: 100 }, err: { colours: false, width: 100 } },
  interactive: false,
  cwd,
  env: process.env,
  clock: systemClock,
  signal: new AbortController().signal,
});

/** Runs one command in a folder, as cli.ts would. */
export const runIn = async (cwd: string, subcommand: Subcommand, ...args: readonly string[]): Promise<Ran> => {
  const out: string[] = [];
  let code: ExitCode | undefined;
  try {
    await subcommand.build(ioAt(cwd, out), (exit) => (code = exit)).parseAsync([...args], { from: 'user' });
    return { out: out.join(''), code, refused: [] };
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    return { out: out.join(''), code, refused: error.problems.map((problem) => problem.code) };
  }
};
