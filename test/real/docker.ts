// Runs `drill` on servers in containers: what it finds, that nothing is left, also of a run that was killed, and what it says where
// there is no engine or no such image. Images are made here; without an engine all of it is skipped, and counted. Last line: the sum.
import { deepStrictEqual, match, ok } from 'node:assert';
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBinaries } from '../../src/storage/engines/postgres/binaries.ts';
import { openEngine } from './docker/engine.ts';
import { makeImage } from './docker/image.ts';
import { binariesOf } from './majors/binaries.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'drill-docker-'));
chmodSync(folder, 0o711); // Else root's runs would not work in it, and could leave something elsewhere.
const sum = { passed: 0, failed: 0, skipped: 0 };

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A `drill` that goes on. */
const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}, input = '') => {
  const main = "import('./src/cli.ts').then((m) => m.main(process.argv.slice(1))).then((code) => { process.exitCode = code; })";
  const child = spawn(process.execPath, ['-e', main, '--', ...args], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {}).end(input);
  const told = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (told.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (told.err += text.toString()));
  const ended = new Promise<Ran>((resolve) => child.on('close', (code) => resolve({ code: code ?? -1, ...told })));
  return { child, ended };
};
const drill = (args: readonly string[], env?: Readonly<Record<string, string>>, input?: string): Promise<Ran> =>
  start(args, env, input).ended;

const containers = (): readonly string[] =>
  execFileSync('docker', ['ps', '-aq', '--filter', 'label=rollback-drill.scratch'], { encoding: 'utf8' }).split('\n').filter(Boolean);

/** What runs have written down as not removed yet. */
const left = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('rollback-drill-'));

const check = async (name: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
    sum.passed++;
    process.stdout.write(`ok      ${name}\n`);
  } catch (error) {
    sum.failed++;
    process.stdout.write(`not ok  ${name}\n        ${(error as Error).message.replaceAll('\n', '\n        ')}\n`);
  }
};

const before = 'CREATE ROLE reader; CREATE TABLE t (id int PRIMARY KEY, note text); GRANT SELECT ON t TO reader;';
const lines = [
  { id: 1, before, up: 'ALTER TABLE t DROP note', down: 'ALTER TABLE t ADD note text' },
  { id: 2, before, up: 'REVOKE SELECT ON t FROM reader' },
  { id: 3, before, up: 'ALTER TABLE t ADD more text' },
  { id: 4, before, up: 'CREATE INDEX CONCURRENTLY i ON t (note)' },
  { id: 5, before, up: "COPY t FROM PROGRAM 'id'" },
  { id: 6, before, up: 'CREATE ROLE reader' },
];
const batch = lines.map((line) => JSON.stringify(line)).join('\n');
const verdicts = ({ out, err }: Ran): readonly unknown[] => {
  ok(out !== '', err);
  return out
    .trim()
    .split('\n')
    .map(
      (text) =>
        JSON.parse(text) as { id: number; verdict?: string; error?: unknown; cells?: unknown; findings?: readonly { rule: string }[] },
    )
    .map(({ id, verdict, error, cells, findings = [] }) => [id, verdict, error, cells, findings.map(({ rule }) => rule)]);
};

const onEngine = async (images: Readonly<Record<number, string>>): Promise<void> => {
  const files = Object.fromEntries(
    Object.entries({ before, up: 'ALTER TABLE t DROP note;', slow: 'SELECT pg_sleep(9);' }).map(([name, sql]) => {
      writeFileSync(join(folder, `${name}.sql`), sql);
      return [name, join(folder, `${name}.sql`)];
    }),
  );
  const migration = [files['up'] ?? '', '--before', files['before'] ?? ''];
  const embedded = verdicts(await drill(['migration', '--batch'], {}, batch));
  for (const [major, image] of Object.entries(images)) {
    await check(`one migration on PostgreSQL ${major} in a container, and no container afterwards`, async () => {
      const ran = await drill(['migration', ...migration, '--no-watch', '--server', `docker:${image}`]);
      deepStrictEqual([ran.code, ran.err], [1, '']);
      match(ran.out, new RegExp(`PostgreSQL ${major}\\.`));
      deepStrictEqual(containers(), []);
    });
    await check(`a batch is answered on ${major} as on the embedded server, roles and all`, async () => {
      deepStrictEqual(verdicts(await drill(['migration', '--batch', '--server', `docker:${image}`], {}, batch)), embedded);
      deepStrictEqual(containers(), []);
    });
  }
  const where = `docker:${Object.values(images).at(-1) ?? ''}`;
  await check('the committed snapshot is what the migrations give there', async () => {
    const { code, err } = await drill(['snapshot', 'orders', '--check', '--server', where]);
    deepStrictEqual([code, err.includes('error')], [0, false]);
  });
  await check('a check is the same there, said by the environment variable', async () => {
    const told = async (env?: Readonly<Record<string, string>>) =>
      (await drill(['check', 'orders', '--no-record', '--no-watch'], env)).out.replaceAll(/PostgreSQL [\d.]+|[\d.]+ (?:ms|s)\b/g, '');
    deepStrictEqual(await told({ DRILL_SERVER: where }), await told());
  });
  await check('a rollback drill runs there, and no container is left', async () => {
    const ran = await drill(['run', 'orders-rollback', '--server', where, '--json']);
    ok(ran.out.startsWith('{'), ran.err);
    const { judgement, tool, leftovers } = JSON.parse(ran.out) as {
      judgement: { outcome: string };
      tool: { database: string };
      leftovers: unknown[];
    };
    match(tool.database, /^PostgreSQL 18\./);
    ok(judgement.outcome !== 'inconclusive', ran.out.slice(-2000));
    deepStrictEqual([leftovers, containers()], [[], []]);
  });
  await check('what a killed run has left is gone with the next command, whichever', async () => {
    const { child, ended } = start(['migration', files['slow'] ?? '', '--before', files['before'] ?? '', '--server', where]);
    while (containers().length === 0 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 100));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill('SIGKILL');
    await ended;
    ok(containers().length === 1, 'there is nothing to be removed');
    const next = await drill(['explain', 'storage/column-dropped']);
    match(next.err, /removed what the killed run migration\w+ had left/);
    deepStrictEqual(containers(), []);
  });
  await check('a server that ends in the middle is told', async () => {
    const { ended } = start(['migration', files['slow'] ?? '', '--before', files['before'] ?? '', '--server', where]);
    const isAsleep = (): boolean => containers().some((id) => execFileSync('docker', ['top', id], { encoding: 'utf8' }).includes('SELECT'));
    for (let look = 0; look < 300 && !isAsleep(); look++) await new Promise((resolve) => setTimeout(resolve, 100));
    execFileSync('docker', ['kill', ...containers()], { stdio: 'ignore' });
    const { code, err } = await ended;
    match(err, /the scratch server ended in the middle of the trial \(its container ended, exit code 137\)/);
    deepStrictEqual([code, containers()], [70, []]);
  });
  await check('an image that is not there is told, and nothing is left', async () => {
    const { code, err } = await drill(['migration', ...migration, '--server', 'docker:drill-test:none']);
    match(err, /error: a container of drill-test:none does not start: .*\[docker\/cannot-start\]/);
    deepStrictEqual([code, containers()], [64, []]);
  });
  await check('an image that is no PostgreSQL is told, with its last words', async () => {
    execFileSync('sh', [
      '-c',
      `docker build -q -t drill-test:other - >/dev/null <<'E'\nFROM ${where.slice(7)}\nENTRYPOINT ["/bin/sh", "-c", "echo no database here; exit 3"]\nE`,
    ]);
    const { code, err } = await drill(['migration', ...migration, '--server', 'docker:drill-test:other']);
    match(err, /a container of drill-test:other does not start/);
    deepStrictEqual([code, containers(), left()], [64, [], []]);
  });
};

await check('without an engine a clear message', async () => {
  writeFileSync(join(folder, 'x.sql'), 'SELECT 1;');
  const { code, err } = await drill(['migration', join(folder, 'x.sql'), '--before', join(folder, 'x.sql'), '--server', 'docker'], {
    DOCKER_HOST: 'tcp://127.0.0.1:1',
  });
  match(err, /no container engine answers: .*\[docker\/no-engine\]\n {2}what to do: start Docker/);
  deepStrictEqual(code, 64);
});
const engine = await openEngine();
if ('missing' in engine) {
  sum.skipped++;
  process.stdout.write(`skipped servers in containers: ${engine.missing}\n`);
} else {
  await using _held = engine;
  const images: Record<number, string> = {};
  const oldest = await binariesOf(14);
  if ('bin' in oldest) {
    makeImage(oldest.bin, 'drill-test:14');
    images[14] = 'drill-test:14';
  } else {
    sum.skipped++;
    process.stdout.write(`skipped PostgreSQL 14 in a container: ${oldest.missing}\n`);
  }
  makeImage((await findBinaries()).bin, 'drill-test:18');
  images[18] = 'drill-test:18';
  try {
    await onEngine(images);
  } finally {
    execFileSync('docker', ['rmi', '-f', ...Object.values(images), 'drill-test:other'], { stdio: 'ignore' });
  }
}
rmSync(folder, { recursive: true, force: true });
process.stdout.write(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
process.exitCode = sum.failed > 0 ? 1 : 0;
