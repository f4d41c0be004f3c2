import type { Place } from '../core/error.ts';
import type { ArtifactDefinition, Definition, DrillDefinition, EnvironmentDefinition, SourceDefinition } from './definition.ts';

/** drill.yaml, read, checked and resolved: every name in it leads somewhere. */
export interface Workspace {
  /** Absolute path of the folder that drill.yaml stands in; all paths in it are relative to here. */
  readonly root: string;
  /** Absolute path of drill.yaml. */
  readonly file: string;
  readonly definition: Definition;
  readonly artifacts: ReadonlyMap<string, Artifact>;
  readonly environments: ReadonlyMap<string, Environment>;
  readonly drills: ReadonlyMap<string, Drill>;
  /** Where a value of drill.yaml stands, by JSON pointer (`/artifacts/orders/versions/1.5.0`); the nearest parent's place where it has none. */
  readonly placeOf: (pointer: string) => Place;
}

export interface Artifact extends ArtifactDefinition {
  readonly name: string;
  /** Oldest first: by semantic versioning where all are such versions, else as declared. */
  readonly ordered: readonly ArtifactVersion[];
}

export interface ArtifactVersion {
  readonly artifact: string;
  readonly version: string;
  readonly source: SourceDefinition;
}

export interface Environment extends EnvironmentDefinition {
  readonly name: string;
}

export interface Drill extends DrillDefinition {
  readonly name: string;
}
