import { Command, Option } from 'commander';
import type { Clock } from '../core/clock.ts';
import { type Profile, profiles } from '../compat/profile.ts';
import { DrillError } from '../core/error.ts';
import type { ExitCode } from '../core/exit.ts';
import { suggestion } from '../core/nearest.ts';
import { type Severity, severities } from '../model/finding.ts';
import type { Look, Report, Reporter } from '../model/report.ts';
import { reporters } from '../report/registry.ts';

/** What a command may use of the world around it. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Standard input as it comes, opened when it is first asked for; absent where there is none. */
  readonly input?: () => AsyncIterable<Uint8Array>;
  /** Resolves when what `out` was given is on its way; rejects with a `Stopped('interrupted')` when nobody reads on. */
  readonly flushed?: () => Promise<void>;
  /** How standard output and standard error may look, each for itself: one may be a terminal and the other not. */
  readonly look: { readonly out: Look; readonly err: Look };
  /** Standard error is a terminal: progress may be drawn over itself. */
  readonly interactive: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Aborted with a `Stopped('interrupted')` by Ctrl-C, SIGTERM, SIGHUP or the end of the launcher. */
  readonly signal: AbortSignal;
}

/** One subcommand: its words for `--help`, and what it does, which ends in an exit code. */
export interface Subcommand {
  readonly name: string;
  readonly build: (io: Io, exit: (code: ExitCode) => void) => Command;
}

/** @throws DrillError (usage) where there is none */
export const standardInput = ({ input }: Io): AsyncIterable<Uint8Array> => {
  if (!input) throw new DrillError('cli/no-input', 'there is no standard input to read from', { fix: 'Pipe into it, or name a file.' });
  return input();
};

/** A command with its examples, which are the last thing that `--help` shows. */
export const describe = (name: string, description: string, examples: readonly (readonly [line: string, meaning: string])[]): Command => {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, meaning]) => `  $ ${line.padEnd(width)}   ${meaning}`);
  return new Command(name).description(description).addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
};

/** The names of the forms that a kind of report can be told in; of no kind, those for all. */
export const formatsOf = (kind?: Report['kind']): readonly string[] =>
  reporters.filter(({ kinds }) => kinds === undefined || (kind !== undefined && kinds.includes(kind))).map(({ name }) => name);

export const formatOption = (kind?: Report['kind']): Option =>
  new Option('--format <format>', 'how to print the result').choices(formatsOf(kind)).default(reporters[0]?.name);
export const jsonOption = (): Option => new Option('--json', 'short for --format json').implies({ format: 'json' });
export const profileOption = (): Option =>
  new Option('--profile <profile>', 'how clients read: by what travels, or with generated code, for which names count too')
    .choices(profiles)
    .default('tolerant-reader' satisfies Profile);
export const secondOpinionOption = (): Option =>
  new Option('--second-opinion', 'show json-schema-diff’s answers beside ours, for the keywords that it covers; slower');
export const failOnOption = (): Option =>
  new Option('--fail-on <severity>', 'the least severity that fails').choices(severities).default('error' satisfies Severity);
export const fileOption = (): Option =>
  new Option('--file <drill.yaml>', 'the workspace’s file, instead of the nearest drill.yaml upwards from here');

export const reporterNamed = (name: string): Reporter => {
  const found = reporters.find((reporter) => reporter.name === name);
  if (!found)
    throw new DrillError('cli/unknown-format', `unknown format ${JSON.stringify(name)}`, {
      fix: suggestion(
        name,
        reporters.map((r) => r.name),
      ),
    });
  return found;
};
