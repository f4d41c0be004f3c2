import type { Place } from '../../core/error.ts';
import type { Catalog } from '../catalog.ts';
import type { Statement } from '../statements/statement.ts';

/** What nobody knows: why not, and the command or the line of drill.yaml that would tell. */
export interface Gap {
  readonly what: string;
  readonly fix: string;
}

/** A captured statement, and where it stands. `guessed`: no server understood it; it may touch what it names. */
export type Asked = Statement & { readonly at?: Place; readonly guessed?: true };

/** What a version's store is like, and all that the version was seen to ask of it. */
export type Known =
  | { readonly kind: 'known'; readonly catalog: Catalog; readonly statements: readonly Asked[] }
  /** Its schema is known, what it asks is not. */
  | {
      readonly kind: 'schema';
      readonly catalog: Catalog;
      readonly gap: Gap;
      /** Of each role the roles whose rights it has as a member, of those too that it is by way of others. */
      readonly groups?: ReadonlyMap<string, readonly string[]>;
    }
  | { readonly kind: 'unknown'; readonly gap: Gap };

/** One version of an artifact, with one store of it. */
export interface VersionFacts {
  readonly artifact: string;
  readonly store: string;
  readonly version: string;
  /** Why it must be able to run: `it runs in production`, `production goes back to it`. */
  readonly because: readonly string[];
  readonly known: Known;
}
