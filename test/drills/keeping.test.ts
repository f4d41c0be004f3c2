import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { leftIn, runsIn } from './rig/left.ts';
import { evidence, program, run } from './rig/program.ts';
import { place } from './rig/workspace.ts';

describe('what a drill leaves', () => {
  it('with --keep: the database and N-1 answer at the printed addresses, until `drill clean`', async () => {
    using at = place({});
    const { code, stderr } = await run(at, ['--keep']);
    expect(code, stderr).toBe(0);
    const origin = /kept: schema-left: 1\.0\.0 serves at (http:\S+), log (\S+)/.exec(stderr);
    const url = /kept: schema-left: store db at (postgres:\S+)/.exec(stderr)?.[1];
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ count: string }>("SELECT count(*) FROM items WHERE key LIKE 'seed-%'");
    await client.end();
    const answer = await fetch(`${origin?.[1] ?? ''}/items?key=seed-1`).then((response) => response.json());
    expect([rows, answer, existsSync(origin?.[2] ?? '')]).toEqual([
      [{ count: '2' }],
      { items: [{ id: '1', key: 'seed-1', name: 'one', state: 'ok' }] },
      true,
    ]);

    // Another command does not take it for what a killed run left.
    await program(at, ['clean', '--dry-run']);
    expect(runsIn(at.temporary)).toHaveLength(1);
    const cleaned = await program(at, ['clean']);
    expect([cleaned.code, cleaned.stdout]).toEqual([0, expect.stringMatching(/^removed \w+ \(kept\), /)]);
    expect(leftIn(at.temporary)).toEqual([]);
    await expect(fetch(origin?.[1] ?? '')).rejects.toThrow('fetch failed');
  });

  it('with --dry-run: nothing is started, made or recorded', async () => {
    using at = place({ drill: { routes: ['schema-left', 'down'] } });
    const { code, stdout } = await program(at, ['run', '--dry-run']);
    expect(code).toBe(0);
    for (const words of ['items 1.0.0 → 1.1.0 → 1.0.0 on here; nothing has been started', 'PostgreSQL for db', 'down migrations', '40.0 s'])
      expect(stdout).toContain(words);
    expect([
      readdirSync(at.temporary).flatMap((name) => readdirSync(join(at.temporary, name))),
      existsSync(join(at.root, '.drill', 'journals')),
      await evidence(at),
    ]).toEqual([[], false, []]);
  });

  it('after an artifact whose processes start others of their own: none of them', async () => {
    using at = place({ old: { config: { leavesGrandchild: true } }, new: { config: { leavesGrandchild: true } } });
    const { code, stderr } = await run(at);
    expect([code, at.left()], stderr).toEqual([0, []]);
  });

  it('where only root can enter the workspace’s folder it works all the same', async (test) => {
    if (process.getuid?.() !== 0) test.skip('only root can make such a folder and still enter it');
    using at = place({ locked: true });
    const { code, stderr } = await run(at);
    expect([code, at.left()], stderr).toEqual([0, []]);
  });

  it('a drill is told again from its journal, with the same verdict', async () => {
    using at = place({ new: { config: { third: 'dropped' } } });
    const { document } = await run(at);
    const shown = await program(at, ['show', document.id, '--json']);
    expect([shown.code, JSON.parse(shown.stdout)]).toEqual([1, document]);
  });
});

describe('other people’s data', () => {
  const person = 'Erika Mustermann';
  const workload = {
    journeys: [
      {
        name: 'write a person',
        steps: [
          {
            request: 'POST /items?of=Erika%20Mustermann',
            body: { key: '${key}', name: person },
            status: 201,
            write: {
              resource: `${person} \${n}`,
              read: 'GET /items?key=${key}&of=Erika%20Mustermann',
              at: '/items',
              expect: { name: person },
            },
          },
        ],
      },
    ],
  };

  it.each([
    ['a write is lost', { new: { config: { third: 'dropped', logsNames: true } } }, 1],
    ['a write is changed', { new: { config: { third: 'changed', logsNames: true } } }, 1],
    ['N fails requests', { new: { config: { failsEvery: 4, logsNames: true } } }, 1],
    ['N crashes, and its log names people', { new: { config: { crashesAfter: 3, logsNames: true } } }, 1],
    ['the baseline is broken', { old: { config: { failsEvery: 2, logsNames: true } } }, 2],
    [
      'a migration fails on a row',
      {
        old: { migrations: { '002_p.up.sql': `UPDATE items SET name = '${person}'`, '002_p.down.sql': 'SELECT 1' } },
        new: { migrations: { '003_p.up.sql': 'ALTER TABLE items ALTER name TYPE int USING name::int' } },
      },
      1,
    ],
    [
      'a down migration loses rows',
      {
        old: {},
        new: { migrations: { '002_d.up.sql': 'SELECT 1', '002_d.down.sql': 'DELETE FROM items' } },
        drill: { routes: ['down' as const] },
      },
      1,
    ],
  ])('%s: no value reaches journal, report, ledger or standard error', async (_, wanted, code) => {
    using at = place({
      ...wanted,
      environment: { synthetic: false },
      drill: {
        ...('drill' in wanted ? wanted.drill : {}),
        workload,
        phases: { baseline: '500ms', step: '150ms', steps: [0.5, 1], exercise: '200ms', settle: '150ms' },
      },
    });
    const done = await run(at);
    const shown = await program(at, ['show', done.document.id]);
    const files = readdirSync(join(at.root, '.drill'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = [
      done.stdout,
      done.stderr,
      shown.stdout,
      shown.stderr,
      ...files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')),
    ];
    expect(texts.flatMap((text) => text.match(/.*(Erika|Mustermann).*/gi) ?? [])).toEqual([]);
    expect([done.code, files.length >= 2], done.stderr).toEqual([code, true]);
  });
});
