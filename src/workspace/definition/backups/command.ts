import { object, oneOf, optional, text, command as words } from '../values.ts';
import { environment } from './environment.ts';

const run = (description: string) =>
  object(
    { command: { ...words, description: 'Program and arguments; no shell. The working directory is drill.yaml’s folder.' } },
    { description },
  );

// What they are to work on is in their environment, never among their arguments: DRILL_BACKUP, DRILL_FOLDER, DRILL_URL, DRILL_SOURCE_URL.
export const command = {
  commands: object(
    {
      list: run('Prints a line of JSON for each backup: { "id": "…", "at": "2026-11-24T02:00:00Z" }; docs/restore.md tells the rest.'),
      restore: run(
        'Brings the backup DRILL_BACKUP into the empty database DRILL_URL, or the files of its cluster into the empty folder DRILL_FOLDER.',
      ),
      take: optional(run('Takes a backup of the database DRILL_SOURCE_URL, and prints its line of JSON.')),
      verify: optional(
        run('Looks at the backup DRILL_BACKUP: it is good where this ends with 0 and no line of what it prints begins with an error.'),
      ),
    },
    { description: 'What keeps the backups.' },
  ),
  form: optional(
    oneOf(['logical', 'physical'], 'What `restore` brings: statements of one database (default), or the files of a whole cluster.'),
  ),
  wal: optional(text('Folder with the archived log, relative to drill.yaml, for backups of files.')),
  env: environment,
};
