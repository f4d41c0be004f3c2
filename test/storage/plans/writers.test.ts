import { expect, it } from 'vitest';
import type { Catalog } from '../../../src/storage/catalog.ts';
import { writesOfRole } from '../../../src/storage/plans/writers.ts';

const write = (by: string) => ({ object: 'table public.t', by });

it.each<[sentence: string, to: string, privilege: string, groups: readonly string[], writes: readonly object[]]>([
  ['its own rights', 'app', 'INSERT', [], [write('what the role app was granted')]],
  ['those of everybody', 'PUBLIC', 'UPDATE', [], [write('what everybody was granted, and so the role app')]],
  [
    'those of a role that it is a member of',
    'crew',
    'DELETE',
    ['crew'],
    [write('what crew was granted, of which the role app is a member')],
  ],
  ['not those of another role', 'crew', 'DELETE', [], []],
  ['not what everybody may only read', 'PUBLIC', 'SELECT', [], []],
])('a role writes by %s', (_, to, privilege, groups, writes) => {
  const catalog = { objects: [{ kind: 'grant', name: `table public.t to ${to}`, on: 'table public.t', to, privileges: [privilege] }] };
  expect(writesOfRole(catalog as unknown as Catalog, 'app', groups)).toEqual(writes);
});
