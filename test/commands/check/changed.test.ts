import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { check } from '../../../src/commands/check.ts';
import type { Io } from '../../../src/commands/command.ts';
import { DrillError } from '../../../src/core/error.ts';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const schema = (type: string): string => JSON.stringify({ type: 'object', properties: { a: { type } }, required: ['a'] });
const yaml = `version: 1
artifacts:
${['orders', 'payments', 'refunds']
  .map(
    (name) =>
      `  ${name}:\n    versions: { '1': { path: v1 }, '2': { path: v2 } }\n    contracts: { doc: { format: json-schema, file: '${name}-{version}.json' } }\n`,
  )
  .join('')}  worker:\n    versions: { '1': { path: v1 }, '2': { path: v2 } }\n`;

const git = (root: string, ...words: readonly string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=x', '-c', 'user.email=x@example.com', '-c', 'commit.gpgsign=false', ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Three artifacts that are the same in both versions, committed on main; a branch goes out from there. */
const repository = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'drill-changed-'));
  folders.push(root);
  for (const version of ['v1', 'v2']) {
    mkdirSync(join(root, version));
    writeFileSync(join(root, version, 'a'), version);
  }
  for (const name of ['orders', 'payments', 'refunds'])
    for (const version of [1, 2]) writeFileSync(join(root, `${name}-${version}.json`), schema('string'));
  writeFileSync(join(root, 'refunds-2.json'), JSON.stringify({ $ref: 'shared.json' }));
  writeFileSync(join(root, 'refunds-1.json'), JSON.stringify({ $ref: 'shared.json' }));
  writeFileSync(join(root, 'shared.json'), schema('string'));
  writeFileSync(join(root, 'drill.yaml'), yaml);
  writeFileSync(join(root, '.gitignore'), '.drill\n');
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '.');
  git(root, 'commit', '-qm', 'one');
  git(root, 'switch', '-qc', 'branch');
  return root;
};

const run = async (root: string, ...argv: readonly string[]) => {
  let [out, err, code] = ['', '', undefined as number | undefined];
  const look = { colours: false, width: 100 };
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    look: { out: look, err: look },
    interactive: false,
    cwd: root,
    env: {},
    clock: { now: () => new Date('2026-11-23T07:00:00Z'), monotonic: () => 0 },
    signal: new AbortController().signal,
  };
  try {
    await check
      .build(io, (exit) => void (code = exit))
      .exitOverride()
      .parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    return { code: 64, out, err, problems: error.problems.map((problem) => problem.code) };
  }
  return { code, out, err, problems: [] };
};

const reportsIn = (out: string): Record<string, string> => {
  const reports = [JSON.parse(out)].flat() as { artifact: string; contracts: unknown[]; judgement: { outcome: string } }[];
  return Object.fromEntries(reports.map((report) => [report.artifact, `${report.judgement.outcome}, ${report.contracts.length} compared`]));
};
const none = 'pass, 0 compared';

let root = '';
beforeEach(() => {
  root = repository();
});

describe('a check of what changed', () => {
  test('passes where every contract is as committed, says so, and records no evidence', async () => {
    const { code, out, err } = await run(root, '--changed', 'main', '--json');
    expect(code).toBe(0);
    expect(reportsIn(out)).toEqual({ orders: none, payments: none, refunds: none });
    expect(err).toMatch(/compared: 0 of 3 artifacts, whose contracts or stores differ from main \([0-9a-f]{7}\)\n/);
    expect(out).toMatch(/"all 2 contract files of orders are as committed at main/);
    expect(existsSync(join(root, '.drill/ledger.ndjson'))).toBe(false);
  });

  test.each([
    ['of the working tree', () => {}],
    [
      'that is committed',
      () => {
        git(root, 'add', '.');
        git(root, 'commit', '-qm', 'two');
      },
    ],
    ['that is staged', () => git(root, 'add', '.')],
  ])('compares the artifact with a change %s, and no other', async (_, then) => {
    writeFileSync(join(root, 'orders-2.json'), schema('integer'));
    then();
    const { code, out } = await run(root, '--changed', 'main', '--json');
    expect([code, reportsIn(out)]).toEqual([1, { orders: 'fail, 1 compared', payments: none, refunds: none }]);
    expect(readFileSync(join(root, '.drill/ledger.ndjson'), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  test('sees a change in a file that a contract refers to', async () => {
    writeFileSync(join(root, 'shared.json'), schema('integer'));
    const { out } = await run(root, '--changed', 'main', '--json');
    expect(reportsIn(out)).toMatchObject({ orders: none, refunds: 'pass, 1 compared' });
  });

  test('sees a contract of a new version that is not tracked yet', async () => {
    git(root, 'rm', '-q', '--cached', 'orders-2.json');
    git(root, 'commit', '-qm', 'without');
    const { out } = await run(root, '--changed', '--json');
    expect(reportsIn(out)).toMatchObject({ orders: 'pass, 1 compared', payments: none });
  });

  test('is not led astray by what others did on main since', async () => {
    git(root, 'switch', '-q', 'main');
    writeFileSync(join(root, 'payments-2.json'), schema('integer'));
    git(root, 'commit', '-qam', 'elsewhere');
    git(root, 'switch', '-q', 'branch');
    expect(reportsIn((await run(root, '--changed', 'main', '--json')).out)).toEqual({ orders: none, payments: none, refunds: none });
  });

  test('compares everything where drill.yaml itself is another', async () => {
    writeFileSync(join(root, 'drill.yaml'), `${yaml}# more\n`);
    const { out, err } = await run(root, '--changed', 'main', '--json');
    expect(Object.values(reportsIn(out))).toEqual(['pass, 1 compared', 'pass, 1 compared', 'pass, 1 compared']);
    expect(err).toContain('note: drill.yaml is not as at main');
  });

  describe('what it is judged by counts as a change of it:', () => {
    const consumed = yaml.replace('worker:', "worker:\n    consumes: { orders: { contract: doc, usage: 'used-{version}.ndjson' } }");
    const line = '{"operation":"GET /orders"}\n';
    const baseline = (...artifacts: readonly string[]): string =>
      `version: 1\nwaivers:\n${artifacts
        .map((name) => `  - { artifact: ${name}, rule: '*', place: '*', reason: agreed, expires: '2027-01-01' }\n`)
        .join('')}`;

    test.each<[string, (root: string) => void, string]>([
      ['another use of a consumer', (at) => writeFileSync(join(at, 'used-1.ndjson'), `${line}${line}`), 'orders'],
      ['a use that is gone', (at) => rmSync(join(at, 'used-2.ndjson')), 'orders'],
      ['another baseline', (at) => writeFileSync(join(at, 'drill.baseline.yaml'), baseline('orders')), 'payments'],
      ['a baseline that is gone', (at) => rmSync(join(at, 'drill.baseline.yaml')), 'orders payments'],
      ['a baseline that cannot be read', (at) => writeFileSync(join(at, 'drill.baseline.yaml'), 'x: ['), 'config/not-yaml'],
      ['another comment in it', (at) => writeFileSync(join(at, 'drill.baseline.yaml'), `# x\n${baseline('orders', 'payments')}`), ''],
    ])('%s', async (_, change, artifacts) => {
      writeFileSync(join(root, 'drill.yaml'), consumed);
      for (const version of [1, 2]) writeFileSync(join(root, `used-${version}.ndjson`), line);
      writeFileSync(join(root, 'drill.baseline.yaml'), baseline('orders', 'payments'));
      git(root, 'add', '.');
      git(root, 'commit', '-qm', 'used');
      change(root);
      const { out, problems } = await run(root, '--changed', 'HEAD', '--json');
      const compared =
        problems.length > 0 ? problems : Object.entries(reportsIn(out)).flatMap(([name, said]) => (said === none ? [] : [name]));
      expect(compared.join(' ')).toBe(artifacts);
    });
  });

  test('tells of a contract that changed into nothing that can be read', async () => {
    writeFileSync(join(root, 'orders-2.json'), '{');
    expect((await run(root, '--changed', 'main')).problems).toEqual(['contract/invalid-json']);
  });

  test('is inconclusive where there is no contract to look at', async () => {
    const { code } = await run(root, 'worker', '--changed', 'main');
    expect(code).toBe(2);
  });

  test('refuses what is no ref', async () => expect((await run(root, '--changed', 'mian')).problems).toEqual(['check/unknown-ref']));

  test('compares everything ahead of the first commit, when there is no HEAD yet', async () => {
    rmSync(join(root, '.git'), { recursive: true });
    git(root, 'init', '-q');
    git(root, 'add', '.');
    const { code, err } = await run(root, '--changed=HEAD', '--no-record');
    expect([code, err.split('\n')[0]]).toEqual([0, 'note: drill.yaml is not as at HEAD (no commit yet), so every artifact is compared']);
    writeFileSync(join(root, 'orders-2.json'), schema('integer'));
    expect((await run(root, '--changed', '--no-record')).code).toBe(1);
    expect((await run(root, '--changed', 'main')).problems).toEqual(['check/unknown-ref']);
  });

  test('takes N-1 from a commit where one file is all there is', async () => {
    writeFileSync(
      join(root, 'drill.yaml'),
      'version: 1\nartifacts:\n  shop:\n    versions: { now: { path: v1 } }\n    contracts: { doc: { format: json-schema, file: shared.json } }\n',
    );
    git(root, 'commit', '-qam', 'one file');
    git(root, 'branch', '-f', 'main');
    const judged = async (): Promise<unknown> => (await run(root, '--changed=main', '--base=main', '--no-record')).code;
    expect(await judged()).toBe(0);
    writeFileSync(join(root, 'shared.json'), schema('integer'));
    expect(await judged()).toBe(1);
  });

  test.each(['junit', 'markdown', 'sarif', 'github'])('is no failure in %s where nothing changed', async (format) => {
    const { code, out } = await run(root, '--changed', 'main', '--format', format);
    expect(code).toBe(0);
    expect(out).not.toMatch(/<(failure|error)|::error|::warning|INCONCLUSIVE|FAIL/);
  });
});
