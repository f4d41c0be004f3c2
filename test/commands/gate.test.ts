import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { check } from '../../src/commands/check.ts';
import { definitionOf } from '../../src/commands/run/definition.ts';
import { gate } from '../../src/commands/gate.ts';
import { history } from '../../src/commands/history.ts';
import { ledger } from '../../src/commands/ledger.ts';
import { record } from '../../src/commands/record.ts';
import { systemClock } from '../../src/core/clock.ts';
import { ledgerPath, openLedger } from '../../src/evidence/ledger.ts';
import type { Evidence } from '../../src/model/fact.ts';
import type { Verdict } from '../../src/model/verdict.ts';
import { loadWorkspace } from '../../src/workspace/load.ts';
import { digestOf } from '../../src/workspace/sources/registry.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld([check, gate, record, history, ledger]);
});
afterEach(() => world[Symbol.asyncDispose]());

const definitionNow = async (): Promise<string> => {
  const workspace = await loadWorkspace(world.root);
  const drill = workspace.drills.get('orders-rollback');
  if (!drill) throw new Error('no drill');
  return definitionOf(workspace, drill, { now: new Date(), entries: [] });
};
const idOf = async (name: string) => {
  const workspace = await loadWorkspace(world.root);
  const version = workspace.artifacts.get('orders')?.ordered.find((each) => each.version === name);
  if (!version) throw new Error(`no ${name}`);
  return { version: name, digest: await digestOf(workspace, version) };
};
/** Enters evidence about going from one version to another. */
const prove = async (from: string, to: string, of: Evidence['of'], more: Partial<Evidence> = {}, clock = systemClock): Promise<void> => {
  await openLedger(world.root, clock).append({
    kind: 'evidence',
    of,
    artifact: 'orders',
    ...(of === 'drill' && { environment: 'local', drill: 'orders-rollback', routes: ['schema-left'], definition: await definitionNow() }),
    from: await idOf(from),
    to: await idOf(to),
    outcome: 'pass',
    reasons: [],
    work: { things: 1 },
    ...more,
  });
};
const say = async (...lines: readonly string[]): Promise<void> => {
  for (const line of lines) expect(await world.run(`record ${line}`)).toMatchObject({ code: 0, err: '' });
};
const asked = async (line: string): Promise<readonly [number, string, string | undefined, readonly string[]]> => {
  const { code, out } = await world.run(`gate ${line} --json`);
  const verdict = JSON.parse(out) as Verdict;
  return [code, verdict.direction, verdict.from?.version, verdict.reasons.map(({ outcome, code: id }) => `${outcome} ${id}`)];
};
const lost = { outcome: 'fail', reasons: [{ code: 'drill/writes-lost', what: 'lost' }] } as const;

describe('the gate', () => {
  test('on an empty ledger is inconclusive, with the commands that would make the evidence, and appends nothing', async () => {
    const { code, out } = await world.run('gate orders --to 1.5.0 --environment local');
    expect(code).toBe(2);
    expect(out).toContain('what to do: drill check orders --from 1.4.0 --to 1.5.0');
    expect(out).toContain('what to do: drill run orders-rollback --from 1.4.0 --to 1.5.0');
    expect((await world.run('ledger verify')).out).toBe('there is no ledger here yet, so there is nothing to verify\n');
  });

  test('passes with a check and a drill of exactly these versions', async () => {
    await prove('1.4.0', '1.5.0', 'check');
    await prove('1.4.0', '1.5.0', 'drill');
    expect(await asked('orders --to 1.5.0 --environment local')).toEqual([
      0,
      'forward',
      '1.4.0',
      ['pass evidence/holds', 'pass evidence/holds', 'pass gate/previous-assumed'],
    ]);
    expect((await asked('orders --to 1.5.0 --from 1.3.0 --environment local'))[0]).toBe(2);
    await appendFile(join(world.root, 'versions/1.5.0/server.js'), '// rebuilt');
    expect(await asked('orders --environment local')).toEqual([
      2,
      'forward',
      '1.4.0',
      ['inconclusive evidence/other-digest', 'inconclusive evidence/other-digest', 'pass gate/previous-assumed'],
    ]);
  });

  test('takes N-1 from the ledger: the last known good version, however far back', async () => {
    await say(
      'deployed orders 1.3.0 --environment local',
      'good orders 1.3.0 --environment local',
      'deployed orders 1.4.0 --environment local',
    );
    expect((await asked('orders --to 1.5.0 --environment local'))[2]).toBe('1.3.0');
    await say('good orders 1.4.0 --environment local');
    expect((await asked('orders --to 1.5.0 --environment local'))[2]).toBe('1.4.0');
    await say('bad orders 1.4.0 --reason slow');
    expect((await asked('orders --to 1.5.0 --environment local'))[2]).toBe('1.3.0');
    expect((await asked('orders --to 1.5.0 --from 1.4.0 --environment local'))[2]).toBe('1.4.0');
  });

  test('is about one environment: what is good elsewhere is not good here', async () => {
    await say('deployed orders 1.3.0 --environment production', 'good orders 1.3.0 --environment production');
    expect((await asked('orders --to 1.5.0 --environment local'))[2]).toBe('1.4.0');
    expect((await asked('orders --to 1.5.0 --environment production'))[2]).toBe('1.3.0');
  });

  describe('takes for a return what was good here and is not newer than what runs:', () => {
    beforeEach(() =>
      say(
        'deployed orders 1.4.0 --environment local',
        'good orders 1.4.0 --environment local',
        'deployed orders 1.5.0 --environment local',
      ),
    );
    test.each([
      ['the last good one', '--to 1.4.0', 0, 'return', '1.5.0'],
      ['one that never was good', '--to 1.3.0', 2, 'forward', '1.4.0'],
      ['what runs, but is not good yet', '--to 1.5.0', 2, 'forward', '1.4.0'],
      ['a return that is asked for', '--to 1.4.0 --direction return', 0, 'return', '1.5.0'],
      ['a return that is asked for, to what was never there', '--to 1.3.0 --direction return', 2, 'forward', '1.4.0'],
      ['a rollout that is asked for', '--to 1.4.0 --direction forward', 2, 'forward', '1.3.0'],
    ])('%s', async (_, options, code, direction, from) => {
      expect((await asked(`orders ${options} --environment local`)).slice(0, 3)).toEqual([code, direction, from]);
    });

    test('a known break of it stops, a missing proof does not', async () => {
      await prove('1.4.0', '1.5.0', 'drill', lost);
      expect(await asked('orders --to 1.4.0 --environment local')).toEqual([
        1,
        'return',
        '1.5.0',
        ['fail gate/break-witnessed', 'pass evidence/missing'],
      ]);
    });

    test('a version that is declared no more is known by the ledger', async () => {
      const yaml = join(world.root, 'drill.yaml');
      await writeFile(yaml, (await readFile(yaml, 'utf8')).replace(/ +1\.4\.0: .*\n/, ''));
      await rm(join(world.root, 'versions/1.4.0'), { recursive: true });
      expect((await asked('orders --to 1.4.0 --environment local')).slice(0, 3)).toEqual([0, 'return', '1.5.0']);
    });

    test('after rolling back, the one that was left is not good any more', async () => {
      await say('good orders 1.5.0 --environment local', 'rolled-back orders 1.4.0 --environment local --reason slow');
      expect((await asked('orders --to 1.5.0 --environment local')).slice(0, 3)).toEqual([2, 'forward', '1.4.0']);
      expect((await asked('orders --to 1.4.0 --environment local')).slice(1, 3)).toEqual(['return', '1.4.0']);
    });
  });

  describe('what is marked bad', () => {
    test('is not taken for N-1 unasked, nor is what is on demand', async () => {
      await say(`bad orders 1.4.0 --reason slow`);
      const [code, , from, reasons] = await asked('orders --to 1.5.0 --environment local');
      expect([code, from, reasons.at(-1)]).toEqual([2, '1.3.0', 'pass gate/previous-assumed']);
      await say('bad orders 1.3.0 --environment local');
      expect(await asked('orders --to 1.5.0 --environment local')).toEqual([2, 'forward', undefined, ['inconclusive gate/previous-bad']]);
      expect((await asked('orders --to 1.5.0 --environment production'))[2]).toBe('1.3.0');
    });
    test('is no N-1 under other bytes either', async () => {
      await say('bad orders 1.4.0');
      await appendFile(join(world.root, 'versions/1.4.0/server.js'), '// other');
      expect((await asked('orders --to 1.5.0 --environment local'))[2]).toBe('1.3.0');
    });
    test('does not go out where it is marked, until it is good', async () => {
      await prove('1.4.0', '1.5.0', 'check');
      await prove('1.4.0', '1.5.0', 'drill');
      await say('deployed orders 1.5.0 --environment local', 'bad orders 1.5.0 --environment local --reason slow');
      const [code, , , reasons] = await asked('orders --to 1.5.0 --environment local');
      expect([code, reasons[0]]).toEqual([1, 'fail gate/marked-bad']);
      expect((await asked('orders --to 1.5.0 --environment production'))[0]).toBe(0);
      await say('good orders 1.5.0 --environment local');
      expect((await asked('orders --to 1.5.0 --direction forward --environment local'))[0]).toBe(0);
    });
    test('does not stop who goes back to it, and is told', async () => {
      await say(
        'deployed orders 1.4.0 --environment local',
        'bad orders 1.4.0 --environment local --reason slow',
        'deployed orders 1.5.0 --environment local',
      );
      const { code, out } = await world.run('gate orders --to 1.4.0 --direction return --environment local');
      expect(code).toBe(0);
      expect(out).toMatch(/orders 1\.4\.0 was marked bad .* ago: slow \(entry 2\)/);
      expect(out).not.toContain('nothing is known against it');
    });
  });

  describe('a return that is asked for', () => {
    test('is not stopped by an empty ledger, which is told', async () => {
      expect(await asked('orders --to 1.3.0 --direction return --environment local')).toEqual([
        0,
        'return',
        undefined,
        ['pass gate/nothing-known', 'pass gate/now-unknown'],
      ]);
    });
    test('to what was never deployed there is a rollout, and says so', async () => {
      await say('deployed orders 1.4.0 --environment local');
      const [code, direction, , reasons] = await asked('orders --to 1.3.0 --direction return --environment local');
      expect([code, direction]).toEqual([2, 'forward']);
      expect(reasons).toContain('pass gate/not-a-return');
    });
  });

  test('names no command that cannot work where bytes changed under one name', async () => {
    await say('deployed orders 1.5.0 --environment local', 'good orders 1.5.0 --environment local');
    await appendFile(join(world.root, 'versions/1.5.0/server.js'), '// rebuilt');
    const { code, out } = await world.run('gate orders --to 1.5.0 --environment local');
    expect(code).toBe(2);
    expect(out).toContain('[gate/same-version-other-digest]');
    expect(out).not.toContain('--from 1.5.0 --to 1.5.0');
  });

  describe('evidence is bound to', () => {
    const edit = async (was: string, is: string): Promise<void> => {
      const file = join(world.root, 'drill.yaml');
      await writeFile(file, (await readFile(file, 'utf8')).replace(was, is));
    };
    test('the documents of the contracts', async () => {
      for (const name of ['1.3.0', '1.4.0', '1.5.0', '1.6.0']) await writeFile(join(world.root, `${name}.json`), '{"type":"object"}');
      await edit('    run: {', "    contracts: { doc: { format: json-schema, file: '{version}.json' } }\n    run: {");
      await prove('1.4.0', '1.5.0', 'drill');
      expect((await world.run('check orders')).code).toBe(0);
      expect((await asked('orders --environment local'))[0]).toBe(0);
      await writeFile(join(world.root, '1.5.0.json'), '{"type":"string"}');
      const [code, , , reasons] = await asked('orders --environment local');
      expect([code, reasons[0]]).toEqual([2, 'inconclusive evidence/other-contract']);
      await rm(join(world.root, '1.4.0.json'));
    });
    test.each([
      ['the declaration of the drill', 'steps: [{ request: GET / }]', 'steps: [{ request: GET /x }]', 'evidence/other-definition'],
      [
        'the routes that it declares',
        'environment: local, workload',
        'environment: local, routes: [restore], workload',
        'evidence/fewer-routes',
      ],
      ['the drill', '  orders-rollback:', '  orders-back:', 'evidence/undeclared-drill'],
    ])('%s', async (_, was, is, code) => {
      await prove('1.4.0', '1.5.0', 'check');
      await prove('1.4.0', '1.5.0', 'drill');
      expect((await asked('orders --environment local'))[0]).toBe(0);
      await edit(was, is);
      const [exit, , , reasons] = await asked('orders --environment local');
      expect([exit, reasons[0]]).toEqual([2, `inconclusive ${code}`]);
    });
    test('the bytes of its workload', async () => {
      await writeFile(join(world.root, 'w.yaml'), 'journeys: []');
      await edit('workload: { journeys: [{ name: read, steps: [{ request: GET / }] }] }', 'workload: w.yaml');
      const before = await definitionNow();
      await writeFile(join(world.root, 'w.yaml'), 'journeys: [] ');
      expect(await definitionNow()).not.toBe(before);
    });
  });

  describe('a first release', () => {
    test('is inconclusive until somebody says that it is one', async () => {
      expect(await asked('payments --environment local')).toEqual([2, 'forward', undefined, ['inconclusive gate/no-previous']]);
      expect(await asked('payments --environment local --first-release')).toEqual([0, 'forward', undefined, ['pass gate/first-release']]);
      await say('deployed payments 2.0.0 --environment local --first-release');
      expect(await asked('payments --environment local')).toEqual([0, 'forward', undefined, ['pass gate/first-release']]);
    });
    test('cannot be claimed against the ledger', async () => {
      await say('deployed orders 1.4.0 --environment local');
      expect(await world.run('gate orders --to 1.5.0 --environment local --first-release')).toMatchObject({ code: 64, out: '' });
      expect((await world.run('record deployed orders 1.5.0 --environment local --first-release')).err).toContain(
        '[record/not-first-release]',
      );
    });
  });

  describe('with a ledger that was edited by hand', () => {
    beforeEach(async () => {
      await prove('1.4.0', '1.5.0', 'check');
      await prove('1.4.0', '1.5.0', 'drill', lost);
      await say(
        'deployed orders 1.4.0 --environment local',
        'good orders 1.4.0 --environment local',
        'deployed orders 1.5.0 --environment local',
      );
      const file = join(world.root, ledgerPath);
      await writeFile(file, (await readFile(file, 'utf8')).replace('"outcome":"fail"', '"outcome":"pass"'));
    });
    test('never passes forward, and holds no return up', async () => {
      expect((await asked('orders --to 1.5.0 --environment local')).slice(0, 2)).toEqual([2, 'forward']);
      const [code, direction, , reasons] = await asked('orders --to 1.4.0 --environment local');
      expect([code, direction, reasons.at(-1)]).toEqual([0, 'return', 'pass gate/ledger-broken']);
    });
    test('ledger verify names the line and fails, and nothing is recorded any more', async () => {
      const { code, out } = await world.run('ledger verify');
      expect([code, out.split('\n')[0]]).toEqual([1, 'tampered with: the chain does not hold']);
      expect(out).toContain('.drill/ledger.ndjson:2:1: error: line 2 (seq 2) of the ledger was changed after it was written');
      const refused = await world.run('record bad orders 1.5.0');
      expect([refused.code, refused.err]).toEqual([64, expect.stringContaining('[ledger/tampered]')]);
    });
  });

  test('with clocks that disagree: evidence from tomorrow does not count yet', async () => {
    await prove('1.4.0', '1.5.0', 'check');
    await prove('1.4.0', '1.5.0', 'drill', {}, { ...systemClock, now: () => new Date(Date.now() + 86_400_000) });
    expect((await asked('orders --to 1.5.0 --environment local'))[3]).toContain('inconclusive evidence/future');
  });

  test('asked twice at once gives the same answer twice', async () => {
    await prove('1.4.0', '1.5.0', 'check');
    const [one, two] = await Promise.all([world.run('gate orders --environment local'), world.run('gate orders --environment local')]);
    expect([one.code, one.code]).toEqual([2, two.code]);
  });
});

describe('what was mistyped is answered with the nearest name, exit 64:', () => {
  test.each([
    ['gate order --environment local', 'did you mean "orders"?'],
    ['gate orders --environment locl', 'did you mean "local"?'],
    ['gate orders', 'say --environment local or --environment production'],
    ['gate orders --to 1.5.O --environment local', 'did you mean "1.5.0"?'],
    ['gate orders --from 1.5.0 --environment local', 'N and N-1 of orders are the same content'],
    ['gate orders --direction backward --environment local', 'Allowed choices are forward, return, hotfix'],
    ['record good orders --environment local', 'which version? drill record good needs one'],
    ['record good orders 1.4.0 --to 1.5.0 --environment local', 'two versions were named: 1.4.0 and 1.5.0'],
    ['record good orders 1.4.0 --environment local', 'was never deployed in local'],
    ['record deployed orders 1.4.0 --digest abc --environment local', '"abc" is not a digest'],
    ['record rolled-back orders 1.4.0 --environment local', 'is not recorded'],
    ['record deployd orders', 'unknown command'],
    ['history order', 'did you mean "orders"?'],
    ['history --environment prod', 'there are: local, production'],
    ['history --limit 0', 'it must be a whole number from 1 up'],
  ])('%s', async (line, expected) => {
    const { code, out, err } = await world.run(line);
    expect([code, out]).toEqual([64, '']);
    expect(err).toContain(expected);
    expect(err).not.toMatch(/^ +at /m);
  });
});

describe('record', () => {
  test.each(['version orders 1.5.0', 'version orders --to 1.5.0', 'version orders --version 1.5.0'])(
    'takes the version in %s',
    async (line) => {
      const { code, out } = await world.run(`record ${line}`);
      expect([code, out]).toEqual([0, expect.stringMatching(/^1 .* orders {4}1\.5\.0 known as sha256:/)]);
    },
  );
  test('refuses a version with another content', async () => {
    await say('version orders 1.5.0');
    await appendFile(join(world.root, 'versions/1.5.0/server.js'), '// rebuilt');
    const { code, err } = await world.run('record deployed orders 1.5.0 --environment local');
    expect([code, err]).toEqual([64, expect.stringContaining('[ledger/other-digest]')]);
  });
  test('takes a version that is not declared, by its digest', async () => {
    await say(
      `deployed orders 1.2.0 --digest sha256:${'a'.repeat(64)} --environment production`,
      'good orders 1.2.0 --environment production',
    );
    expect((await asked('orders --to 1.5.0 --environment production'))[2]).toBe('1.2.0');
  });
});

describe('history', () => {
  test('lists the newest last, with the last known good marked', async () => {
    await say(
      'deployed orders 1.4.0 --environment local',
      'good orders 1.4.0 --environment local --reason calm',
      'deployed payments 2.0.0 --environment production',
    );
    const at = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g;
    expect((await world.run('history')).out.replaceAll(at, 'TIME')).toBe(
      '1  TIME  orders    local       1.4.0 deployed\n2  TIME  orders    local       1.4.0 good: calm <- last known good in local\n3  TIME  payments  production  2.0.0 deployed\n',
    );
    expect((await world.run('history orders --limit 1')).out).toMatch(/^2 .*last known good in local\n$/);
    const { lastKnownGood, entries } = JSON.parse((await world.run('history --environment production --json')).out) as {
      lastKnownGood: unknown;
      entries: readonly { seq: number }[];
    };
    expect([entries.map(({ seq }) => seq), lastKnownGood]).toEqual([
      [3],
      [{ artifact: 'orders', environment: 'local', version: '1.4.0', seq: 2 }],
    ]);
  });
  test('of nothing says so', async () => {
    expect(await world.run('history')).toEqual({ code: 0, out: 'nothing is recorded yet\n', err: '' });
  });
});

describe('ledger verify', () => {
  test('tells a torn line from a tampered one, and a whole chain from none', async () => {
    expect((await world.run('ledger verify')).code).toBe(2);
    await say('version orders 1.4.0');
    expect(await world.run('ledger verify')).toEqual({
      code: 0,
      out: 'intact: 1 entry, the chain holds from the first to the last\n',
      err: '',
    });
    await appendFile(join(world.root, ledgerPath), '{"at":"2026');
    const torn = await world.run('ledger verify');
    expect([torn.code, torn.out.split('\n')[1]]).toEqual([
      0,
      'line 2 was cut off by a crash (11 bytes) and was never acknowledged; the next append sets it aside',
    ]);
    expect(JSON.parse((await world.run('ledger verify --json')).out)).toEqual({
      format: 'rollback-drill/ledger',
      version: 1,
      state: 'intact',
      entries: 1,
      problems: [],
      torn: { line: 2, bytes: 11 },
    });
    await writeFile(join(world.root, ledgerPath), '');
    expect(await world.run('ledger verify')).toEqual({ code: 2, out: 'the ledger is empty, so there is nothing to verify\n', err: '' });
  });
});
