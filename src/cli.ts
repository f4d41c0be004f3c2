import { once } from 'node:events';
import { addAbortSignal } from 'node:stream';
import { Command, CommanderError } from 'commander';
import type { Io } from './commands/command.ts';
import { commands } from './commands/registry.ts';
import { toolVersion } from './commands/version.ts';
import { systemClock } from './core/clock.ts';
import { Stopped, within } from './core/deadline.ts';
import { DrillError } from './core/error.ts';
import { type ExitCode, exitCodes } from './core/exit.ts';
import { interruption } from './core/interruption.ts';
import { reap } from './core/scratch/scratch.ts';
import { removers } from './commands/server/removers.ts';
import { stagesText } from './core/stages.ts';
import { noCommand } from './report/terminal/foreign.ts';
import { problemText } from './report/terminal/problem.ts';

const lookOf = (stream: NodeJS.WriteStream): { colours: boolean; width: number } => ({
  colours: stream.isTTY === true && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb',
  width: stream.columns ?? 100,
});

const explain = (error: unknown, io: Io, debug: boolean): ExitCode => {
  if (error instanceof Stopped && error.reason === 'interrupted') {
    io.err(`drill: ${error.message}\n`);
    return exitCodes.interrupted;
  }
  if (error instanceof DrillError) {
    for (const problem of error.problems) io.err(`${problemText(problem, io.look.err)}\n`);
    if (debug) io.err(`${error.stack ?? ''}\n`);
    return error.kind === 'usage' ? exitCodes.usage : exitCodes.internal;
  }
  io.err(`drill: internal error: this is a bug in drill.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCodes.internal;
};

/** Standard input, let go of when the program is to end. */
const standardInput = async function* (signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of addAbortSignal(signal, process.stdin)) yield chunk as Uint8Array;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
};

/** Waits until standard output takes more. */
const flushed = async (signal: AbortSignal): Promise<void> => {
  const { stdout } = process;
  if (stdout.writableNeedDrain && !stdout.errored) await within(signal, once(stdout, 'drain')).catch(() => signal.throwIfAborted());
  if (stdout.errored || stdout.destroyed) throw new Stopped('interrupted', 'nobody reads the answers any more');
};

/** Commander must neither exit nor print by itself, at any depth of subcommands. */
const quiet = (command: Command, io: Io): void => {
  command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  for (const inner of command.commands) quiet(inner, io);
};

/** Clean-up after a bug may take this long, in milliseconds. */
const cleanUpMs = 60_000;

/**
 * For what nobody waits for and nobody caught, and for whoever ends the process from within (a workload module may): Node's own
 * exit codes, 0, 1 and 13, mean something else here. The command is told to stop, so that it cleans up; the exit code is 70.
 */
const standBy = (io: Io, stop: (what: string) => void): { finish: (code: ExitCode) => ExitCode } => {
  let isFinished = false;
  let forced: ExitCode | undefined;
  const bug = (error: unknown): void => {
    forced ??= explain(error, io, true);
    stop('an internal error; cleaning up');
    setTimeout(() => process.exit(exitCodes.internal), cleanUpMs).unref();
  };
  process.on('uncaughtException', bug).on('unhandledRejection', bug);
  // Nobody reads on (`drill history | head`), or the terminal is gone: the work goes on. A result that cannot be written is told.
  process.stderr.on('error', () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO') return;
    forced ??= exitCodes.internal;
    process.exitCode = exitCodes.internal;
    io.err(`drill: cannot write the result: ${error.message}\n`);
  });
  process.on('exit', () => {
    if (isFinished) return;
    process.exitCode = exitCodes.internal;
    io.err(
      'drill: ended from within before it was done: something it was given, a workload module for instance, ended the process or waits for ever\n',
    );
  });
  return {
    finish: (code) => {
      isFinished = true;
      return forced ?? code;
    },
  };
};

/** Runs one command line (without the program's name) and returns the exit code; prints, never throws. */
export const main = async (argv: readonly string[]): Promise<ExitCode> => {
  using interrupted = interruption();
  const io: Io = {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(noCommand(text)),
    input: () => standardInput(interrupted.signal),
    flushed: () => flushed(interrupted.signal),
    look: { out: lookOf(process.stdout), err: lookOf(process.stderr) },
    interactive: process.stderr.isTTY === true && process.env['CI'] === undefined,
    cwd: process.cwd(),
    env: process.env,
    clock: systemClock,
    signal: interrupted.signal,
  };
  const lastResort = standBy(io, (what) => interrupted.stop(what));
  let code: ExitCode = exitCodes.pass;
  const program = new Command('drill')
    .description('Proves, before N is rolled out, that you can go back to N-1, and tells whatever does the rolling out.')
    .version(toolVersion())
    .option('--debug', 'show the stack of an error, and where the time went')
    .showSuggestionAfterError(true)
    // `drill record good orders --version 1.5.0` means that version, and must not print the version of drill with exit code 0.
    .enablePositionalOptions()
    .addHelpText(
      'after',
      '\nExit codes: 0 pass, 1 fail, 2 inconclusive, 64 usage or configuration error, 70 internal error, 130 interrupted.',
    );
  const asked = argv.find((word) => !word.startsWith('-'));
  const named = commands.filter(({ name }) => name === asked);
  // Help, completion and the nearest name on a typo need all of them.
  const wanted = named.length > 0 ? named : asked === undefined && argv.includes('--version') ? [] : commands;
  for (const subcommand of await Promise.all(wanted.map(({ load }) => load())))
    program.addCommand(subcommand.build(io, (exit) => (code = exit)));
  if (wanted === commands) (await import('@bomb.sh/tab/commander')).default(program, { completionCommandName: 'completion' });
  program.hook('preAction', async (_, action) => {
    if (action.name().startsWith('complet')) return;
    const { json, format } = action.opts<{ json?: true; format?: string }>();
    // Some commands have no other format.
    if (json && format !== undefined && format !== 'json')
      throw new DrillError('cli/two-formats', `--json is --format json, and ${format} is asked for too`, {
        fix: `Leave one of them out; --report ${format}=<file> writes the other to a file.`,
      });
    // What a killed run left must not keep this command from doing what it is for.
    for (const { id, failed } of await reap(removers))
      io.err(
        `drill: ${failed === undefined ? `removed what the killed run ${id} had left` : `could not remove what the killed run ${id} had left: ${failed}`}\n`,
      );
  });
  quiet(program, io);
  const debug = argv.includes('--debug');
  try {
    await program.parseAsync(
      argv.filter((word) => word !== '--debug'),
      { from: 'user' },
    );
    const stages = debug ? stagesText() : '';
    if (stages !== '') io.err(`drill: ${stages}\n`);
    return lastResort.finish(code);
  } catch (error) {
    if (error instanceof CommanderError) return lastResort.finish(error.exitCode === 0 ? exitCodes.pass : exitCodes.usage);
    return lastResort.finish(explain(error, io, debug));
  }
};
