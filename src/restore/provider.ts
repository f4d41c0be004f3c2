import type { Scratch } from '../core/scratch/scratch.ts';
import type { Session } from '../storage/engines/postgres/session.ts';
import type { BackupSettings } from '../workspace/definition/backup.ts';
import type { ProviderName } from '../workspace/definition/backups/registry.ts';

// What makes backups and gives them back. Each provider is one file; what they differ in is declared, never asked for by name.

/** What a provider can do besides giving a backup back. */
export interface Capabilities {
  /** Tell which backups there are. */
  readonly list: boolean;
  /** Take one. */
  readonly take: boolean;
  /** Go on from a backup to a point in time after it. */
  readonly pointInTime: boolean;
  /** Look at a backup's files by itself. */
  readonly verify: boolean;
  /** Take one of a snapshot that somebody else exported: what the source held is then known of the same moment. */
  readonly snapshot: boolean;
}

/** One backup, as its provider knows it. */
export interface Backup {
  /** The provider's own name of it. */
  readonly id: string;
  /** When it was complete: ISO 8601. */
  readonly at: string;
  /** As it lies there; absent: the provider does not tell. */
  readonly bytes?: number;
  /** Files of a whole cluster, or statements of one database. */
  readonly form: 'physical' | 'logical';
  /** PostgreSQL's own number of the cluster that it is of. */
  readonly systemIdentifier?: string;
  readonly timeline?: number;
  /** Where in the log it begins and ends: `0/3000028`. */
  readonly log?: { readonly from: string; readonly to: string };
  readonly major?: number;
  /** Of what its provider knows the database to be; of one database alone. */
  readonly database?: string;
}

/** What is backed up. */
export interface Source {
  readonly session: Session;
  /** Connection URL of the database. */
  readonly url: string;
  readonly database: string;
  /** Exported, and held as long as `take` runs; for providers that are capable of `snapshot`. */
  readonly snapshot?: string;
}

/** A file that is not as the backup's own list says. */
export interface FileFault {
  readonly name: string;
  readonly how: 'missing' | 'empty' | 'truncated' | 'appended' | 'changed' | 'unexpected';
}

/** What came of bringing a backup back. */
export type Restored =
  | {
      readonly kind: 'cluster';
      /** Of a server that was never started: its data. */
      readonly data: string;
      /** Brings a segment of the log: `%f`, `%p` as in PostgreSQL's `restore_command`; absent: there is no log. */
      readonly restoreCommand?: string;
      readonly files: number;
      readonly bytes: number;
      readonly faults: readonly FileFault[];
      /** Of a log that is not to be read where it lies, compressed or elsewhere: it came with the files, and was looked at then. */
      readonly log?: readonly LogFault[];
    }
  | { readonly kind: 'database'; readonly files: number; readonly bytes: number; readonly faults: readonly FileFault[] };

/** Segments of the log between two places. */
export interface LogFault {
  /** Name of the segment. */
  readonly segment: string;
  readonly how: 'missing' | 'truncated' | 'other cluster' | 'other timeline' | 'not a segment' | 'damaged';
}

/** An empty database on a server where nothing matters to anybody. */
export interface EmptyDatabase {
  /** Connection URL, of a superuser where the server is the drill's own. */
  readonly url: string;
  readonly database: string;
  /** Absent: the server is the drill's own. Else roles that are made on it are told by this name, and go with the database. */
  readonly run?: string;
}

/** Where a backup is brought to. */
export interface Target {
  readonly scratch: Scratch;
  /** Empty, of this run alone; a server's user may enter it. */
  readonly folder: string;
  /** Makes an empty database for a backup of the form `logical`; the same one however often it is asked for. */
  readonly database: (wanted?: { readonly major?: number }) => Promise<EmptyDatabase>;
}

/** The provider's own answer about a backup. */
export interface Verified {
  readonly ok: boolean;
  /** Its last words. */
  readonly said: string;
}

/** A place with backups. */
export interface Repository {
  readonly provider: string;
  readonly capabilities: Capabilities;
  /** Where it is, for people. */
  readonly where: string;
  /** The newest first. @throws DrillError `backup/…` */
  readonly list: (signal: AbortSignal) => Promise<readonly Backup[]>;
  /** @throws DrillError `backup/…` */
  readonly take?: (source: Source, signal: AbortSignal) => Promise<Backup>;
  readonly verify?: (backup: Backup, signal: AbortSignal) => Promise<Verified>;
  /** Brings all that is wanted, and tells of files that are not what they were. @throws DrillError `backup/…` */
  readonly restore: (backup: Backup, target: Target, signal: AbortSignal) => Promise<Restored>;
  /** Looks at the log from a backup's start to its end, or to the last segment that is there. */
  readonly log?: (backup: Backup, signal: AbortSignal) => Promise<readonly LogFault[]>;
}

/** What a provider may use of the world around it. */
export interface ProviderContext {
  /** Of the workspace: relative paths count from there. */
  readonly root: string;
  /** The environment of the machine, for programs that are run. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What a provider asks of a server that is made for a drill, so that its log reaches the repository. */
export interface ServerNeeds {
  readonly settings: Readonly<Record<string, string>>;
}

export interface Provider<Name extends ProviderName = ProviderName> {
  readonly name: Name;
  readonly capabilities: Capabilities;
  readonly open: (settings: BackupSettings<Name>, context: ProviderContext) => Repository;
  /**
   * The same for a source that is made for a drill: everything of it lies in `folder`, which is empty, and the repository that drill.yaml
   * names is not touched. Absent: only of sources that are there. Whatever the server has to write to must belong to `serverUser()`.
   */
  readonly within?: (
    settings: BackupSettings<Name>,
    folder: string,
    context: ProviderContext,
  ) => Promise<{ readonly settings: BackupSettings<Name>; readonly server: ServerNeeds }>;
}

/** Providers by their names. */
export type Providers = { readonly [Name in ProviderName]: Provider<Name> };
