import type { RecoveredBackup, Recovery, RecoveryPoint } from '../../../model/journal.ts';
import type { Acked } from '../../workload/acked.ts';
import type { BackupPlace, RecoveredServer } from './port.ts';

/** A place in the log of the database that can be gone back to. */
export interface Mark {
  /** Of the restore point. */
  readonly name: string;
  /** `0/3000028` */
  readonly place: string;
  /** As the server wrote it: with microseconds. */
  readonly instant: string;
  /** ms on the drill's clock */
  readonly at: number;
  /** What had been acknowledged by then, by resource. */
  readonly owed: ReadonlyMap<string, Acked>;
}

/** The mark that is gone back to. */
export interface Chosen extends Mark {
  readonly point: RecoveryPoint;
  readonly why: string;
}

/** What the route `restore` knows of its way while it goes on. */
export interface Recovering {
  readonly backups: BackupPlace;
  readonly backup: RecoveredBackup;
  readonly steps: Recovery['steps'][number][];
  chosen: Chosen | undefined;
  /** Ends looking for damage, if it is looked for, and chooses. */
  choose: (() => Promise<Chosen>) | undefined;
  server: RecoveredServer | undefined;
  lastBack: number | undefined;
}
