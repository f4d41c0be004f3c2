import { command as words, object, optional, text } from '../values.ts';
import { environment } from './environment.ts';

const run = (description: string) => object({ command: words }, { description });

export const command = {
  list: run('Prints a line of JSON for each backup: {"id": …, "at": …}; docs/restore.md has all of it.'),
  restore: run('Brings DRILL_BACKUP to DRILL_FOLDER, or to the database at DRILL_URL.'),
  take: optional(run('Takes a backup of DRILL_SOURCE_URL, and prints its line as `list` does.')),
  verify: optional(run('Looks at DRILL_BACKUP; an exit code other than 0 says that it is not good.')),
  gives: optional(text('placeholder')),
  env: environment,
};
