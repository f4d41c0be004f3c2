import { describe, expect, it } from 'vitest';
import type { Captured } from '../../../src/drills/rollback/capture.ts';
import { compareDown } from '../../../src/drills/rollback/down.ts';
import { madeBetween } from '../../../src/drills/rollback/made.ts';

// One table, `t`, at three moments: before N came, before its down migrations, after them.

type Row = Record<string, string | null>;
type Table = Record<string, Row> | undefined;

const captured = (table: Table, keyless = false): Captured => ({
  catalog: { engine: 'postgres', server: '18.4', objects: [] },
  shapes: [{ table: 't', key: keyless ? [] : ['id'], columns: ['id', 'a', 'b'] }],
  rows: new Map(table ? [['t', new Map(Object.entries(table))]] : []),
  digests: new Map(),
  left: [],
});

const x: Row = { a: 'x' };
const y: Row = { a: 'y' };

describe('rows after the down migrations', () => {
  it.each<[name: string, old: Table, left: Table, now: Table, found: string[]]>([
    ['nothing at all', {}, {}, {}, []],
    ['a row as it was', { 1: x }, { 1: x }, { 1: x }, []],
    ['a row that N changed, and the downs left so', { 1: x }, { 1: y }, { 1: y }, []],
    ['a row that N changed, and the downs changed back', { 1: x }, { 1: y }, { 1: x }, []],
    ['a row that N deleted', { 1: x }, {}, {}, []],
    ['a row of N-1 that is gone', { 1: x }, { 1: x }, {}, ['error drills/down-row-lost t: a row is gone after the down migrations']],
    ['a row of N that is gone', {}, { 1: x }, {}, ['error drills/down-row-lost t: a row is gone after the down migrations']],
    [
      'two rows that are gone are one finding',
      {},
      { 1: x, 2: y },
      {},
      ['error drills/down-row-lost t: a row is gone after the down migrations (2 rows)'],
    ],
    [
      'a row of N-1 that the downs changed',
      { 1: x },
      { 1: x },
      { 1: y },
      ['error drills/down-row-changed t: a changed in the down migrations'],
    ],
    [
      'a row that N had changed and the downs changed otherwise',
      { 1: x },
      { 1: y },
      { 1: { a: 'z' } },
      ['warning drills/down-row-changed t: a changed in the down migrations'],
    ],
    ['a row of N that the downs changed', {}, { 1: x }, { 1: y }, ['warning drills/down-row-changed t: a changed in the down migrations']],
    ['a column that N took away, back as it was', { 1: { a: 'x', b: '1' } }, { 1: x }, { 1: { a: 'x', b: '1' } }, []],
    [
      'a column that N took away, back empty',
      { 1: { a: 'x', b: '1' } },
      { 1: x },
      { 1: { a: 'x', b: null } },
      ['error drills/down-row-changed t: b changed in the down migrations'],
    ],
    [
      'a column that N took away, back with another value',
      { 1: { a: 'x', b: '1' } },
      { 1: x },
      { 1: { a: 'x', b: '2' } },
      ['warning drills/down-row-changed t: b changed in the down migrations'],
    ],
    [
      'the same for a row of N, empty',
      {},
      { 1: x },
      { 1: { a: 'x', b: null } },
      ['warning drills/down-row-emptied t: b came back empty for a row that N wrote'],
    ],
    ['a table that N took away, back as it was', { 1: x }, undefined, { 1: x }, []],
    [
      'a table that N took away, back empty',
      { 1: x, 2: y },
      undefined,
      {},
      ['error drills/down-row-lost t: a row from before the rollout is gone after the down migrations (2 rows)'],
    ],
    [
      'a table that N took away, back without one row',
      { 1: x, 2: y },
      undefined,
      { 1: x },
      ['warning drills/down-row-lost t: a row from before the rollout is gone after the down migrations'],
    ],
    ['a table that stays away is the schema’s difference', { 1: x }, { 1: x }, undefined, []],
  ])('%s', (_, old, left, now, found) => {
    const { findings } = compareDown(captured(old), captured(left), captured(now));
    expect(findings.map(({ severity, rule, what }) => `${severity} ${rule} ${what}`)).toEqual(found);
  });

  it.each<[name: string, left: Record<string, Row>, now: Record<string, Row>, found: string[]]>([
    ['in another order', { 0: x, 1: y }, { 0: y, 1: x }, []],
    ['one of two equal ones gone', { 0: x, 1: x }, { 0: x }, ['error drills/down-row-lost']],
    ['one changed', { 0: x, 1: y }, { 0: x, 1: { a: 'z' } }, ['warning drills/down-row-changed']],
    ['one more', { 0: x }, { 0: x, 1: y }, []],
  ])('without a key: %s', (_, left, now, found) => {
    const { findings, rows } = compareDown(captured({}, true), captured(left, true), captured(now, true));
    expect([findings.map(({ severity, rule }) => `${severity} ${rule}`), rows]).toEqual([found, Object.keys(left).length]);
  });

  it.each<[name: string, lost: Row[], made: Row[], found: string[]]>([
    ['is none that anybody wrote', [x], [x], []],
    ['is one of two', [x, x], [x], ['t: a row is gone after the down migrations']],
    ['says something else than the one that went: somebody has changed that', [y], [x], ['t: a row is gone after the down migrations']],
    ['has another number of a sequence', [{ id: '7', a: 'x' }], [{ id: '9', a: 'x' }], []],
    ['has another number that nobody counts', [{ a: 'x', b: '7' }], [{ a: 'x', b: '9' }], ['t: a row is gone after the down migrations']],
    ['was made at another time', [{ a: '2026-01-01 10:00:00.1+00' }], [{ a: '2026-02-01 11:00:00+00' }], []],
    [
      'was made at a time, and the one that went says none',
      [{ a: 'x' }],
      [{ a: '2026-02-01 11:00:00+00' }],
      ['t: a row is gone after the down migrations'],
    ],
  ])('a row that N’s migrations make by themselves %s', (_, lost, made, found) => {
    const table = (rows: Row[]): Table => Object.fromEntries(rows.map((row, index) => [index, row]));
    const sequence: Captured['catalog']['objects'] = [
      { kind: 'column', name: 't.id', table: 't', column: 'id', type: 'integer', notNull: true, default: "nextval('s'::regclass)" },
    ];
    for (const keyless of [false, true]) {
      const at = (rows: Row[]): Captured => ({
        ...captured(table(rows), keyless),
        catalog: { ...captured({}).catalog, objects: sequence },
      });
      const { findings } = compareDown(at([]), at(lost), at([]), madeBetween(at([]), at(made)));
      expect(findings.map(({ what }) => what)).toEqual(found);
    }
  });

  it('that nobody compared are said to be so, and undecided', () => {
    const large: Captured = { ...captured({}), left: ['t (gone, or more than 50000 rows)'] };
    const { findings } = compareDown(large, captured({}), captured({}));
    expect(findings.map(({ rule, severity, cells, what }) => [rule, severity, cells, what])).toEqual([
      ['drills/down-not-compared', 'warning', { rollback: 'unknown' }, 'the rows of t (gone, or more than 50000 rows) were not compared'],
    ]);
  });
});
