import { Type } from 'typebox';
import { optional, text } from '../values.ts';
import { environment, program } from './environment.ts';

export const restic = {
  repository: text('The repository, as restic is told it: a folder relative to drill.yaml, or s3:, sftp:, rest: and so on.'),
  passwordFile: optional(text('File with the repository’s password, relative to drill.yaml. Default: `env` names RESTIC_PASSWORD.')),
  tags: optional(Type.Array(Type.String({ minLength: 1 }), { description: 'Only snapshots that have all of these tags.', minItems: 1 })),
  host: optional(text('Only snapshots of this host.')),
  wal: optional(
    text(
      'Folder with the archived log, relative to drill.yaml; without it a backup is brought back as it was when it ended, and to no later point.',
    ),
  ),
  env: environment,
  program,
};
