import { createHash, type Hash } from 'node:crypto';
import { open, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { DrillError } from '../../core/error.ts';
import type { FileFault } from '../provider.ts';
import { crc32c } from './crc32c.ts';

// PostgreSQL's own list of the files of a base backup (backup_manifest), with the size and checksum that each has. What is restored is
// held against it as it lies there.

interface Listed {
  readonly name: string;
  /** bytes */
  readonly size: number;
  readonly algorithm: string;
  /** Hexadecimal. */
  readonly checksum: string;
}

export interface BackupManifest {
  readonly files: readonly Listed[];
  /** The end of the log that the backup needs. */
  readonly to: string | undefined;
  /** Its own checksum is that of its text. */
  readonly isWhole: boolean;
}

interface Written {
  readonly 'PostgreSQL-Backup-Manifest-Version': number;
  readonly Files: readonly {
    readonly Path?: string;
    readonly 'Encoded-Path'?: string;
    readonly Size: number;
    readonly 'Checksum-Algorithm'?: string;
    readonly Checksum?: string;
  }[];
  readonly 'WAL-Ranges'?: readonly { readonly 'End-LSN': string }[];
  readonly 'Manifest-Checksum'?: string;
}

/** Reads a manifest. What is none any more lists nothing, and is not whole. */
export const readBackupManifest = (text: string): BackupManifest => {
  let value: Written;
  try {
    value = JSON.parse(text) as Written;
    if (!Array.isArray(value.Files)) throw new Error('it lists no files');
  } catch {
    return { files: [], to: undefined, isWhole: false };
  }
  const last = text.lastIndexOf('\n"Manifest-Checksum"');
  const found = createHash('sha256')
    .update(text.slice(0, last + 1))
    .digest('hex');
  return {
    files: value.Files.map((file) => ({
      // A path that is no UTF-8 is written in hexadecimal.
      name: file.Path ?? Buffer.from(file['Encoded-Path'] ?? '', 'hex').toString('latin1'),
      size: file.Size,
      algorithm: file['Checksum-Algorithm'] ?? 'NONE',
      checksum: file.Checksum ?? '',
    })),
    to: value['WAL-Ranges']?.at(-1)?.['End-LSN'],
    isWhole: last > 0 && found === value['Manifest-Checksum'],
  };
};

/** What a server or a tool makes anew, or writes beside: none of it is in a manifest. */
const besides =
  /^(?:backup_manifest|pg_wal\/|postgresql\.auto\.conf$|recovery\.signal$|standby\.signal$|\.barman-|barman_wal\/|tablespace_map)/;

const chunk = 1 << 20;

/** Goes over a file in parts. */
const goOver = async (path: string, each: (part: Buffer) => void): Promise<void> => {
  await using file = await open(path, 'r');
  const buffer = Buffer.allocUnsafe(chunk);
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, chunk);
    if (bytesRead === 0) return;
    each(buffer.subarray(0, bytesRead));
  }
};

const checksumOf = async (path: string, algorithm: string): Promise<string | undefined> => {
  if (algorithm === 'NONE') return undefined;
  if (algorithm === 'CRC32C') {
    let crc = 0xffffffff;
    await goOver(path, (part) => (crc = crc32c(part, 0, part.length, crc)));
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(~crc >>> 0);
    return bytes.toString('hex');
  }
  let hash: Hash;
  try {
    hash = createHash(algorithm.toLowerCase());
  } catch (cause) {
    throw new DrillError('backup/unreadable', `the manifest of the backup has checksums of a kind that is not known: ${algorithm}`, {
      cause,
    });
  }
  await goOver(path, (part) => hash.update(part));
  return hash.digest('hex');
};

const bySize = (size: number, wanted: number): FileFault['how'] => (size === 0 ? 'empty' : size < wanted ? 'truncated' : 'appended');

const lookAt = async (folder: string, { name, size, algorithm, checksum }: Listed): Promise<FileFault | undefined> => {
  const path = join(folder, name);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return { name, how: 'missing' };
  if (found.size !== size) return { name, how: bySize(found.size, size) };
  const is = await checksumOf(path, algorithm);
  return is === undefined || is === checksum ? undefined : { name, how: 'changed' };
};

/** All files below a folder, with `/`; behind links too, for a tablespace is one. */
const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
};

const atOnce = 4;

/** Holds a folder against the manifest: what is not as it was, in order of name. Rejects with the signal's reason when it aborts. */
export const checkBackupManifest = async (folder: string, manifest: BackupManifest, signal: AbortSignal): Promise<readonly FileFault[]> => {
  const faults: FileFault[] = manifest.isWhole ? [] : [{ name: 'backup_manifest', how: 'changed' }];
  const queue = manifest.files.values();
  const worker = async (): Promise<void> => {
    for (const listed of queue) {
      signal.throwIfAborted();
      const fault = await lookAt(folder, listed);
      if (fault) faults.push(fault);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const known = new Set(manifest.files.map(({ name }) => name));
  if (known.size > 0)
    for (const name of await filesIn(folder)) if (!known.has(name) && !besides.test(name)) faults.push({ name, how: 'unexpected' });
  return faults.sort((a, b) => (a.name < b.name ? -1 : 1));
};
