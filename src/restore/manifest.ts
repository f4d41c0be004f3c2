import { DrillError } from '../core/error.ts';
import { canonicalJson, sha256 } from '../core/hash.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { TableDigest } from '../storage/content.ts';

// What a database held when a backup of it was taken. It is written down at that time, from the source, and its hash goes into the
// ledger: what is restored later is held against it, and whoever edits one of the two is found out.

export interface SequenceState {
  /** `public.orders_id_seq` */
  readonly name: string;
  /** The last number that it gave; absent: none yet. Decimal text. */
  readonly last?: string;
}

export interface RoleState {
  readonly name: string;
  /** Sorted: `superuser`, `login`, `createdb`, … */
  readonly may: readonly string[];
  /** Roles that it is a member of, sorted. */
  readonly memberOf: readonly string[];
}

/** A query and its answer: rows as the server writes them. */
export interface InvariantState {
  readonly name: string;
  readonly sql: string;
  /** What it must answer, as it is declared. */
  readonly is?: string;
  readonly answer: readonly (readonly (string | null)[])[];
  /** The server did not answer, in its words. */
  readonly refused?: string;
}

/** What a database holds at one moment. */
export interface Content {
  readonly tables: readonly TableDigest[];
  /** Tables whose rows no backup of files holds. */
  readonly unlogged: readonly string[];
  readonly catalog: Catalog;
  readonly sequences: readonly SequenceState[];
  readonly roles: readonly RoleState[];
  /** Name and version: `pg_trgm 1.6`. */
  readonly extensions: readonly string[];
  /** Provider and version of collations that rows are sorted by: `libc 2.36`. */
  readonly collations: readonly string[];
  readonly invariants: readonly InvariantState[];
}

export interface Manifest {
  readonly format: 'rollback-drill/backup-manifest';
  readonly version: 1;
  readonly backup: string;
  /** ISO 8601 */
  readonly at: string;
  readonly artifact: string;
  readonly store: string;
  readonly cluster: {
    readonly systemIdentifier: string;
    readonly major: number;
    readonly database: string;
    /** That it wrote on; absent: it was recovering itself. */
    readonly timeline?: number;
    /** Whose data it is, as a query of the workspace tells it. */
    readonly tenant?: string;
    /** Settings that a server of these files must have at least. */
    readonly settings: Readonly<Record<string, string>>;
  };
  /**
   * The moment that `content` is of: a restore point in the log; a place in it, with the transactions that were under way and are not to
   * be seen; or the snapshot that a dump was made of.
   */
  readonly moment:
    | { readonly kind: 'restore-point'; readonly name: string; readonly at: string }
    | { readonly kind: 'lsn'; readonly at: string; readonly running: readonly string[] }
    | { readonly kind: 'snapshot' };
  readonly content: Content;
}

/**
 * What of a content a dump brings back: views are filled anew from what is there now, and tables that no log knows are in it as others
 * are, without anything to hold them against.
 */
export const dumpedContent = (content: Content): Content => {
  const views = new Set(content.catalog.objects.flatMap(({ kind, name }) => (kind === 'materialized view' ? [name] : [])));
  return { ...content, tables: content.tables.filter(({ table }) => !views.has(table)), unlogged: [] };
};

export const writeManifest = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 1)}\n`;

/** Equal for equal manifests, however they are written. */
export const hashOfManifest = (manifest: Manifest): string => sha256(canonicalJson(manifest));

/** @throws DrillError `manifest/…` for what is none, or is of a newer drill */
export const parseManifest = (text: string, file: string): Manifest => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DrillError('manifest/unreadable', `${file} is no manifest of a backup: it is no JSON`, { cause });
  }
  const { format, version } = (value ?? {}) as Partial<Manifest>;
  if (format !== 'rollback-drill/backup-manifest') throw new DrillError('manifest/unreadable', `${file} is no manifest of a backup`);
  if (version !== 1)
    throw new DrillError('manifest/newer', `${file} was written by a newer drill (manifest version ${String(version)})`, {
      fix: 'use that one',
    });
  return value as Manifest;
};
