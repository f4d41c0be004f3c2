import type { Progress } from '../../core/progress.ts';
import type { SourceDefinition } from '../definition.ts';
import type { ArtifactVersion, Workspace } from '../workspace.ts';

/** A version, ready to be run. Disposing of it removes what was made for it, and nothing that was there before. */
export interface Provided extends AsyncDisposable {
  /** Absolute path of the working directory: code and config together. */
  readonly folder: string;
  /** `sha256:…`, over code and config. */
  readonly digest: string;
}

/** What the work may use. */
export interface Providing {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Folder for what is fetched once and kept; default: `rollback-drill` in `$XDG_CACHE_HOME` or `~/.cache`. */
  readonly cacheDir?: string;
}

/** One place that a version can come from. */
export interface Source<Kind extends string = string> {
  /** The key in drill.yaml. */
  readonly kind: Kind;
  readonly digest: (workspace: Workspace, version: VersionFrom<Kind>, providing: Providing) => Promise<string>;
  readonly provide: (workspace: Workspace, version: VersionFrom<Kind>, providing: Providing) => Promise<Provided>;
}

/** A version whose source is of one kind. */
export type VersionFrom<Kind extends string> = Omit<ArtifactVersion, 'source'> & {
  readonly source: Extract<SourceDefinition, Readonly<Record<Kind, string>>>;
};

/** Where drill.yaml says where a version comes from. */
export const pointerTo = (version: Pick<ArtifactVersion, 'artifact' | 'version'>, key: string): readonly string[] => [
  'artifacts',
  version.artifact,
  'versions',
  version.version,
  key,
];

/** `orders 1.5.0` */
export const nameOf = (version: Pick<ArtifactVersion, 'artifact' | 'version'>): string => `${version.artifact} ${version.version}`;
