import { text } from '../values.ts';

export const base = {
  repository: text('Folder that backups are written to, relative to drill.yaml, with the archived log in `wal/` below it.'),
};
