import type { Traffic } from '../../engine.ts';

/** From the strongest to the weakest, and what each keeps waiting: chapter 13.3 of PostgreSQL's manual, "Conflicting Lock Modes". */
export const lockModes: readonly (readonly [name: string, mode: string, blocks: readonly Traffic[]])[] = [
  ['AccessExclusiveLock', 'ACCESS EXCLUSIVE', ['select', 'insert', 'update', 'delete']],
  ['ExclusiveLock', 'EXCLUSIVE', ['insert', 'update', 'delete']],
  ['ShareRowExclusiveLock', 'SHARE ROW EXCLUSIVE', ['insert', 'update', 'delete']],
  ['ShareLock', 'SHARE', ['insert', 'update', 'delete']],
  ['ShareUpdateExclusiveLock', 'SHARE UPDATE EXCLUSIVE', []],
  ['RowExclusiveLock', 'ROW EXCLUSIVE', []],
  ['RowShareLock', 'ROW SHARE', []],
  ['AccessShareLock', 'ACCESS SHARE', []],
];

/** What people call a relation of this kind (`pg_class.relkind`). */
export const relationWords = `CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'S' THEN 'sequence'
  WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' ELSE 'table' END`;
