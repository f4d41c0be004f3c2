import type { Subcommand } from './command.ts';

/** Every subcommand, in the order of `drill --help`. One line a command. */
export const commands: readonly Subcommand[] = [];
