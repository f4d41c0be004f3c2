import { describe, expect, it } from 'vitest';
import type { Catalog, CatalogObject } from '../../../src/storage/catalog.ts';
import { rowsFor } from '../../../src/storage/rows/rows.ts';

const column = (
  table: string,
  name: string,
  type: string,
  more: Partial<Extract<CatalogObject, { kind: 'column' }>> = {},
): CatalogObject => ({
  kind: 'column',
  name: `${table}.${name}`,
  table,
  column: name,
  type,
  notNull: false,
  ...more,
});

const catalog: Catalog = {
  engine: 'postgres',
  server: '18.4',
  objects: [
    { kind: 'table', name: 'public.a', persistence: 'permanent', columns: ['id', 'n', 't', 'at', 'b'] },
    column('public.a', 'id', 'integer', { notNull: true }),
    column('public.a', 'n', 'smallint', { default: '7' }),
    column('public.a', 't', 'character varying(3)'),
    column('public.a', 'at', 'date', { notNull: true, default: 'now()' }),
    column('public.a', 'b', 'bigint'),
    {
      kind: 'constraint',
      name: 'public.a.a_pkey',
      table: 'public.a',
      type: 'primary key',
      columns: ['id'],
      definition: 'PRIMARY KEY (id)',
      validated: true,
      enforced: true,
    },
    {
      kind: 'constraint',
      name: 'public.a.a_b_fkey',
      table: 'public.a',
      type: 'foreign key',
      columns: ['b'],
      definition: 'FOREIGN KEY (b) REFERENCES public.b(id)',
      validated: true,
      enforced: true,
      references: { table: 'public.b', columns: ['id'] },
    },
    { kind: 'table', name: 'public.b', persistence: 'permanent', columns: ['id'] },
    column('public.b', 'id', 'bigint', { notNull: true, identity: 'always' }),
    {
      kind: 'sequence',
      name: 'public.b_id_seq',
      type: 'bigint',
      start: '10',
      min: '1',
      max: '99',
      increment: '5',
      cycle: false,
      ownedBy: 'public.b.id',
    },
  ],
};

describe('the rows of a seed', () => {
  it('are a plain one, one with what is required, one with NULLs, and then boundary values in turn, behind what they refer to', () => {
    const rows = rowsFor(catalog, { seed: 1, perTable: 5 });
    expect(
      rows.map(({ table, columns, values, foretold }) => [
        table,
        Object.fromEntries(columns.map((name, index) => [name, values[index]])),
        foretold?.['id'],
      ]),
    ).toEqual([
      ...['10', '15', '20', '25', '30'].map((id) => ['public.b', {}, id]),
      ['public.a', { id: '1', n: '1', t: 'a', at: '2024-02-29', b: '10' }, undefined],
      // A default that is another each time is not left to chance.
      ['public.a', { id: '0', at: '2024-02-29' }, undefined],
      ['public.a', { id: '2147483647', n: null, t: null, at: '2024-02-29', b: null }, undefined],
      ['public.a', { id: '-2147483648', n: '0', t: '', at: 'infinity', b: '10' }, undefined],
      ['public.a', { id: '-1', n: '32767', t: 'xxx', at: '-infinity', b: '15' }, undefined],
    ]);
  });

  it('differ from those that are there in their keys', () => {
    const [id] = rowsFor(catalog, { seed: 1, perTable: 1, avoid: [{ table: 'public.a', columns: ['id'], values: ['1'] }] }).flatMap(
      ({ table, values }) => (table === 'public.a' ? [values[0]] : []),
    );
    expect(id).not.toBe('1');
  });

  it('come after those that others have put there, where the server makes the key', () => {
    const there = ['15', '20', '25'].map((id) => ({ table: 'public.b', columns: ['id'], values: [id] }));
    const rows = rowsFor(catalog, { seed: 1, perTable: 2, avoid: there }).filter(({ table }) => table === 'public.b');
    expect(rows.map(({ foretold }) => foretold?.['id'])).toEqual(['30', '35']);
  });
});
