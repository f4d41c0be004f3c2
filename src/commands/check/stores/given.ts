import { basename, join } from 'node:path';
import type { CapturedFile } from '../../../storage/statements/files.ts';
import { isCapture } from '../../../storage/statements/query.ts';
import type { StoreDefinition } from '../../../workspace/definition.ts';
import type { ArtifactVersion } from '../../../workspace/workspace.ts';

// What a version brings for the trial of its store besides migrations: the statements that it asks, and rows.

/** Where files are read from: a folder, or a commit. */
interface From {
  readonly list: (folder: string) => Promise<readonly string[] | undefined>;
  readonly read: (file: string) => Promise<Uint8Array | undefined>;
  readonly named: (file: string) => string;
}

/** What there is of it. */
export interface Given {
  /** Absent: nothing was captured of this version, and its statements are made from its schema. */
  readonly statements?: { readonly from: string; readonly files: readonly CapturedFile[] };
  readonly seed?: CapturedFile;
  /** What is declared, and this version does not have. */
  readonly lacking: readonly string[];
}

/** Where a drill keeps what it saw a version ask, relative to the workspace. */
export const capturedFile = ({ artifact, version }: Pick<ArtifactVersion, 'artifact' | 'version'>, store: string): string =>
  ['.drill', 'captured', `${artifact}-${version}-${store}.sql`].join('/');

/** The first line of such a file, which says of what content it was captured. */
export const capturedOf = (digest: string): string => `-- captured from ${digest}`;

const decoded = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A file, or the files right in a folder; undefined: there is neither. */
const filesAt = async (place: From, path: string): Promise<readonly CapturedFile[] | undefined> => {
  const bytes = await place.read(path);
  if (bytes) return [{ file: place.named(path), text: decoded(bytes) }];
  const names = await place.list(path);
  if (!names) return undefined;
  const read = async (name: string): Promise<CapturedFile[]> => {
    const file = join(path, basename(name));
    const found = isCapture(name) ? await place.read(file) : undefined;
    return found ? [{ file: place.named(file), text: decoded(found) }] : [];
  };
  return (await Promise.all(names.toSorted().map(read))).flat();
};

/** Files of a version that its store names besides migrations, by their paths in the version; a folder stands for what is in it. */
export const givenPaths = ({ statements, seed }: StoreDefinition): readonly string[] => [
  ...(typeof statements === 'string' ? [statements] : []),
  ...(seed === undefined ? [] : [seed]),
];

/** What a drill has captured, where it is of this very content. */
const capturedHere = async (
  version: ArtifactVersion,
  store: string,
  kept: { readonly place: From; readonly digest: string | undefined },
): Promise<Pick<Given, 'statements' | 'lacking'>> => {
  const file = capturedFile(version, store);
  const bytes = await kept.place.read(file);
  const named = kept.place.named(file);
  const made = `what ${version.version} asks is made from its schema`;
  if (!bytes || kept.digest === undefined) return { lacking: [`no drill has captured the statements of ${version.version} yet: ${made}`] };
  const text = decoded(bytes);
  if (text.split('\n', 1)[0] !== capturedOf(kept.digest))
    return { lacking: [`${named} was captured from another content of ${version.version}: ${made}`] };
  return { statements: { from: named, files: [{ file: named, text }] }, lacking: [] };
};

/**
 * What a version brings.
 * @param inVersion its files
 * @param kept where drills keep what they capture, and the digest of the version that is looked at; undefined: what is looked at is no version
 */
export const givenBy = async (
  version: ArtifactVersion,
  [store, definition]: readonly [string, StoreDefinition],
  inVersion: From,
  kept: { readonly place: From; readonly digest: string | undefined },
): Promise<Given> => {
  const { statements, seed } = definition;
  const asked = typeof statements === 'string' ? await filesAt(inVersion, statements) : undefined;
  const captured = typeof statements === 'object' ? await capturedHere(version, store, kept) : undefined;
  const rows = seed === undefined ? undefined : (await filesAt(inVersion, seed))?.[0];
  return {
    ...(typeof statements === 'string' && asked && { statements: { from: inVersion.named(statements), files: asked } }),
    ...(captured?.statements && { statements: captured.statements }),
    ...(rows && { seed: rows }),
    lacking: [
      ...(captured?.lacking ?? []),
      ...(typeof statements === 'string' && !asked
        ? [`${version.version} has no ${statements}: what ${version.version} asks is made from its schema`]
        : []),
      ...(seed !== undefined && !rows ? [`${version.version} has no ${seed}`] : []),
    ],
  };
};
