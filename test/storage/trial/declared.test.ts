import { expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { refuseUnknownTables } from '../../../src/storage/trial/declared.ts';
import type { Catalog } from '../../../src/storage/catalog.ts';

const withTable = (name: string): Catalog => ({
  engine: 'postgres',
  server: '18.4',
  objects: [{ kind: 'table', name, persistence: 'permanent', columns: [] }],
});

const problemsOf = (rows: Readonly<Record<string, number>>, store?: string): readonly string[] => {
  try {
    refuseUnknownTables(rows, [withTable('public.accounts'), withTable('public.orders')], store);
    return [];
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    return error.problems.map(({ what, fix }) => `${what} / ${fix}`);
  }
};

const fix = 'Write the table as SQL does, with its schema: public.orders; did you mean "public.accounts"?';

it.each<[string, Readonly<Record<string, number>>, string | undefined, readonly string[]]>([
  ['of a table of N-1, and of one that N alone has, are taken', { 'public.accounts': 1, 'public.orders': 2 }, undefined, []],
  ['none', {}, 'db', []],
  [
    'of a table that neither has are refused, with the nearest name',
    { 'public.acounts': 5 },
    undefined,
    [`the rows of public.acounts are declared, and neither N-1 nor N has such a table / ${fix}`],
  ],
  [
    'of a store say whose they are',
    { 'public.accounts': 1, 'public.acounts': 5 },
    'db',
    [`the rows of public.acounts are declared for the store db, and neither N-1 nor N has such a table / ${fix}`],
  ],
])('declared rows %s', (_, rows, store, expected) => {
  expect(problemsOf(rows, store)).toEqual(expected);
});
