import type { Finding } from '../../model/finding.ts';
import type { WatchedLock } from '../../model/migration.ts';
import type { WatchRule } from './rule.ts';
import { watchRules } from './rules/registry.ts';
import { lockHeld } from './rules/lock-held.ts';
import { tableRewritten } from './rules/table-rewritten.ts';
import { tableScanned } from './rules/table-scanned.ts';
import { writesHeld } from './rules/writes-held.ts';
import { lockText, objectOf, unknowable } from './words.ts';

/** So many rows make a table one whose locks are felt; with fewer whoever waits does not notice. */
const largeRows = 1_000;

/** What is known of the size of tables in production. */
export interface Sizes {
  /** Rows that were declared, by table. */
  readonly declared: Readonly<Record<string, number>>;
  /** Rows of the seed, by table: as many as a large table has, it stands for one; few say nothing. */
  readonly seeded: ReadonlyMap<string, number>;
}

interface Size {
  readonly kind: 'large' | 'small' | 'unknown';
  readonly text: string;
}

const sizeOf = (table: string, { declared, seeded }: Sizes): Size => {
  const [said, there] = [declared[table], seeded.get(table) ?? 0];
  if (said !== undefined)
    return {
      kind: said < largeRows ? 'small' : 'large',
      text: `${said.toLocaleString('en')} rows are declared; how long that takes was not measured`,
    };
  return there < largeRows
    ? { kind: 'unknown', text: 'how large it is in production nobody has said' }
    : { kind: 'large', text: `the seed alone has ${there.toLocaleString('en')} rows` };
};

/** What the lock is told as where it grows with the table. */
const ruleOf = ({ because, blocks }: WatchedLock): WatchRule | undefined =>
  because === undefined ? undefined : !blocks.includes('select') ? writesHeld : because === 'rewritten' ? tableRewritten : tableScanned;

const findingOf = (rule: WatchRule, lock: WatchedLock, what: string, isLarge: boolean, file: string, server: string): Finding => ({
  rule: rule.id,
  severity: isLarge ? 'warning' : 'note',
  cells: isLarge ? rule.cells : {},
  object: objectOf(lock),
  what,
  why: `${rule.why} ${unknowable}`,
  fix: rule.fix,
  at: { new: { file, line: lock.line, column: 1 } },
  use: { of: `traffic on ${lock.table} while the migration runs`, state: 'unknown', assume: isLarge ? 'used' : 'unused' },
  witness: {
    kind: 'statement',
    value: { mode: lock.mode, blocks: lock.blocks, ...(lock.because && { because: lock.because }) },
    confirmedBy: server,
  },
});

/**
 * What the locks of a migration mean that was run on few rows: what grows with a table is a warning where that is large, nothing where
 * it is declared to be small, and a note that hits no cell where nobody has said.
 */
export const judgeSeen = (locks: readonly WatchedLock[], sizes: Sizes, file: string, server: string): readonly Finding[] =>
  locks.flatMap((lock) => {
    const rule = ruleOf(lock);
    const size = sizeOf(lock.table, sizes);
    // Rows that are held by who changes them are held in every migration of data.
    const isTold = size.kind === 'large' || (size.kind === 'unknown' && lock.kind !== 'rows');
    return rule && isTold ? [findingOf(rule, lock, `${lockText(lock)}; ${size.text}`, size.kind === 'large', file, server)] : [];
  });

/** Locks that are held longer than the budget, on however few rows. */
export const judgeLong = (locks: readonly WatchedLock[], budgetMs: number, file: string, server: string): readonly Finding[] =>
  locks.map((lock) =>
    findingOf(
      lock.blocks.includes('select') ? lockHeld : writesHeld,
      lock,
      `${lockText(lock)}; on a few rows it is held for ${Math.round(lock.held[0]?.ms ?? 0)} ms already, and the budget is ${budgetMs} ms`,
      true,
      file,
      server,
    ),
  );

const lockRules: ReadonlySet<string> = new Set(watchRules.map(({ id }) => id));

/** What is left of a trial's findings beside what was measured on large tables, which stands for what was seen on small ones. `measured`: the files of the migrations that were. */
export const besideMeasured = (findings: readonly Finding[], measured: ReadonlySet<string>): readonly Finding[] =>
  findings.filter(({ rule, at }) => !(lockRules.has(rule) && at.new !== undefined && measured.has(at.new.file)));
