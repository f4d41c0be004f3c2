import type { RestoreEstimate, RtoParts } from '../model/journal.ts';
import type { Content } from './manifest.ts';

// How long a restore takes where there is as much as in production: what grows is multiplied, what does not is not. Every figure is one
// that was measured, and what is assumed is said.

/** What production holds, as far as it is declared. */
export interface Production {
  /** As a backup lies there. */
  readonly bytes?: number;
  /** By table: `public.orders`. */
  readonly rows?: Readonly<Record<string, number>>;
}

/** Less than this is mostly what every restore takes, and less than that tells nothing; bytes. */
const small = 100e6;
const least = 10e6;

interface Factor {
  readonly of: number;
  readonly by: RestoreEstimate['by'];
}

const factorOf = (production: Production, bytes: number, content: Content | undefined): Factor | undefined => {
  if (production.bytes !== undefined && bytes > 0) return { of: production.bytes / bytes, by: 'bytes' };
  const declared = Object.entries(production.rows ?? {});
  const here = new Map((content?.tables ?? []).map(({ table, rows }) => [table, rows]));
  const known = declared.filter(([table]) => (here.get(table) ?? 0) > 0);
  if (known.length === 0) return undefined;
  const sum = (of: (table: string, rows: number) => number): number => known.reduce((total, [table, rows]) => total + of(table, rows), 0);
  return { of: sum((_, rows) => rows) / sum((table) => here.get(table) ?? 0), by: 'rows' };
};

/** What a restore would take with as much as in production; undefined where nothing is declared, or nothing was measured. */
export const estimateOf = (
  production: Production,
  measured: { readonly rto: RtoParts | undefined; readonly bytes: number; readonly content: Content | undefined },
): RestoreEstimate | undefined => {
  const { rto, bytes, content } = measured;
  const factor = rto && factorOf(production, bytes, content);
  if (!rto || !factor || factor.of <= 0 || bytes < least) return undefined;
  const parts = { find: rto.find, fetch: rto.fetch * factor.of, start: rto.start, replay: rto.replay * factor.of };
  return {
    by: factor.by,
    factor: factor.of,
    bytes: Math.round(bytes * factor.of),
    rtoMs: parts.find + parts.fetch + parts.start + parts.replay,
    rto: parts,
    assumes: [
      'the same machine, storage and network',
      factor.by === 'bytes'
        ? 'fetching takes as long for each byte'
        : 'bytes and time grow with rows, whose share of each table is the same',
      'the log that is replayed grows as the backup does; finding and starting take as long as here',
      ...(bytes < small
        ? [`only ${(bytes / 1e6).toFixed(0)} MB were fetched here: what every restore takes is counted as if it grew`]
        : []),
    ],
  };
};
