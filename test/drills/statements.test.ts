import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { run } from '../../src/commands/run.ts';
import type { CheckReport } from '../../src/model/check.ts';
import type { Judgement } from '../../src/model/verdict.ts';
import { runIn } from '../commands/io.ts';
import { place, type Wanted } from './rig/workspace.ts';

// What versions ask of their stores, captured by a drill while each serves alone, and asked by the check.

const drops = {
  '002_drop.up.sql': 'ALTER TABLE items DROP COLUMN spare;',
  '002_drop.down.sql': 'ALTER TABLE items ADD COLUMN spare text;',
};
const wanted: Wanted = {
  store: { statements: { captured: true } },
  old: { migrations: { '001_spare.up.sql': 'ALTER TABLE items ADD COLUMN spare text;' } },
  new: { migrations: drops },
};
const file = (root: string, version: string): string => readFileSync(join(root, `.drill/captured/items-${version}-db.sql`), 'utf8');

type Told = CheckReport & { readonly judgement: Judgement };
const checked = async (root: string): Promise<Told> => JSON.parse((await runIn(root, check, '--json', '--no-record')).out) as Told;

describe('statements captured by a drill', () => {
  it('are those of each version while it serves alone, stay the same by a second drill, and let go what none touches', async () => {
    using at = place(wanted);
    const before = await checked(at.root);
    expect([before.judgement.outcome, before.contracts[0]?.captured]).toEqual(['fail', undefined]);
    expect((await runIn(at.root, run)).code).toBe(0);
    const [old, next] = [file(at.root, '1.0.0'), file(at.root, '1.1.0')];
    expect(old.match(/^[A-Z].*$/gm)).toEqual([
      'INSERT INTO items (key, name, state) VALUES ($1, $2, $3) RETURNING id',
      'SELECT 1',
      'SELECT id, key, name, state FROM items WHERE key = $1',
    ]);
    expect([/-- params: \[".*","name-\d+","ok"\]/.test(old), next.includes('INSERT INTO items')]).toEqual([true, true]);
    expect((await runIn(at.root, run)).code).toBe(0);
    expect([file(at.root, '1.0.0'), file(at.root, '1.1.0')]).toEqual([old, next]);
    const after = await checked(at.root);
    expect([after.judgement.outcome, after.contracts[0]?.captured?.map(({ of, tables }) => [of, tables[0]?.untouched])]).toEqual([
      'pass',
      [
        ['N-1', ['spare']],
        ['N', []],
      ],
    ]);
    // Another content of N-1 asks other things, for all that is known.
    writeFileSync(join(at.root, '1.0.0', 'config.json'), '{"version":"1.0.0","other":1}');
    expect((await checked(at.root)).judgement.outcome).toBe('fail');
  });

  it('hold nobody’s values where the environment is not synthetic, and serve all the same', async () => {
    using at = place({ ...wanted, environment: { synthetic: false } });
    expect((await runIn(at.root, run)).code).toBe(0);
    const text = file(at.root, '1.0.0');
    expect([text.includes('name-'), text.includes('params'), text.includes('SELECT $1')]).toEqual([false, false, true]);
    const told = await checked(at.root);
    expect([told.judgement.outcome, told.contracts[0]?.captured?.[0]]).toMatchObject(['pass', { of: 'N-1', statements: 3, asked: 3 }]);
  });
});
