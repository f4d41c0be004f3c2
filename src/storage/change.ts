import type { Catalog, CatalogObject, ObjectKind } from './catalog.ts';

/** A field that is not what it was. */
export interface FieldChange {
  readonly field: string;
  /** Absent: it said nothing of it. */
  readonly was?: unknown;
  readonly is?: unknown;
}

/** One difference between the catalogs of N-1 and of N. */
export interface Change {
  /** `renamed`: the same object by another name; `fields` then lists what else changed. */
  readonly turn: 'added' | 'removed' | 'changed' | 'renamed';
  readonly kind: ObjectKind;
  /** Of the object in N, of what was removed in N-1. */
  readonly name: string;
  readonly was?: CatalogObject;
  readonly is?: CatalogObject;
  readonly fields: readonly FieldChange[];
  /** The table that it belongs to is as new as itself, or goes with it: then nobody of the other version uses it by itself. Of a partition: its parent. */
  readonly withTable: boolean;
  /** Its columns are all as new as itself, or one of them goes with it: what is to be said of it is said of the column. */
  readonly withColumn: boolean;
  /** Both whole catalogs, for what a change means beside others. */
  readonly old: Catalog;
  readonly new: Catalog;
}
