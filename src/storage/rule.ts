import type { Route } from '../model/cell.ts';
import { defineRule, type Hit, type Rule } from '../model/rule.ts';
import type { Change } from './change.ts';

/** When the migration runs, seen from the code: before N comes, as N starts, after it, or some time after it. */
export const migrates = ['before', 'on-start', 'after', 'background'] as const;
export type Migrate = (typeof migrates)[number];

/** A case of a rule: the schemas of N-1 and of N, as the SQL that makes them in an empty database. */
export interface StorageExample {
  readonly old: string;
  readonly new: string;
  /** Absent: `before`. */
  readonly migrate?: Migrate;
}

/**
 * A rule about stores. It is asked once for each thing that changed: of an object that says something else in two fields, once for
 * each, with that field alone. `cells` are those of N-1 on schema N, and of what N leaves to it.
 */
export type StorageRule = Rule<Change, StorageExample> & {
  /** What becomes of N on schema N-1, where the migration comes after the code; absent: it holds. */
  readonly ahead?: Hit | ((change: Change) => Hit | undefined);
  /** May rows that N-1 left stop the migration? Then the rollout breaks, too. */
  readonly stops?: (change: Change) => boolean;
  /** Any row that is there stops the migration, or none does: one that goes through with rows in the table is not stopped by others. */
  readonly stopsAtAnyRow?: true;
  /** The one way back that it closes, where another leaves it open: what only the schema refuses, `down` lifts. */
  readonly route?: Route;
};

export const defineStorageRule = (rule: StorageRule): StorageRule => defineRule(rule);
