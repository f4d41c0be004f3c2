import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { Catalog } from '../../storage/catalog.ts';
import { lastOf, ofKind } from './names.ts';
import type { Copier } from './copy-stream.ts';

/** Rows of one table, in a file. */
export interface DumpedTable {
  /** `public.orders` */
  readonly table: string;
  /** Those that are not computed, in the order of their values. */
  readonly columns: readonly string[];
  readonly file: string;
}

/** Tables with rows of their own, and files for them. */
export const dumpedTables = ({ objects }: Catalog): readonly DumpedTable[] => {
  const tables = ofKind(objects, 'table').filter(({ partitionedBy }) => partitionedBy === undefined);
  const computed = new Set(objects.flatMap((object) => (object.kind === 'column' && object.generated ? [object.name] : [])));
  const parents = new Map(
    objects.flatMap((object) => (object.kind === 'table' && object.partitionOf ? [[object.name, object.partitionOf.parent]] : [])),
  );
  const isComputed = (table: string, column: string): boolean => {
    for (let at: string | undefined = table; at !== undefined; at = parents.get(at)) if (computed.has(`${at}.${column}`)) return true;
    return false;
  };
  return tables.map(({ name, columns }, index) => ({
    table: name,
    columns: columns.filter((column) => !isComputed(name, column)),
    file: `rows/${String(index + 1).padStart(4, '0')}-${lastOf(name)
      .replaceAll(/[^A-Za-z0-9_]/g, '_')
      .slice(0, 60)}.copy.zst`,
  }));
};

const listed = ({ columns }: DumpedTable): string => (columns.length === 0 ? '' : ` (${columns.join(', ')})`);

export const writeRows = (copier: Copier, table: DumpedTable, folder: string, signal: AbortSignal): Promise<void> => {
  const select =
    table.columns.length === 0 ? `SELECT FROM ONLY ${table.table}` : `SELECT ${table.columns.join(', ')} FROM ONLY ${table.table}`;
  return pipeline(
    copier.out(`COPY (${select}) TO STDOUT`),
    createZstdCompress(),
    createWriteStream(join(folder, table.file), { mode: 0o600 }),
    {
      signal,
    },
  );
};

/** How many rows the server took. */
export const loadRows = (copier: Copier, table: DumpedTable, folder: string): Promise<number> => {
  const rows = createZstdDecompress();
  const file = createReadStream(join(folder, table.file));
  file.on('error', (error) => rows.destroy(error));
  return copier.in(`COPY ${table.table}${listed(table)} FROM STDIN`, file.pipe(rows));
};
