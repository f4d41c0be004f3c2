import { clean } from './clean.ts';
import type { Subcommand } from './command.ts';
import { run } from './run.ts';
import { show } from './show.ts';

/** Every subcommand, in the order of `drill --help`. One line a command. */
export const commands: readonly Subcommand[] = [run, show, clean];
