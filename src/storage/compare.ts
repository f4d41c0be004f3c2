import type { Place } from '../core/error.ts';
import { type Cell, cells, type CellState } from '../model/cell.ts';
import type { CellReport, ContractReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { Catalog, CatalogObject } from './catalog.ts';
import { diffCatalogs } from './diff.ts';
import { judgeChanges, type JudgedChange, type StorageStance } from './judge.ts';

/** A catalog, and where it was read. */
export interface CatalogFile {
  readonly catalog: Catalog;
  readonly file: string;
  /** `sha256:…` of the file's bytes. */
  readonly digest: string;
  readonly placeOf: (object: CatalogObject) => Place;
}

const meaning: Readonly<Record<Cell, string>> = {
  rollout: 'N on what N-1 left',
  mixed: 'N-1 on the schema of N while N writes',
  rollback: 'N-1 on what N left',
};

const weight: readonly CellState[] = ['holds', 'breaks-if-used', 'unknown', 'breaks'];

const cellReport = (cell: Cell, { count, identical }: ContractReport['compared'], findings: readonly Finding[]): CellReport => {
  if (count === 0) return { state: 'unknown', because: 'neither schema has an object, so nothing was compared' };
  const hits = findings.flatMap((finding) => finding.cells[cell] ?? []);
  const state = weight.findLast((one) => one !== 'holds' && hits.includes(one as never)) ?? 'holds';
  const found = hits.filter((hit) => hit === state).length;
  const because = `${count} ${count === 1 ? 'object' : 'objects'} compared, ${identical} of them identical; ${found === 1 ? '1 finding' : found === 0 ? 'no finding' : `${found} findings`} (${meaning[cell]}, by the schemas alone: nothing was run)`;
  return state === 'holds' && count === identical ? { state, basis: 'proved', because } : { state, because };
};

const placed = ({ change: { turn, was, is }, finding }: JudgedChange, old: CatalogFile, next: CatalogFile): Finding => ({
  ...finding,
  at: {
    ...(was && turn !== 'added' ? { old: old.placeOf(was) } : {}),
    ...(is && turn !== 'removed' ? { new: next.placeOf(is) } : {}),
  },
});

/** What the schemas of two versions of a store say about the way from one to the other; nothing is run. */
export const compareCatalogs = (old: CatalogFile, next: CatalogFile, name: string, stance: StorageStance): ContractReport => {
  const changes = diffCatalogs(old.catalog, next.catalog);
  const findings = judgeChanges(changes, stance).map((judged) => placed(judged, old, next));
  const touched = changes.filter(({ turn }) => turn !== 'removed').length;
  const gone = changes.filter(({ turn }) => turn === 'removed').length;
  const count = next.catalog.objects.length + gone;
  const compared = { what: 'objects', count, identical: count - gone - touched } as const;
  return {
    name,
    is: 'store',
    format: 'postgres',
    files: { old: old.file, new: next.file },
    digests: { old: old.digest, new: next.digest },
    compared,
    cells: Object.fromEntries(cells.map((cell) => [cell, cellReport(cell, compared, findings)])) as ContractReport['cells'],
    findings,
  };
};
