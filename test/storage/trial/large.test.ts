import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Case, type Trials, trials } from './server.ts';

// Tables with more rows than are held: what became of them is told by digests of groups of rows.

let at: Trials;
beforeAll(async () => {
  at = await trials();
});
afterAll(() => at[Symbol.asyncDispose]());

const before = 'CREATE TABLE big (id integer PRIMARY KEY, note text, "Odd one" integer)';
const seed = "INSERT INTO big SELECT n, 'note ' || n, n FROM generate_series(1, 6000) n";
const up = 'ALTER TABLE big ADD COLUMN more text';
const down = 'ALTER TABLE big DROP COLUMN more';

describe('a table with more rows than are held', () => {
  it.each<[string, Partial<Case>, readonly string[], number]>([
    ['is as it was', {}, [], 0],
    [
      'is as it was also when its rows lie elsewhere',
      { up: `${up}; UPDATE big SET note = note || '!'`, down: `${down}; UPDATE big SET note = left(note, -1)` },
      [],
      0,
    ],
    [
      'has rows that are gone',
      { down: `${down}; DELETE FROM big WHERE id BETWEEN 101 AND 130` },
      ['at least 30 rows of public.big are gone by going up and down'],
      30,
    ],
    [
      'has rows with other values',
      { down: `${down}; UPDATE big SET "Odd one" = -1, note = NULL WHERE id BETWEEN 101 AND 120` },
      ['"Odd one", note of at least 20 rows of public.big changed by going up and down'],
      20,
    ],
  ])('%s', async (_, one, said, harmed) => {
    const trial = await at.of({ before, seed, up, down, ...one });
    const old = trial.findings.filter(({ rule }) => rule === 'storage/down-loses-rows').map(({ what }) => what);
    expect([trial.down?.oldRows.harmed, old]).toEqual([harmed, said]);
    expect(trial.down?.oldRows.compared).toBeGreaterThan(5900);
  });

  it.each<[string, Partial<Case>, Readonly<Record<string, unknown>>]>([
    [
      'a row that is gone',
      { down: `${down}; DELETE FROM big WHERE id = 4711` },
      { table: 'public.big', was: { id: '4711', note: 'note 4711', 'Odd one': '4711' }, is: null },
    ],
    [
      'a row with another value',
      { down: `${down}; UPDATE big SET note = NULL WHERE id = 4711` },
      {
        table: 'public.big',
        was: { id: '4711', note: 'note 4711', 'Odd one': '4711' },
        is: { id: '4711', note: null, 'Odd one': '4711' },
      },
    ],
    [
      'a row of a table without a key',
      { before: before.replace(' PRIMARY KEY', ''), down: `${down}; DELETE FROM big WHERE note = 'note 4711'` },
      { table: 'public.big', was: { id: '4711', note: 'note 4711', 'Odd one': '4711' }, is: null },
    ],
  ])('shows %s, with its key and values', async (_, one, shown) => {
    const trial = await at.of({ before, seed, up, down, ...one });
    expect(trial.findings.filter(({ rule }) => rule === 'storage/down-loses-rows').map(({ witness }) => witness?.value)).toEqual([shown]);
  });

  it.each<[string, Partial<Case>, readonly string[]]>([
    ['was seen to change is left', { newStatements: ["UPDATE big SET note = 'other' WHERE id = 4711"] }, []],
    ['was seen to delete is left', { newStatements: ['DELETE FROM big WHERE id = 4711'] }, []],
    [
      'was seen to change is put back',
      {
        up: `${up}; CREATE TABLE was AS SELECT id, note FROM big`,
        down: `UPDATE big b SET note = w.note FROM was w WHERE w.id = b.id AND w.id = 4711; DROP TABLE was; ${down}`,
        newStatements: ["UPDATE big SET note = 'other' WHERE id = 4711"],
      },
      ['storage/down-loses-new-rows column public.big.note'],
    ],
    [
      'calls otherwise is there',
      { up: `${up}; ALTER TABLE big RENAME note TO remark`, down: `${down}; ALTER TABLE big RENAME remark TO note` },
      [],
    ],
    [
      'calls otherwise is lost',
      {
        up: `${up}; ALTER TABLE big RENAME note TO remark`,
        down: `UPDATE big SET remark = 'x' WHERE more IS NOT NULL; ${down}; ALTER TABLE big RENAME remark TO note`,
      },
      ['storage/down-loses-new-rows column public.big.note'],
    ],
  ])('what N %s', async (_, one, told) => {
    const trial = await at.of({ before, seed, up, down, ...one });
    const found = trial.findings.filter(({ rule }) => rule.startsWith('storage/down-'));
    expect(found.map(({ rule, object }) => `${rule} ${object}`)).toEqual(told);
  });

  it('tells of what N wrote into it how much is kept, changed and lost, by column', async () => {
    const trial = await at.of({ before, seed, up, down });
    const told = new Map(trial.down?.columns.map(({ column, kept, changed, lost }) => [column, [kept, changed, lost]]));
    const written = told.get('id')?.[0] ?? 0;
    expect(written).toBeGreaterThan(5);
    expect([told.get('note'), told.get('"Odd one"'), told.get('more')]).toEqual([
      [written, 0, 0],
      [written, 0, 0],
      [0, 0, written],
    ]);
    expect(trial.exercised).toMatchObject({ tablesWithoutRows: [], newRows: written });
  });

  it('loses what N wrote, and is told to', async () => {
    const trial = await at.of({ before, seed, up, down: `DELETE FROM big WHERE more IS NOT NULL; ${down}` });
    expect(trial.findings.map(({ rule }) => rule)).toContain('storage/down-loses-new-rows');
  });
});
