import { describe, expect, it } from 'vitest';
import type { Catalog, CatalogObject } from '../../../src/storage/catalog.ts';
import type { Statement } from '../../../src/storage/statements/statement.ts';
import { readBack } from '../../../src/storage/trial/read-back.ts';

const column = (table: string, name: string, rest: object = {}) =>
  ({ kind: 'column', name: `${table}.${name}`, table, column: name, type: 'text', notNull: false, ...rest }) as CatalogObject;
const table = (name: string, rest: object = {}) =>
  ({ kind: 'table', name, persistence: 'permanent', columns: [], ...rest }) as CatalogObject;
const trigger = (of: string) => ({ kind: 'trigger', name: `${of}.f`, table: of, definition: '', enabled: 'origin' }) as CatalogObject;

const columns = (count: number): CatalogObject[] => Array.from({ length: count }, (_, index) => column('public.t', `c${index}`));
const catalog = (...objects: CatalogObject[]) => ({ objects }) as unknown as Catalog;
const short = column('public.t', 'short', { generated: { as: 'c1', stored: true } });

const update: Statement = {
  name: 'update c7 of public.t',
  origin: 'generated',
  kind: 'update',
  text: 'UPDATE public.t SET c7 = $1 WHERE id = $2',
  values: [],
  touches: ['table public.t', 'column public.t.c7', 'column public.t.c0'],
};
const all = (count: number, ...more: string[]): string[] => [...Array.from({ length: count }, (_, index) => `c${index}`), ...more];

describe('what is read back of a table after an update', () => {
  it.each<[string, Statement, Catalog[], string[]]>([
    ['everything, of few columns', update, [catalog(...columns(24))], all(24)],
    ['what it sets and finds its row by, of many', update, [catalog(...columns(25))], ['c0', 'c7']],
    ['and what the server computes', update, [catalog(...columns(25), short)], ['c0', 'c7', 'short']],
    ['what it sets, where one of the schemas has many', update, [catalog(...columns(24)), catalog(...columns(25))], ['c0', 'c7']],
    ['everything, where a trigger may write others', update, [catalog(...columns(25), trigger('public.t'))], all(25)],
    [
      'and where there is one in one of the schemas',
      update,
      [catalog(...columns(25)), catalog(...columns(25), trigger('public.t'))],
      all(25),
    ],
    ['what it sets, where another table has a trigger', update, [catalog(...columns(25), trigger('public.u'))], ['c0', 'c7']],
    [
      'everything, where a partition has a trigger',
      update,
      [catalog(...columns(25), table('public.p', { partitionOf: { parent: 'public.t', bound: 'DEFAULT' } }), trigger('public.p'))],
      all(25),
    ],
    [
      'everything, where its parent has one',
      update,
      [catalog(...columns(25), table('public.t', { inherits: ['public.u'] }), trigger('public.u'))],
      all(25),
    ],
    ['everything, after what somebody was seen to ask', { ...update, origin: 'captured' }, [catalog(...columns(25))], all(25)],
    ['everything, after an upsert', { ...update, kind: 'upsert' }, [catalog(...columns(25))], all(25)],
  ])('%s', (_, statement, catalogs, expected) => {
    expect(readBack(statement, catalogs)?.text).toBe(`SELECT ${expected.join(', ')} FROM public.t LIMIT 1001`);
  });
});
