import type { Scratch } from '../../../core/scratch/scratch.ts';
import type { RecoveredBackup } from '../../../model/journal.ts';

// What the route `restore` needs of backups; the commands fill it with the providers of `restore/`.

/** A server on what was brought back. Disposing of it ends it. */
export interface RecoveredServer extends AsyncDisposable {
  /** Connection URL of a database of the same name as it had. */
  readonly url: (database: string) => string;
  /** Resolves when it ends without having been told to, with how. */
  readonly lost: Promise<string>;
}

/** Where the databases of a rehearsal are backed up, and brought back from. */
export interface BackupPlace {
  readonly provider: string;
  /** Settings that the server must have from its start, so that its log is kept. */
  readonly settings: Readonly<Record<string, string>>;
  /** @throws DrillError `backup/…` */
  readonly take: (url: string, database: string, signal: AbortSignal) => Promise<RecoveredBackup>;
  /** Looks at the backup's files and its log, and brings the files. @throws DrillError `restore/…` for what is not as it was */
  readonly fetch: (backup: string, signal: AbortSignal) => Promise<void>;
  /** Starts a server on what was fetched, as it was at a restore point of its log. @throws DrillError `restore/does-not-start` */
  readonly serve: (restorePoint: string, signal: AbortSignal) => Promise<RecoveredServer>;
}

/** Opens the place for one run: everything of it lies in the run's folder. */
export type OpenBackupPlace = (scratch: Scratch, signal: AbortSignal) => Promise<BackupPlace>;
