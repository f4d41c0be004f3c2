import type { Subcommand } from './command.ts';

/** A subcommand that is loaded when it is asked for: nobody waits for what the others need. */
export interface Loadable {
  readonly name: string;
  readonly load: () => Promise<Subcommand>;
}

/** Every subcommand, in the order of `drill --help`. One line a command. */
export const commands: readonly Loadable[] = [
  { name: 'run', load: async () => (await import('./run.ts')).run },
  { name: 'show', load: async () => (await import('./show.ts')).show },
  { name: 'check', load: async () => (await import('./check.ts')).check },
  { name: 'diff', load: async () => (await import('./diff.ts')).diff },
  { name: 'schema', load: async () => (await import('./schema.ts')).schema },
  { name: 'migration', load: async () => (await import('./migration.ts')).migration },
  { name: 'snapshot', load: async () => (await import('./snapshot.ts')).snapshot },
  { name: 'explain', load: async () => (await import('./explain.ts')).explain },
  { name: 'generate', load: async () => (await import('./generate.ts')).generate },
  { name: 'gate', load: async () => (await import('./gate.ts')).gate },
  { name: 'record', load: async () => (await import('./record.ts')).record },
  { name: 'history', load: async () => (await import('./history.ts')).history },
  { name: 'ledger', load: async () => (await import('./ledger.ts')).ledger },
  { name: 'backups', load: async () => (await import('./backups.ts')).backups },
  { name: 'clean', load: async () => (await import('./clean.ts')).clean },
  { name: 'init', load: async () => (await import('./init.ts')).init },
  { name: 'doctor', load: async () => (await import('./doctor.ts')).doctor },
];
