import type { Invariant } from '../../restore/manifest/read.ts';
import type { BackupDefinition } from '../../workspace/definition/backup.ts';

/** What drill.yaml says that must hold of a copy. */
export const invariantsOf = ({ invariants = {} }: BackupDefinition): readonly Invariant[] =>
  Object.entries(invariants).map(([name, one]) => ({ name, ...(typeof one === 'string' ? { sql: one } : one) }));
