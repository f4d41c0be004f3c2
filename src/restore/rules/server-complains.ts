import { sha256 } from '../../core/hash.ts';
import type { RestoreRule } from '../rule.ts';

export const serverComplains: RestoreRule = {
  id: 'restore/server-complains',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The server starts on what was restored, and says that something is wrong with it.',
  fix: 'Look at the lines; they name the file or the table.',
  check: (facts) =>
    (facts.started?.complaints ?? []).map((line) => ({
      what: `the server says: ${line}`,
      quiet: { what: `the server says something of ${/\b(ERROR|FATAL|PANIC|WARNING):/.exec(line)?.[1] ?? 'a'} kind: ${sha256(line)}` },
    })),
};
