import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gate } from '../../src/commands/gate.ts';
import { run } from '../../src/commands/run.ts';
import { show } from '../../src/commands/show.ts';
import { journalsPath } from '../../src/evidence/journal.ts';
import { readLedger } from '../../src/evidence/ledger.ts';
import type { MigrationJournal } from '../../src/model/journal.ts';
import type { Judgement } from '../../src/model/verdict.ts';
import { runIn } from '../commands/io.ts';
import { type Place, place, type Wanted } from './rig/workspace.ts';

// Drills of kind `migration`: what a check does with a store by execution, with a journal, evidence and a verdict of their own.

type Told = MigrationJournal & { readonly judgement: Judgement };

const mirror = { '002_more.up.sql': 'ALTER TABLE items ADD COLUMN more text;', '002_more.down.sql': 'ALTER TABLE items DROP COLUMN more;' };
const drop = { '002_drop.up.sql': 'ALTER TABLE items DROP COLUMN state;', '002_drop.down.sql': 'ALTER TABLE items ADD COLUMN state text;' };

/** A workspace with a drill of migrations, and more of drill.yaml. */
const laid = (wanted: Wanted, drill: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, unknown>> = {}): Place => {
  const at = place(wanted);
  const file = join(at.root, 'drill.yaml');
  const definition = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const drills = { up: { kind: 'migration', artifact: 'items', environment: 'here', ...drill } };
  writeFileSync(file, JSON.stringify({ ...definition, drills, ...more }));
  return at;
};

const ran = async ({ root }: Place): Promise<{ readonly code: number | undefined; readonly told: Told }> => {
  const { code, out, refused } = await runIn(root, run, 'up', '--json');
  if (refused.length > 0) throw new Error(refused.join());
  return { code, told: JSON.parse(out) as Told };
};
const codes = ({ judgement }: Told): readonly string[] => judgement.reasons.map(({ outcome, code }) => `${outcome} ${code}`);

describe('a drill of migrations', () => {
  it('passes, is told again from its journal, and counts for the gate until what it is of is another', async () => {
    using at = laid({ new: { migrations: mirror } }, {}, { policy: { default: { needs: ['drill'], from: ['here'] } } });
    const { code, told } = await ran(at);
    expect([code, codes(told), told.routes, told.asked, told.stores.map(({ name, cells }) => [name, cells.rollback.state])]).toEqual([
      0,
      [],
      ['schema-left', 'down'],
      ['db'],
      [['db', 'holds']],
    ]);
    const again = await runIn(at.root, show, told.id, '--json');
    expect([again.code, JSON.parse(again.out)]).toEqual([0, told]);
    const { entries } = await readLedger(at.root);
    expect(entries.map(({ fact }) => fact)).toMatchObject([
      {
        kind: 'evidence',
        of: 'drill',
        drill: 'up',
        environment: 'here',
        outcome: 'pass',
        routes: ['schema-left', 'down'],
        work: { stores: 1 },
        contracts: [{ name: 'store db' }],
      },
    ]);
    const asked = (): Promise<{ readonly code: number | undefined; readonly out: string }> =>
      runIn(at.root, gate, 'items', '--environment', 'here', '--from', '1.0.0', '--to', '1.1.0');
    expect((await asked()).code).toBe(0);
    // A snapshot is no part of a version, and of what is known of its store.
    at.write('snapshots/items/1.0.0/db.json', '{}');
    const after = await asked();
    expect([after.code, after.out]).toEqual([2, expect.stringContaining('evidence/other-contract')]);
  });

  it('fails by what breaks, in every format', async () => {
    using at = laid({ new: { migrations: drop } });
    const { code, told } = await ran(at);
    expect([code, codes(told)]).toEqual([1, ['fail check/breaks-rollback']]);
    const junit = (await runIn(at.root, show, told.id, '--format', 'junit')).out;
    expect(junit).toContain('<testsuite name="drill up: items store db" tests="3"');
    expect(junit).toContain('type="storage/column-dropped"');
    const markdown = (await runIn(at.root, show, told.id, '--format', 'markdown')).out;
    expect(markdown).toContain('### FAIL up: items 1.0.0 → 1.1.0 → 1.0.0 on here');
    expect(markdown).toContain('| db (postgres) |');
    const text = (await runIn(at.root, show, told.id)).out;
    expect(text).toContain('error[storage/column-dropped]');
  });

  it('by the route that is asked for alone; a route that is asked for and has no way is inconclusive', async () => {
    using lossy = laid({ new: { migrations: { ...mirror, '002_more.down.sql': 'SELECT 1;' } } }, { routes: ['schema-left'] });
    expect((await ran(lossy)).code).toBe(0);
    using none = laid({ new: { migrations: { '002_more.up.sql': mirror['002_more.up.sql'] } } }, { routes: ['schema-left', 'down'] });
    const { code, told } = await ran(none);
    expect([code, codes(told)]).toEqual([2, ['inconclusive drill/route-not-rehearsed']]);
  });

  it('takes rows of its own, and hides what shows a finding where the environment is not synthetic', async () => {
    const checked = {
      '002_check.up.sql': "UPDATE items SET name = 'x' WHERE key = 'k'; ALTER TABLE items ADD CONSTRAINT c CHECK (name NOT LIKE 'J_e%');",
    };
    using at = laid(
      {
        new: { migrations: checked },
        environment: { synthetic: false },
        files: { 'rows.sql': "INSERT INTO items (key, name) VALUES ('k', 'Joey'), ('l', 'Joey');" },
      },
      { seed: 'rows.sql' },
    );
    const { code, told } = await ran(at);
    const [finding] = told.stores[0]?.findings ?? [];
    expect([code, finding?.cells.rollout, finding?.witness?.value]).toEqual([1, 'breaks-if-used', expect.stringMatching(/^sha256:/)]);
    expect(
      readFileSync(join(at.root, journalsPath, `${told.startedAt.slice(0, 19).replace(/[-:]/g, '')}-up-${told.id}.json`), 'utf8'),
    ).not.toContain('Joey');
  });

  it('keeps to waivers', async () => {
    const waiver = { rule: 'storage/*', contract: 'db', place: '*', reason: 'agreed', expires: '2036-12-31' };
    using at = laid({ new: { migrations: drop } }, {}, { waivers: [waiver] });
    expect((await ran(at)).code).toBe(0);
  });

  it('is never a pass where nothing was run, however the snapshots look, or where time is up', async () => {
    using tool = laid({ store: { migrate: 'on-start' }, new: { migrations: mirror } });
    const definition = JSON.parse(readFileSync(join(tool.root, 'drill.yaml'), 'utf8')) as {
      artifacts: { items: { stores: { db: { migrations?: string } } } };
    };
    delete definition.artifacts.items.stores.db.migrations;
    writeFileSync(join(tool.root, 'drill.yaml'), JSON.stringify(definition));
    const { code, told } = await ran(tool);
    expect([code, codes(told)]).toEqual([2, ['inconclusive check/store-undecided']]);
    using short = laid({ new: { migrations: mirror } }, { deadline: '1ms' });
    const late = await ran(short);
    expect([late.code, codes(late.told)]).toEqual([2, ['inconclusive drill/harness-failed']]);
    expect([...tool.left(), ...short.left()]).toEqual([]);
  });

  it('plans without doing anything', async () => {
    using at = laid({ new: { migrations: mirror } });
    const { code, out } = await runIn(at.root, run, 'up', '--dry-run');
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('up: the migrations of items from 1.0.0 to 1.1.0 on here; nothing has been started'),
    ]);
  });

  it('is refused for a migration of N-1 that is, with its place', async () => {
    using at = laid({ old: { migrations: { '000_bad.up.sql': 'SELECT nowhere;' } } });
    expect((await runIn(at.root, run, 'up')).refused).toEqual(['check/migration-failed']);
  });
});
