import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { show } from '../../../src/commands/show.ts';
import { runIn } from '../../commands/io.ts';
import { noEnclosure } from '../../core/enclosure/here.ts';
import { laid, ran } from '../rig/restoring.ts';

// Outside of synthetic environments what is in the copy is other people's. A secret and a name are put wherever a drill of a restore
// comes across values; none of what it writes down or prints may hold one of them.

const secret = 'geheim-7f3a';
const person = 'Lovelace';

const workload = {
  journeys: [
    {
      name: 'write an item',
      steps: [
        {
          request: 'POST /items',
          body: { key: '${key}', name: `Ada ${person} \${n}` },
          status: 201,
          write: { read: `GET /items?key=\${key}&for=${person}`, at: '/items', expect: { name: `Ada ${person} \${n}` } },
        },
      ],
    },
  ],
};

/** All that a drill is shown in. */
const formats = ['terminal', 'json', 'junit', 'markdown', 'github'];

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe.skipIf(noEnclosure !== undefined)('a drill of a restore on other people’s data', () => {
  it('writes none of their values down, wherever it comes across them, and fails with the same findings', async () => {
    const migrations = {
      '002_secret.up.sql': `INSERT INTO items (key, name, state) VALUES ('secret', '${secret}', 'ok');`,
      '002_secret.down.sql': "DELETE FROM items WHERE key = 'secret';",
    };
    const config = {
      logsNames: true,
      third: 'odd',
      cannotRead: 'odd',
      connects: [[`${secret}.invalid`, 25]],
      asks: [{ variable: 'OTHERS_URL', method: 'GET', path: `/of/${person}` }],
      runs: ["SELECT name::int FROM items WHERE key = 'secret'"],
    };
    using at = laid(
      { old: { config, migrations }, environment: { synthetic: false } },
      {
        tenant: "SELECT name FROM items WHERE key = 'secret'",
        invariants: {
          kept: "SELECT name FROM items WHERE key = 'secret'",
          // Of a copy the server says: invalid input syntax for type integer, and the name.
          refused: "SELECT CASE WHEN pg_is_in_recovery() THEN name::int::text ELSE name END FROM items WHERE key = 'secret'",
          declared: { sql: "SELECT name FROM items WHERE key = 'secret'", is: 'something else' },
        },
      },
      { workload, stubs: { others: { variable: 'OTHERS_URL', answers: [{ request: 'GET /none' }] } } },
    );
    const { code, told, said } = await ran(at);
    expect([code, [...new Set(told.findings.map(({ rule }) => rule))]]).toEqual([
      1,
      ['restore/invariant-broken', 'restore/release-fails', 'restore/reached-out', 'restore/stub-unanswered'],
    ]);
    expect(told.findings.filter(({ rule }) => rule === 'restore/invariant-broken').map(({ object }) => object)).toEqual([
      'declared',
      'refused',
    ]);
    const written = filesIn(join(at.root, '.drill'));
    expect(written.map((file) => /\.drill\/([a-z]+)/.exec(file)?.[1])).toEqual(expect.arrayContaining(['journals', 'ledger', 'manifests']));
    const texts: [string, string][] = [
      ...written.map((file): [string, string] => [file, readFileSync(file, 'utf8')]),
      ['standard error', said],
    ];
    texts.push(['--json', JSON.stringify(told)]);
    for (const name of formats) texts.push([name, (await runIn(at.root, show, told.id, '--format', name)).out]);
    for (const [where, text] of texts)
      expect([where, text.length > 0, text.includes(secret), text.includes(person)]).toEqual([where, true, false, false]);
  });
});
