import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Catalog, CatalogObject } from '../../src/storage/catalog.ts';
import { diffCatalogs } from '../../src/storage/diff.ts';
import { judgeChanges } from '../../src/storage/judge.ts';
import { cases, shop } from './cases.ts';
import { type Judges, openJudges } from './judged.ts';

let judges: Judges;
beforeAll(async () => {
  judges = await openJudges();
});
afterAll(() => judges[Symbol.asyncDispose]());

const letters = { rollout: 'R', mixed: 'M', rollback: 'B' } as const;
const cellsOf = (hit: object): string =>
  Object.entries(letters)
    .flatMap(([cell, letter]) => (cell in hit ? [letter] : []))
    .join('');

describe('a migration, judged by the schemas before and after it', () => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, { before, up, migrate, found }) => {
    const judged = await judges.judge({ old: before, new: `${before}; ${up}`, ...(migrate ? { migrate } : {}) });
    expect(
      judged.map(({ finding: { rule, object, cells } }) => `${rule.replace('storage/', '')} ${object ?? ''} ${cellsOf(cells)}`),
    ).toEqual(found);
  });

  it('has nothing to say of a schema that stays', async () => expect(await judges.judge({ old: shop, new: shop })).toEqual([]));

  it('names the object, the change and what is assumed', async () => {
    const [one, ...more] = await judges.judge({ old: shop, new: `${shop}; ALTER TABLE orders DROP note` });
    expect(more).toEqual([]);
    expect(one?.change).toMatchObject({ turn: 'removed', kind: 'column', name: 'public.orders.note' });
    expect(one?.finding).toMatchObject({
      rule: 'storage/column-dropped',
      severity: 'error',
      object: 'column public.orders.note',
      where: 'column public.orders.note',
      what: 'column public.orders.note: it is gone',
      use: { of: 'it is gone', state: 'unknown', assume: 'used' },
    });
    expect(one?.finding.route).toBeUndefined();
  });

  it('says which way back stays open', async () => {
    const [one] = await judges.judge({ old: shop, new: `${shop}; ALTER TABLE orders ALTER note SET NOT NULL` });
    expect(one?.finding.route).toBe('schema-left');
  });
});

describe('what nobody has thought of', () => {
  const object = (more: object): CatalogObject => ({ kind: 'schema', name: 'shop', ...more }) as unknown as CatalogObject;
  const catalog = (...objects: CatalogObject[]): Catalog => ({ engine: 'postgres', server: '99.0', objects });

  it.each([
    ['a field', catalog(object({})), catalog(object({ colour: 'red' })), 'schema shop: what another colour means is not decided'],
    ['a kind', catalog(), catalog(object({ kind: 'planet' })), 'planet shop: what it means that it was added is not decided'],
  ])('%s is not decided, and never passed over', (_, old, next, what) => {
    const found = judgeChanges(diffCatalogs(old, next), { migrate: 'before' }).map(({ finding }) => finding);
    expect(found.map(({ rule, what: text, cells, severity }) => [rule, text, cells, severity])).toEqual([
      ['storage/not-decided', what, { rollout: 'unknown', mixed: 'unknown', rollback: 'unknown' }, 'warning'],
    ]);
  });
});

describe('the fingerprint of a finding', () => {
  const printOf = async (old: string, up: string): Promise<readonly (string | undefined)[]> =>
    (await judges.judge({ old, new: `${old}; ${up}` })).map(({ finding }) => finding.fingerprint);
  const drop = 'ALTER TABLE orders DROP note';

  it('is 16 hexadecimal digits, and another for each finding', async () => {
    const prints = await printOf(
      shop,
      `${drop}; ALTER TABLE orders DROP code; ALTER TABLE orders ALTER quantity SET DEFAULT 3; DROP VIEW open_orders`,
    );
    expect(prints).toHaveLength(4);
    expect(new Set(prints).size).toBe(4);
    for (const print of prints) expect(print).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each([
    ['other changes beside it', shop, `${drop}; CREATE TABLE notes (id bigint)`],
    ['another schema around it', `${shop}; CREATE TABLE notes (id bigint)`, drop],
    ['words for people', `${shop}; COMMENT ON COLUMN orders.note IS 'x'`, drop],
  ])('outlives %s', async (_, old, up) => expect(await printOf(old, up)).toEqual(await printOf(shop, drop)));

  it.each([
    ['another default', 'ALTER TABLE orders ALTER quantity SET DEFAULT 2', 'ALTER TABLE orders ALTER quantity SET DEFAULT 3'],
    [
      'another check of the same name',
      'ALTER TABLE orders ADD CONSTRAINT a CHECK (net > 0)',
      'ALTER TABLE orders ADD CONSTRAINT a CHECK (net > 1)',
    ],
    ['another new name', 'ALTER TABLE orders RENAME note TO remark', 'ALTER TABLE orders RENAME note TO words'],
  ])('does not outlive %s', async (_, one, other) => expect(await printOf(shop, one)).not.toEqual(await printOf(shop, other)));
});
