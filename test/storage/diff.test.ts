import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../src/storage/change.ts';
import { diffCatalogs } from '../../src/storage/diff.ts';
import { readCatalog } from '../../src/storage/engines/postgres/catalog.ts';
import { type Databases, databases } from './engines/postgres/server.ts';
import { everything } from './everything.ts';

let at: Databases;
beforeAll(async () => {
  at = await databases();
});
afterAll(() => at[Symbol.asyncDispose]());

/** `changed column app.pets.name: type text -> integer`; what comes or goes with its table or column stands in brackets. */
const line = ({ turn, kind, name, was, fields, withTable, withColumn }: Change): string => {
  const from = turn === 'renamed' ? ` from ${was?.name}` : '';
  const said = fields.map(({ field, was: before, is }) => `${field} ${JSON.stringify(before) ?? '-'} -> ${JSON.stringify(is) ?? '-'}`);
  const hangs = withTable ? ' (table)' : withColumn ? ' (column)' : '';
  return `${turn} ${kind} ${name}${from}${said.length > 0 ? `: ${said.join('; ')}` : ''}${hangs}`;
};

const changesBy = async (sql: string): Promise<string[]> => {
  await using session = await at.copy(everything);
  const was = await readCatalog(session);
  await session.query(sql);
  return diffCatalogs(was, await readCatalog(session)).map(line);
};

describe('two catalogs', () => {
  it.each<[name: string, sql: string, changes: string[]]>([
    [
      'rows that came and went',
      "INSERT INTO app.people (name, age) VALUES ('a', 20); DELETE FROM app.people; SELECT nextval('app.numbers')",
      [],
    ],
    ['a schema made', 'CREATE SCHEMA other', ['added schema other']],
    ['a column added', 'ALTER TABLE app.pets ADD COLUMN age int', ['added column app.pets.age']],
    ['a column dropped', 'ALTER TABLE app.people DROP COLUMN mood', ['removed column app.people.mood']],
  ])('%s', async (_, sql, changes) => {
    expect(await changesBy(sql)).toEqual(changes);
  });
});
