import { optional, text } from '../values.ts';

export const directory = {
  repository: text(
    'Folder, relative to drill.yaml, that is a base backup or a dump, or holds some: each a folder, an archive of tar or a file.',
  ),
  wal: optional(
    text(
      'Folder with the archived log, relative to drill.yaml; without it a backup is brought back as it was when it ended, and to no later point.',
    ),
  ),
};
