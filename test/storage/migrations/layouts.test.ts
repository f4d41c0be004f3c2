import { describe, expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { stepsOf } from '../../../src/storage/migrations/layouts.ts';
import { migrationFiles } from '../../../src/storage/migrations/files.ts';

type Files = Readonly<Record<string, string>>;

const read = (files: Files) => stepsOf(Object.entries(files).map(([path, text]) => ({ path, sql: { file: `m/${path}`, text } })));

/** `name: up | down`, lines joined by a slash. */
const told = (files: Files): readonly string[] =>
  read(files).map(({ name, up, down }) => {
    const text = (part: string): string => part.replaceAll('\n', '/');
    return `${name}: ${text(up.text)}${down ? ` | ${text(down.text)}` : ''}`;
  });

describe('migrations of one layout are read in the order in which its tool runs them', () => {
  it.each<[sentence: string, Files, steps: readonly string[]]>([
    ['pairs', { '002_b.up.sql': 'b', '001_a.up.sql': 'a', '001_a.down.sql': '-a' }, ['001_a: a | -a', '002_b: b']],
    ['plain files only go up', { '002_b.sql': 'b', '001_a.sql': 'a' }, ['001_a: a', '002_b: b']],
    [
      'Flyway by version and not by letter, repeatable ones last, by what they say',
      { 'V10__c.sql': 'c', 'V2__b.sql': 'b', 'U2__b.sql': '-b', 'V2.1__bb.sql': 'bb', 'R__view.sql': 'v' },
      ['V2__b: b | -b', 'V2.1__bb: bb', 'V10__c: c', 'R__view 4c94485e: v'],
    ],
    [
      'Prisma',
      { '20240102_b/migration.sql': 'b', '20240101_a/migration.sql': 'a', '20240101_a/down.sql': '-a' },
      ['20240101_a: a | -a', '20240102_b: b'],
    ],
    ['dbmate, with places as in the file', { '1_a.sql': '-- migrate:up\na\n\n-- migrate:down\n-a' }, ['1_a: /a/// | ////-a']],
    ['dbmate without a part down', { '1_a.sql': '-- migrate:up transaction:false\na' }, ['1_a: /a']],
    [
      'goose, whose other comments stay',
      { '1_a.sql': '-- +goose Up\n-- +goose StatementBegin\na;\n-- +goose StatementEnd\n-- +goose Down\n-a;' },
      ['1_a: /-- +goose StatementBegin/a;/-- +goose StatementEnd// | /////-a;'],
    ],
    ['sql-migrate, down before up', { '1_a.sql': '-- +migrate Down\n-a\n-- +migrate Up\na' }, ['1_a: ///a | /-a//']],
    [
      'node-pg-migrate, with a file that has no markers',
      { '1_a.sql': '-- Up Migration\na\n-- Down Migration\n-a', '2_b.sql': 'b' },
      ['1_a: /a// | ///-a', '2_b: b'],
    ],
    [
      'Flyway in folders within, by version',
      { '2025/V3__c.sql': 'c', 'V10__d.sql': 'd', '2025/x/V2__b.sql': 'b', '2025/U3__c.sql': '-c', '2025/R__v.sql': 'v' },
      ['V2__b: b', 'V3__c: c | -c', 'V10__d: d', 'R__v 4c94485e: v'],
    ],
    ['whatever the case of their ending', { '002_b.SQL': 'b', '001_a.sql': 'a' }, ['001_a: a', '002_b: b']],
    ['pairs too', { '001_a.UP.SQL': 'a', '001_a.down.SQL': '-a' }, ['001_a: a | -a']],
    ['nothing', {}, []],
  ])('%s', (_, files, steps) => expect(told(files)).toEqual(steps));
});

describe('what makes no sense is an error with its place, and says what was found', () => {
  it.each<[sentence: string, Files, ...problems: string[]]>([
    [
      'two layouts',
      { '001_a.up.sql': 'a', '002_b.sql': 'b' },
      'm/002_b.sql:1 migrations/mixed: migrations of several layouts lie in one folder: 1 like <name>.up.sql and <name>.down.sql (001_a.up.sql) and 1 like <name>.sql (002_b.sql)',
    ],
    [
      'two tools',
      { '1.sql': '-- migrate:up\na', '2.sql': '-- +goose Up\na' },
      'm/2.sql:1 migrations/mixed: markers of dbmate and of goose lie in one folder',
    ],
    [
      'two tools in one file',
      { '1.sql': '-- migrate:up\na\n-- +goose Down\n' },
      'm/1.sql:3 migrations/bad-marker: a marker of goose stands among those of dbmate',
    ],
    [
      'a file without the markers of the others, and one that marks a part twice',
      { '1.sql': '-- migrate:up\na', '2.sql': 'b', '3.sql': '-- migrate:up\na\n-- migrate:up\nb' },
      'm/2.sql:1 migrations/mixed: 2.sql has no markers, and other migrations beside it have those of dbmate',
      'm/3.sql:3 migrations/bad-marker: a second marker for up',
    ],
    ['only a part down', { '1.sql': '-- migrate:down\na' }, 'm/1.sql:1 migrations/bad-marker: a part down, and none up'],
    [
      'SQL that no tool runs',
      { '1.sql': '-- of us\nSELECT 1;\n-- migrate:up\na' },
      'm/1.sql:2 migrations/bad-marker: SQL before the first marker, which no tool runs',
    ],
    [
      'downs without an up',
      { '1.up.sql': 'a', '2.down.sql': 'b' },
      'm/2.down.sql:1 migrations/no-up: 2.down.sql goes back, and there is nothing that goes up',
    ],
    [
      'what is called as a migration is, and belongs to no layout',
      { '001_a.up.sql': 'a', '2024/002_b.up.sql': 'b', '003_c.pgsql': 'c', '004_d.js': 'd' },
      'm/2024/002_b.up.sql:1 migrations/not-read: 2024/002_b.up.sql is called as a migration is and was not read: it lies in a folder within, into which its layout does not look',
      'm/003_c.pgsql:1 migrations/not-read: 003_c.pgsql is called as a migration is and was not read: its name does not end in .sql',
      'm/004_d.js:1 migrations/not-read: 004_d.js is called as a migration is and was not read: its name does not end in .sql',
    ],
    ['one version twice', { 'V1__a.sql': 'a', 'V1__b.sql': 'b' }, 'm/V1__b.sql:1 migrations/twice: there are two migrations V1'],
  ])('%s', (_, files, ...problems) => {
    let said: readonly string[] = [];
    try {
      read(files);
    } catch (error) {
      if (!(error instanceof DrillError)) throw error;
      said = error.problems.map(({ code, what, at }) => `${at?.file}:${at?.line} ${code}: ${what}`);
    }
    expect(said).toEqual(problems);
  });
});

it('what is called as a migration is is found wherever it lies, and what lies beside it is not', async () => {
  const tree: Readonly<Record<string, readonly string[]>> = {
    m: [
      '001.SQL',
      '002.psql',
      '003_x.js',
      '003_x.d.ts',
      '003_x.js.map',
      '003_x.test.js',
      'index.js',
      'embed.go',
      '2024',
      'meta',
      '.git',
      '4.md',
    ],
    'm/2024': ['V4__x.sql', 'deep', 'seed.sql'],
    'm/2024/deep': ['005.up.sql', 'migration.sql'],
    'm/meta': ['0000_snapshot.json', '_journal.json'],
    'm/.git': ['006.sql'],
  };
  expect(await migrationFiles(async (folder) => tree[folder], 'm')).toEqual([
    '001.SQL',
    '002.psql',
    '003_x.js',
    '2024/V4__x.sql',
    '2024/deep/005.up.sql',
  ]);
});

it('files are found in the folder and one deeper, and nothing else', async () => {
  const tree: Readonly<Record<string, readonly string[]>> = {
    m: ['2_b', '1.sql', 'README.md', 'migration_lock.toml', '1_a'],
    'm/1_a': ['migration.sql', 'down.sql', 'notes.sql'],
    'm/2_b': ['migration.sql'],
  };
  expect(await migrationFiles(async (folder) => tree[folder], 'm')).toEqual([
    '1.sql',
    '1_a/down.sql',
    '1_a/migration.sql',
    '2_b/migration.sql',
  ]);
  expect(await migrationFiles(async () => undefined, 'm')).toBeUndefined();
});
