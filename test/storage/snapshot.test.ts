import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DrillError, placeText } from '../../src/core/error.ts';
import type { Catalog } from '../../src/storage/catalog.ts';
import { diffCatalogs } from '../../src/storage/diff.ts';
import { parseSnapshot, writeSnapshot } from '../../src/storage/snapshot.ts';
import { snapshotSchemas } from '../../src/storage/snapshot/schema.ts';
import { catalogs } from './catalogs.ts';

const orders: Catalog = {
  engine: 'postgres',
  server: '18.4',
  objects: [
    { kind: 'column', name: 'public.orders.id', table: 'public.orders', column: 'id', type: 'bigint', notNull: true, identity: 'always' },
    { kind: 'column', name: 'public.orders.a', table: 'public.orders', column: 'a', type: 'text', notNull: false, comment: 'short' },
    {
      kind: 'constraint',
      name: 'public.orders.orders_pkey',
      table: 'public.orders',
      type: 'primary key',
      columns: ['id'],
      definition: 'PRIMARY KEY (id)',
      validated: true,
      enforced: true,
    },
    { kind: 'enum', name: 'public.status', labels: ['new', 'paid'] },
    {
      kind: 'function',
      name: 'public.one()',
      definition: 'CREATE FUNCTION public.one()\n RETURNS integer\nAS $$SELECT 1$$',
      returns: 'integer',
    },
    { kind: 'grant', name: 'table public.orders to app', on: 'table public.orders', to: 'app', privileges: ['INSERT', 'SELECT'] },
    {
      kind: 'index',
      name: 'public.orders_pkey',
      table: 'public.orders',
      unique: true,
      valid: true,
      method: 'btree',
      keys: ['id'],
      constraint: 'orders_pkey',
    },
    { kind: 'schema', name: 'public' },
    { kind: 'table', name: 'public.orders', persistence: 'permanent', columns: ['id', 'a'] },
  ],
};

const text = `{
  "format": "rollback-drill/snapshot",
  "version": 1,
  "engine": "postgres",
  "server": "18.4",
  "schemas": {
    "public": {}
  },
  "enums": {
    "public.status": { "labels": ["new", "paid"] }
  },
  "tables": {
    "public.orders": {
      "persistence": "permanent",
      "columns": {
        "id": { "type": "bigint", "notNull": true, "identity": "always" },
        "a": { "type": "text", "notNull": false, "comment": "short" }
      },
      "constraints": {
        "orders_pkey": { "type": "primary key", "columns": ["id"], "definition": "PRIMARY KEY (id)", "validated": true, "enforced": true }
      },
      "indexes": {
        "public.orders_pkey": { "unique": true, "valid": true, "method": "btree", "keys": ["id"], "constraint": "orders_pkey" }
      }
    }
  },
  "functions": {
    "public.one()": {
      "definition": [
        "CREATE FUNCTION public.one()",
        " RETURNS integer",
        "AS $$SELECT 1$$"
      ],
      "returns": "integer"
    }
  },
  "grants": {
    "table public.orders": { "app": ["INSERT", "SELECT"] }
  }
}
`;

const sorted = (catalog: Catalog): Catalog => ({
  ...catalog,
  objects: catalog.objects.toSorted((a, b) => (`${a.kind} ${a.name}` < `${b.kind} ${b.name}` ? -1 : 1)),
});

describe('a snapshot', () => {
  it('is written table by table, a small object a line, and long texts line by line', () => {
    expect(writeSnapshot(orders)).toBe(text);
  });

  it('is read as it was written', () => {
    expect(parseSnapshot(text, 'db.json')).toEqual(sorted(orders));
  });

  it('of any catalog is read as it was written, and nothing differs', () => {
    fc.assert(
      fc.property(catalogs, (catalog) => {
        const read = parseSnapshot(writeSnapshot(catalog), 'db.json');
        expect(read).toEqual(catalog);
        expect(diffCatalogs(catalog, read)).toEqual([]);
        expect(writeSnapshot(read)).toBe(writeSnapshot(catalog));
      }),
      { numRuns: 300 },
    );
  });
});

const problemsOf = (broken: string): string[] => {
  try {
    parseSnapshot(broken, 'db.json');
    return [];
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    return error.problems.map(
      ({ code, what, at, fix }) => `${at ? placeText(at) : '-'} ${code} ${what}${fix === undefined ? '' : ` (${fix})`}`,
    );
  }
};

const edited = (from: string, to: string): string => {
  expect(text.split(from).length).toBe(2);
  return text.replace(from, to);
};

describe('a file that is no snapshot', () => {
  it.each<[name: string, text: string, problems: string[]]>([
    ['nothing', '', ['db.json:1:1 snapshot/not-json this is not JSON: value expected']],
    ['nesting without end', '['.repeat(200_000), ['db.json:1:1 snapshot/too-deep the file nests too deep for a snapshot']],
    ['cut off', text.slice(0, 300), ['db.json:16:4 snapshot/not-json this is not JSON: close brace expected']],
    [
      'a number',
      '7',
      [
        'db.json:1:1 snapshot/wrong-format this is not a snapshot: its "format" is not there (a snapshot begins with "format": "rollback-drill/snapshot"; drill snapshot writes one)',
      ],
    ],
    [
      'another document',
      '{ "format": "rollback-drill/check", "version": 1 }',
      [
        'db.json:1:13 snapshot/wrong-format this is not a snapshot: its "format" is "rollback-drill/check" (a snapshot begins with "format": "rollback-drill/snapshot"; drill snapshot writes one)',
      ],
    ],
    [
      'a later version',
      edited('"version": 1', '"version": 2'),
      [
        'db.json:3:14 snapshot/unknown-version this snapshot has version 2 of its form; this drill reads version 1 (update drill, or capture it anew: drill snapshot)',
      ],
    ],
    [
      'marks of a merge',
      edited('  "enums": {', '<<<<<<< HEAD\n  "enums": {'),
      ['db.json:9:1 snapshot/not-json a merge left its marks in this file (take one side, or capture it anew: drill snapshot)'],
    ],
    [
      'a column twice',
      edited('"a": { "type"', '"id": { "type"'),
      ['db.json:17:9 snapshot/duplicate "id" stands here twice (take one of them out)'],
    ],
    [
      'a column without its type',
      edited('"type": "text", ', ''),
      ['db.json:17:9 snapshot/missing-key tables["public.orders"].columns.a has no "type" (add "type": text)'],
    ],
    [
      'a mistyped member',
      edited('"identity"', '"identitiy"'),
      ['db.json:16:52 snapshot/unknown-key unknown key "identitiy" in tables["public.orders"].columns.id (did you mean "identity"?)'],
    ],
    [
      'a mistyped section',
      edited('"enums"', '"enum"'),
      ['db.json:9:3 snapshot/unknown-key unknown key "enum" in the file (did you mean "enums"?)'],
    ],
    [
      'a mistyped choice',
      edited('"always"', '"allways"'),
      [
        'db.json:16:64 snapshot/bad-value tables["public.orders"].columns.id.identity must be always or by default; found "allways" (did you mean "always"?)',
      ],
    ],
    [
      'a text instead of yes or no',
      edited('"notNull": false', '"notNull": "no"'),
      ['db.json:17:43 snapshot/wrong-type tables["public.orders"].columns.a.notNull must be true or false; found "no"'],
    ],
    [
      'an index of two tables',
      edited(
        '"tables": {',
        '"tables": { "public.b": { "persistence": "permanent", "indexes": { "public.orders_pkey": { "unique": true, "valid": true, "method": "btree", "keys": ["id"] } } },',
      ),
      ['db.json:23:9 snapshot/duplicate index public.orders_pkey stands in this file twice (take one of them out)'],
    ],
    [
      'a list instead of an object',
      edited('"schemas": {\n    "public": {}\n  }', '"schemas": ["public"]'),
      ['db.json:6:14 snapshot/wrong-type schemas must be a mapping; found a list'],
    ],
  ])('%s', (_, broken, problems) => {
    expect(problemsOf(broken)).toEqual(problems);
  });
});

describe('the published schema of snapshots', () => {
  it.each(snapshotSchemas())('$name is up to date (else: npm run schema)', ({ folder, name, text: schema }) => {
    const path = join(import.meta.dirname, '../..', folder, name);
    expect(existsSync(path) && readFileSync(path, 'utf8') === schema).toBe(true);
  });

  it('describes every snapshot that is written', () => {
    const validate = new Ajv2020().compile(JSON.parse(snapshotSchemas()[0]?.text ?? '{}') as object);
    fc.assert(
      fc.property(catalogs, (catalog) => {
        expect(validate(JSON.parse(writeSnapshot(catalog)))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
