import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import { diff } from '../../../src/commands/diff.ts';
import { gate } from '../../../src/commands/gate.ts';
import { openWorld, type World } from '../world.ts';

const drillYaml = (more = ''): string => `version: 1
artifacts:
  orders:
    versions: { 1.4.0: { path: versions/1.4.0 }, 1.5.0: { path: versions/1.5.0 } }
    contracts: { http: { format: openapi, file: 'api-{version}.json' } }
environments: { local: { target: process }, production: { target: process } }
${more}`;

const api = (...values: string[]): unknown => ({
  openapi: '3.1.0',
  info: { title: 'a', version: '1' },
  paths: {
    '/orders': {
      post: { requestBody: { content: { 'application/json': { schema: { enum: values } } } }, responses: { 201: { description: '' } } },
    },
    ...(values.length === 2 ? {} : { '/lines': { get: { responses: { 200: { description: '' } } } } }),
  },
});

const clockAt = (day: string) => ({ now: () => new Date(`${day}T12:00:00Z`), monotonic: () => 0 });
const today = clockAt('2026-11-23');

/** N takes one value less, and has one operation more. */
const open = async (more = ''): Promise<World & { yaml: (more: string) => Promise<void> }> => {
  const world = await openWorld([check, diff, gate]);
  const yaml = (text: string): Promise<void> => writeFile(join(world.root, 'drill.yaml'), drillYaml(text));
  await yaml(more);
  await writeFile(join(world.root, 'api-1.4.0.json'), JSON.stringify(api('a', 'b')));
  await writeFile(join(world.root, 'api-1.5.0.json'), JSON.stringify(api('a')));
  return { ...world, yaml, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
};

interface Told {
  readonly summary: string;
  readonly judgement: { readonly outcome: string; readonly reasons: readonly { readonly code: string; readonly what: string }[] };
  readonly waivers?: unknown;
  readonly contracts: readonly {
    readonly findings: readonly { readonly rule: string; readonly severity: string; readonly waived?: unknown }[];
  }[];
}
const told = async (world: World, line: string, clock = today): Promise<Told> =>
  JSON.parse((await world.run(`check --json ${line}`.trim(), clock)).out) as Told;
const codes = ({ judgement }: Told): readonly string[] => [judgement.outcome, ...judgement.reasons.map(({ code }) => code)];

const waiver = "waivers:\n  - { rule: request-*, place: 'POST /orders', reason: agreed, expires: 2026-12-31 }\n".replace(
  "'POST /orders'",
  "'POST /orders*'",
);

describe('drill check and what is accepted', () => {
  it('fails without a waiver and passes with one, which it shows', async () => {
    await using world = await open();
    expect(codes(await told(world, ''))).toEqual(['fail', 'check/breaks-rollout']);
    await world.yaml(waiver);
    const after = await told(world, '');
    expect(codes(after)).toEqual(['pass', 'check/accepted']);
    expect(after.contracts[0]?.findings.map(({ rule, waived }) => [rule, waived])).toEqual([
      ['compat/request-enum-narrowed', { reason: 'agreed', expires: '2026-12-31' }],
      ['compat/operation-added', undefined],
    ]);
    expect(after.summary).toBe(
      'safe to roll out: no, 1 finding, accepted / safe to roll back: yes, as long as nobody uses what is new (1 finding)',
    );
    const { out } = await world.run('check', today);
    expect(out).toContain('accepted until 2026-12-31: agreed');
    expect(out).toContain('1 finding is accepted, the first of them until 2026-12-31 [check/accepted]');
  });

  it('says when a waiver has expired, and that nothing needs one', async () => {
    await using world = await open(waiver);
    const over = await told(world, '', clockAt('2027-01-01'));
    expect(codes(over)).toEqual(['fail', 'check/breaks-rollout']);
    expect(over.judgement.reasons[0]?.what).toContain('its waiver expired on 2026-12-31 (agreed)');
    await writeFile(join(world.root, 'api-1.5.0.json'), JSON.stringify(api('a', 'b')));
    const unneeded = await told(world, '');
    expect(unneeded.judgement).toEqual({
      outcome: 'pass',
      reasons: [
        {
          outcome: 'pass',
          code: 'check/waiver-unused',
          what: 'nothing needs the waiver request-* POST /orders* (drill.yaml:8:5)',
          fix: 'Take it out.',
        },
      ],
    });
  });

  it('refuses a waiver and a severity of a rule that there is not, with the nearest name and the line', async () => {
    await using world = await open(
      `policy: { default: { severities: { 'operation-adedd': note }, environments: { local: { severities: { 'nonsense-of-a-name*': note } } } } }\n${waiver.replace('request-*', 'request-enum-narowed')}`,
    );
    const { code, err } = await world.run('check', today);
    expect(code).toBe(64);
    expect(err).toContain(
      'drill.yaml:7:55: error: there is no rule "operation-adedd" [config/unknown-rule]\n  what to do: did you mean "operation-added"?',
    );
    expect(err).toContain('there is no rule "nonsense-of-a-name*" [config/unknown-rule]\n  what to do: `drill explain` lists them');
    expect(err).toContain(
      'there is no rule "request-enum-narowed" [config/unknown-rule]\n  what to do: did you mean "request-enum-narrowed"?',
    );
  });
});

describe('drill check --write-baseline', () => {
  const file = (world: World): string => join(world.root, 'drill.baseline.yaml');

  it('accepts what there is today: it passes from then on, says until when, and fails after that', async () => {
    await using world = await open();
    const wrote = await world.run('check --write-baseline', today);
    expect([wrote.code, wrote.err]).toEqual([
      0,
      'note: drill.baseline.yaml is written: 1 finding accepted, the first of them until 2026-12-23\n',
    ]);
    const text = readFileSync(file(world), 'utf8');
    expect(
      text
        .replace(/[0-9a-f]{16}/, '<fingerprint>')
        .split('\n')
        .slice(2),
    ).toEqual([
      'version: 1',
      'waivers:',
      '  - artifact: orders',
      '    contract: http',
      '    rule: compat/request-enum-narrowed',
      '    what: \'POST /orders, request body (application/json): the values are narrowed; "b" was valid before and is not now\'',
      '    fingerprint: <fingerprint>',
      '    operations:',
      '      - POST /orders',
      '    reason: accepted on 2026-11-23 by drill check --write-baseline',
      '    expires: 2026-12-23',
      '',
    ]);
    expect(codes(await told(world, ''))).toEqual(['pass', 'check/accepted']);
    expect(codes(await told(world, '', clockAt('2026-12-23')))[0]).toBe('pass');
    expect(codes(await told(world, '', clockAt('2026-12-24')))[0]).toBe('fail');
    // Another day changes nothing of what is accepted already; once it is over, it is accepted anew.
    const again = await world.run('check --write-baseline', clockAt('2026-12-01'));
    expect([again.code, again.err, readFileSync(file(world), 'utf8')]).toEqual([
      0,
      'note: drill.baseline.yaml stays as it is: 1 finding accepted, the first of them until 2026-12-23\n',
      text,
    ]);
    expect((await world.run('check --write-baseline --expires 2027-06-30', clockAt('2026-12-24'))).err).toContain('until 2027-06-30');
  });

  it('accepts what operations share in those that it is met in: not for one that comes to use it, and also where N copies it for one of them', async () => {
    const state = (values: readonly string[]): object => ({ type: 'string', enum: values });
    const shared = { $ref: '#/components/schemas/State' };
    const shop = (values: readonly string[], parcels: object): string => {
      const answer = (schema: object): object => ({
        get: { responses: { 200: { description: '', content: { 'application/json': { schema } } } } },
      });
      return JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'a', version: '1' },
        paths: { '/orders': answer(shared), '/parcels': answer(parcels) },
        components: { schemas: { State: state(values) } },
      });
    };
    await using world = await open();
    const write = (version: string, text: string): Promise<void> => writeFile(join(world.root, `api-${version}.json`), text);
    const [before, after] = [
      ['new', 'done'],
      ['new', 'done', 'held'],
    ];
    await write('1.4.0', shop(before, shared));
    await write('1.5.0', shop(after, state(before)));
    expect((await world.run('check --write-baseline', today)).code).toBe(0);
    await write('1.5.0', shop(after, shared));
    const grown = await told(world, '');
    expect(codes(grown)).toEqual(['fail', 'check/breaks-rollout']);
    expect(grown.judgement.reasons[0]?.what).toContain('its waiver does not cover GET /parcels');
    expect((await world.run('check --write-baseline', today)).err).toContain('1 finding accepted');
    expect(codes(await told(world, ''))).toEqual(['pass', 'check/accepted']);
    await write('1.5.0', shop(after, state(after)));
    expect(codes(await told(world, ''))).toEqual(['pass', 'check/accepted']);
    await write('1.5.0', shop(after, state([...after, 'lost'])));
    expect(codes(await told(world, ''))[0]).toBe('fail');
  });

  it('takes out what is mended, and does not accept another change at the same place', async () => {
    await using world = await open();
    await world.run('check --write-baseline --expires 14d', today);
    await writeFile(join(world.root, 'api-1.4.0.json'), JSON.stringify(api('a', 'b', 'c')));
    expect(codes(await told(world, ''))).toEqual(['fail', 'check/breaks-rollout', 'check/waiver-unused']);
    await writeFile(join(world.root, 'api-1.4.0.json'), JSON.stringify(api('a')));
    expect((await told(world, '')).judgement.reasons[0]?.what).toMatch(/^nothing needs the waiver .* of the baseline$/);
    await world.run('check --write-baseline', today);
    expect(readFileSync(file(world), 'utf8')).toContain('waivers: []');
    expect(codes(await told(world, ''))).toEqual(['pass']);
  });

  it('writes nothing where nothing is to be accepted, and not what a waiver of drill.yaml accepts', async () => {
    await using world = await open(waiver);
    expect((await world.run('check --write-baseline', today)).code).toBe(0);
    expect(existsSync(file(world))).toBe(false);
  });

  it.each([
    ['--expires 30d', 'check/no-baseline'],
    ['--write-baseline --expires soon', 'check/bad-expiry'],
    ['--write-baseline --expires 2026-02-30', 'check/bad-expiry'],
    ['--write-baseline --expires 2026-11-22', 'check/bad-expiry'],
    ['--write-baseline --expires 0d', 'check/bad-expiry'],
    ['--write-baseline --expires 99999d', 'check/bad-expiry'],
  ])('refuses %s', async (line, code) => {
    await using world = await open();
    const ran = await world.run(`check ${line}`, today);
    expect([ran.code, ran.err]).toEqual([64, expect.stringContaining(code)]);
    expect(existsSync(file(world))).toBe(false);
  });

  it('says what is wrong with a baseline, and where', async () => {
    await using world = await open();
    await writeFile(file(world), 'version: 1\nwaivers:\n  - rule: operation-added\n    reason: x\n    expires: 2026-12-31\n  - 5\n');
    const { code, err } = await world.run('check', today);
    expect(code).toBe(64);
    expect(err).toContain('drill.baseline.yaml:3:5: error: waivers[0] has neither "place" nor "fingerprint"');
    expect(err).toContain('drill.baseline.yaml:6:5: error: waivers[1] must be');
  });
});

describe('drill check --environment and --fail-on', () => {
  it('judges by what the policy says of the environment', async () => {
    await using world = await open(
      `policy: { default: { severities: { 'request-*': warning }, environments: { production: { severities: { operation-added: error } } } } }\n`,
    );
    expect(codes(await told(world, ''))[0]).toBe('pass');
    expect(codes(await told(world, '--environment local'))[0]).toBe('pass');
    expect(codes(await told(world, '--environment production'))).toEqual(['fail', 'check/fail-on']);
    expect((await world.run('check --environment prodution', today)).err).toContain('did you mean "production"?');
  });

  it('means what is said of the artifact before what is said of all', async () => {
    await using world = await open(
      `policy: { default: { environments: { local: { severities: { 'request-*': note } } } }, orders: { severities: { 'request-*': error } } }\n`,
    );
    expect(codes(await told(world, '--environment local'))[0]).toBe('fail');
  });

  it('fails on the severity that is asked for, in a check and in a diff', async () => {
    await using world = await open(`policy: { default: { severities: { 'request-*': warning } } }\n`);
    expect(codes(await told(world, '--fail-on warning'))).toEqual(['fail', 'check/fail-on']);
    expect((await world.run('check --fail-on everything', today)).code).toBe(64);
    const lines = ['diff api-1.5.0.json api-1.4.0.json', 'diff --fail-on note api-1.5.0.json api-1.5.0.json'];
    expect((await world.run(`${lines[1]}`, today)).code).toBe(0);
    await writeFile(join(world.root, 'more.json'), JSON.stringify({ ...(api('a', 'b') as object), paths: {} }));
    await writeFile(join(world.root, 'most.json'), JSON.stringify(api('a', 'b')));
    expect([
      (await world.run('diff more.json most.json', today)).code,
      (await world.run('diff --fail-on note more.json most.json', today)).code,
    ]).toEqual([0, 1]);
  });
});

describe('what could not be decided', () => {
  it('is not said as if it were so', async () => {
    await using world = await open();
    const strange = JSON.stringify(api('a')).replace('"enum":["a"]', '"type":"strng"');
    await writeFile(join(world.root, 'old.json'), strange.replace('strng', 'string'));
    await writeFile(join(world.root, 'new.json'), strange);
    const { out, code } = await world.run('diff old.json new.json', today);
    expect([code, out]).toEqual([2, expect.stringContaining(': whether the type is changed is not decided: at #/paths')]);
    expect(out).not.toContain('Each version refuses');
  });

  it('has advice for who compares a file without operations with itself', async () => {
    await using world = await open();
    await writeFile(join(world.root, 'none.json'), JSON.stringify({ ...(api('a') as object), paths: {} }));
    const { out, code } = await world.run('diff none.json none.json', today);
    expect([code, out]).toEqual([2, expect.stringContaining('[check/nothing-compared]')]);
    expect(out).not.toContain('drill check');
  });
});

describe('what breaks in between alone', () => {
  it.each([
    ['terminal', 'safe to roll out: yes / safe to roll back: yes / safe while both serve: no, 1 finding'],
    ['markdown', '| safe to roll out | safe to roll back | safe while both serve |'],
    ['json', '"summary": "safe to roll out: yes / safe to roll back: yes / safe while both serve: no, 1 finding"'],
  ])('is no yes in %s', async (format, line) => {
    await using world = await open();
    const { out, code } = await world.run(`diff --role both --format ${format} api-1.4.0.json api-1.5.0.json`, today);
    expect([code, out]).toEqual([1, expect.stringContaining(line)]);
  });
});

describe('the gate', () => {
  const ask = async (world: World, environment: string, clock = today): Promise<readonly string[]> => {
    const { out } = await world.run(`gate orders --to 1.5.0 --from 1.4.0 --environment ${environment} --json`, clock);
    const { outcome, reasons } = JSON.parse(out) as { outcome: string; reasons: { code: string; fix?: string }[] };
    return [outcome, ...reasons.map(({ code }) => code)];
  };
  const needs = 'policy: { default: { needs: [check], freshFor: 3650d';

  it('counts a pass that rests on a waiver for as long as the waiver holds', async () => {
    await using world = await open(`${needs} } }\n${waiver}`);
    await world.run('check', today);
    expect(await ask(world, 'local')).toEqual(['pass', 'evidence/holds']);
    expect(await ask(world, 'local', clockAt('2027-01-01'))).toEqual(['inconclusive', 'evidence/other-policy']);
    await world.yaml(`${needs} } }\n`);
    expect(await ask(world, 'local')).toEqual(['inconclusive', 'evidence/other-policy']);
  });

  it.each([
    ['waiver', waiver],
    ['baseline', ''],
  ])('ends its answer when the %s does that it rests on, and says what is accepted', async (_, more) => {
    await using world = await open(`${needs} } }\n${more}`);
    await world.run(`check${more === '' ? ' --write-baseline --expires 2026-12-31' : ''}`, today);
    const line = 'gate orders --to 1.5.0 --from 1.4.0 --environment local';
    const { expires, reasons } = JSON.parse((await world.run(`${line} --json`, today)).out) as {
      expires: string;
      reasons: { what: string }[];
    };
    expect(expires).toBe('2027-01-01T00:00:00.000Z');
    const accepted = '; 1 finding is accepted until 2026-12-31';
    expect(reasons[0]?.what.endsWith(accepted)).toBe(true);
    expect((await world.run(line, today)).out).toContain(accepted);
    expect((await world.run(`${line} --format markdown`, today)).out).toContain('1 finding is accepted until 2026-12-31');
    expect((await world.run(line, clockAt('2026-12-31'))).out).toMatch(/valid until +2027-01-01 00:00 UTC/);
    expect((await ask(world, 'local', clockAt('2027-01-01')))[0]).toBe('inconclusive');
  });

  it('counts a check that was judged by the policy of the environment asked about, and says how to make one', async () => {
    await using world = await open(
      `${needs}, severities: { 'request-*': warning }, environments: { production: { severities: { operation-added: error } } } } }\n`,
    );
    await world.run('check', today);
    expect(await ask(world, 'local')).toEqual(['pass', 'evidence/holds']);
    const { out } = await world.run('gate orders --to 1.5.0 --from 1.4.0 --environment production', today);
    expect(out).toContain('drill check orders --from 1.4.0 --to 1.5.0 --environment production');
    await world.run('check --environment production', today);
    expect((await ask(world, 'production'))[0]).toBe('fail');
  });
});
