// Providers of backups with the real tools, on a server of Debian's packages: each takes a backup, lists it, brings it back, and is told
// what was damaged in it. What is not installed is skipped, and counted. Last line: the sum.
import { deepStrictEqual, ok } from 'node:assert';
import { cpSync, lchownSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DrillError } from '../../src/core/error.ts';
import { openScratch, type Scratch } from '../../src/core/scratch/scratch.ts';
import type { Backup, Provider, Repository, Restored } from '../../src/restore/provider.ts';
import { providers } from '../../src/restore/providers/registry.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';
import { type RecoverTo, startRestored } from '../../src/storage/engines/postgres/restored.ts';
import { debianServer, hasProgram, type House, openHouse } from './backups/house.ts';
import { largestIn, type Subject, subjects } from './backups/subjects.ts';

/** Nothing of it takes longer; what hangs is told. */
const never = AbortSignal.timeout(600_000);
const sum = { passed: 0, failed: 0, skipped: 0 };

const check = async (name: string, work: () => Promise<void>): Promise<void> => {
  const begun = performance.now();
  try {
    await work();
    sum.passed++;
    process.stdout.write(`ok      ${name} (${Math.round(performance.now() - begun)} ms)\n`);
  } catch (error) {
    sum.failed++;
    const problems = error instanceof DrillError ? `\n${JSON.stringify(error.problems, null, 1)}` : '';
    process.stdout.write(`not ok  ${name}\n        ${`${(error as Error).message}${problems}`.replaceAll('\n', '\n        ')}\n`);
  }
};

const skip = (name: string, why: string): void => {
  sum.skipped++;
  process.stdout.write(`skipped ${name}: ${why}\n`);
};

const open = (subject: Subject, settings: unknown, house: House): Repository =>
  (providers[subject.name] as Provider).open(settings as never, { root: house.folder, env: process.env });

/** Brings the newest back into a run of its own. */
const bringBack = async (repository: Repository, scratch: Scratch): Promise<{ readonly backup: Backup; readonly restored: Restored }> => {
  const [backup] = await repository.list(never);
  if (!backup) throw new Error('there is no backup');
  const folder = join(await scratch.inMemory(), 'copy');
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const database = async () => {
    throw new Error('it is a cluster');
  };
  return { backup, restored: await repository.restore(backup, { scratch, folder, database }, never) };
};

/** What a copy holds that was recovered so far. */
const rowsAt = async (repository: Repository, to: RecoverTo): Promise<readonly string[]> => {
  await using scratch = await openScratch(`backups${process.pid}${Math.random().toString(16).slice(2, 8)}`);
  const { backup, restored } = await bringBack(repository, scratch);
  if (restored.kind !== 'cluster') throw new Error('it is no cluster');
  deepStrictEqual([restored.faults, restored.log ?? (await repository.log?.(backup, never)) ?? []], [[], []]);
  const { data, restoreCommand } = restored;
  const major = backup.major ?? Number(readFileSync(join(data, 'PG_VERSION'), 'utf8'));
  await using server = await startRestored(
    { scratch, data, ...(restoreCommand !== undefined && { restoreCommand }), to, major, label: 'copy' },
    never,
  );
  await using session = await openSession(server.url('shop'));
  return (await session.query<{ note: string }>('SELECT note FROM marks ORDER BY note')).map(({ note }) => note);
};

/** What comes of a backup that is not as it was: in one word or two. */
const toldOf = async (repository: Repository): Promise<readonly string[]> => {
  await using scratch = await openScratch(`backups${process.pid}${Math.random().toString(16).slice(2, 8)}`);
  const told: string[] = [];
  try {
    const [backup] = await repository.list(never);
    if (!backup) return ['no backup'];
    if (repository.verify && !(await repository.verify(backup, never)).ok) told.push('verify: bad');
    // It tries for a minute to read what is not there; its check has told by then.
    if (repository.provider === 'restic' && told.length > 0) return told;
    for (const { how } of (await repository.log?.(backup, never)) ?? []) told.push(`log: ${how}`);
    const { restored } = await bringBack(repository, scratch);
    for (const { how } of restored.faults) told.push(`file: ${how}`);
    for (const { how } of (restored.kind === 'cluster' ? restored.log : undefined) ?? []) told.push(`log: ${how}`);
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    ok(!JSON.stringify(error.problems).includes('not-shown-to-anybody'), 'a password is shown');
    told.push(error.problems[0]?.code ?? '');
  }
  return [...new Set(told)];
};

const flip = (path: string): void => {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 0x10;
  writeFileSync(path, bytes);
};

/** A bit of a record; of what is compressed, any. */
const flipRecord = (path: string): void => {
  if (readFileSync(path).readUInt16LE(0) >> 8 !== 0xd1) return flip(path);
  const bytes = readFileSync(path);
  bytes[80] = (bytes[80] ?? 0) ^ 0x10;
  writeFileSync(path, bytes);
};

/** Where an archive has a segment. */
const inArchive = (folder: string, segment: string): string => {
  const entry = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    new RegExp(`(?:^|/)${segment}(?:-[0-9a-f]{40})?(?:\\.\\w+)?$`).test(path),
  );
  if (entry === undefined) throw new Error(`there is no segment ${segment}`);
  return join(folder, entry);
};

interface Fault {
  readonly name: string;
  /** `segment`: one of the log after the backup, with one after it. */
  readonly damage: (subject: Subject, at: string, segment: string) => void;
  /** Of each provider; `verify` is its own word. */
  readonly told: Readonly<Partial<Record<Subject['name'], readonly string[]>>>;
}

const faults: readonly Fault[] = [
  {
    name: 'a file is missing',
    damage: (subject, at) => rmSync(largestIn(subject.backups(at))),
    told: {
      base: ['file: missing'],
      directory: ['file: missing'],
      command: ['verify: bad', 'file: missing'],
      restic: ['verify: bad'],
      pgbackrest: ['verify: bad', 'file: missing'],
      barman: ['verify: bad', 'file: missing'],
    },
  },
  {
    name: 'a bit of a file is another one',
    damage: (subject, at) => flip(largestIn(subject.backups(at))),
    told: {
      base: ['file: changed'],
      directory: ['file: changed'],
      command: ['verify: bad', 'file: changed'],
      restic: ['file: changed'],
      pgbackrest: ['verify: bad', 'file: changed'],
      barman: ['verify: bad', 'file: changed'],
    },
  },
  {
    name: 'a file is shorter',
    damage: (subject, at) => truncateSync(largestIn(subject.backups(at)), 8192),
    told: {
      base: ['file: truncated'],
      directory: ['file: truncated'],
      command: ['verify: bad', 'file: truncated'],
      // restic tries for a minute to read more of it.
      pgbackrest: ['verify: bad', 'file: changed'],
      barman: ['verify: bad', 'file: truncated'],
    },
  },
  {
    name: 'a segment of the log is missing',
    damage: (subject, at, segment) => rmSync(inArchive(subject.log(at), segment)),
    told: {
      base: ['log: missing'],
      directory: ['log: missing'],
      command: ['log: missing'],
      restic: ['log: missing'],
      pgbackrest: ['log: missing'],
      barman: ['log: missing'],
    },
  },
  {
    name: 'a bit of the log is another one',
    damage: (subject, at, segment) => flipRecord(inArchive(subject.log(at), segment)),
    told: {
      base: ['log: damaged'],
      directory: ['log: damaged'],
      command: ['log: damaged'],
      restic: ['log: damaged'],
      pgbackrest: ['verify: bad', 'log: damaged'],
      barman: ['log: damaged'],
    },
  },
];

/** A copy of a provider's place, damaged. */
const damaged = async (house: House, subject: Subject, at: string, segment: string, { name, damage, told }: Fault): Promise<void> => {
  await check(`${subject.name}: ${name}`, async () => {
    const copy = join(house.folder, `${subject.name}-copy`);
    try {
      cpSync(at, copy, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
      if (house.user.uid !== undefined) chownAll(copy, house.user.uid, house.user.gid ?? 0);
      damage(subject, copy, segment);
      deepStrictEqual(await toldOf(open(subject, subject.settings(house, copy), house)), told[subject.name]);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
};

const chownAll = (folder: string, uid: number, gid: number): void => {
  for (const entry of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) lchownSync(join(folder, entry), uid, gid);
};

const conforms = async (house: House, subject: Subject, at: string): Promise<void> => {
  const { name } = subject;
  const repository = open(subject, subject.settings(house, at), house);
  const own = await house.session('shop');
  await using _own = own;
  const [row] = await own.query<{ id: string }>('SELECT system_identifier::text AS id FROM pg_control_system()');
  let backup: Backup | undefined;
  await check(`${name}: nothing is listed before there is a backup`, async () => deepStrictEqual(await repository.list(never), []));
  await check(`${name}: a backup is taken and listed, and is of this server`, async () => {
    await own.query('DELETE FROM marks');
    await own.query(`INSERT INTO marks VALUES ('1 there')`);
    backup = await repository.take?.({ session: own, url: house.url('shop'), database: 'shop' }, never);
    const [listed, ...more] = await repository.list(never);
    deepStrictEqual([listed?.id, more], [backup?.id, []]);
    deepStrictEqual([listed?.form, listed?.systemIdentifier, listed?.major], ['physical', row?.id, house.major]);
    ok(Math.abs(Date.parse(listed?.at ?? '') - Date.now()) < 60_000, `it is of ${listed?.at}`);
  });
  if (!backup) return;
  const taken = (await repository.list(never))[0] ?? backup;
  await own.query(`INSERT INTO marks VALUES ('2 before')`);
  const [point] = await own.query<{ segment: string }>(`SELECT pg_walfile_name(pg_create_restore_point('here ${name}')) AS segment`);
  await own.query(`INSERT INTO marks VALUES ('3 after')`);
  await house.archived();
  await own.query(`CREATE TABLE IF NOT EXISTS later (id int); INSERT INTO later VALUES (1)`);
  await house.archived();
  if (repository.verify)
    await check(`${name}: its own verification is content`, async () => {
      const { ok: good, said } = (await repository.verify?.(taken, never)) ?? { ok: false, said: '' };
      ok(good, said);
      ok(said !== '', 'it says nothing');
    });
  await check(`${name}: it is brought back with all that was archived, and serves`, async () =>
    deepStrictEqual(await rowsAt(repository, { kind: 'latest' }), ['1 there', '2 before', '3 after']),
  );
  await check(`${name}: a row just before a point is there, one just after it is not`, async () =>
    deepStrictEqual(await rowsAt(repository, { kind: 'restore-point', name: `here ${name}` }), ['1 there', '2 before']),
  );
  for (const fault of faults.filter(({ told }) => told[name])) await damaged(house, subject, at, point?.segment ?? '', fault);
};

/** A copy that is brought to where its source has its tablespaces writes into the source. */
const leavesAlone = async (house: House, subject: Subject, at: string, space: string): Promise<void> =>
  check(`${subject.name}: a tablespace is brought to the copy, and the source’s own stays as it is`, async () => {
    const repository = open(subject, subject.settings(house, at), house);
    await using own = await house.session('shop');
    await repository.take?.({ session: own, url: house.url('shop'), database: 'shop' }, never);
    await house.archived();
    const before = readdirSync(space, { recursive: true, encoding: 'utf8' }).sort();
    await using scratch = await openScratch(`backups${process.pid}${Math.random().toString(16).slice(2, 8)}`);
    const { backup, restored } = await bringBack(repository, scratch);
    if (restored.kind !== 'cluster') throw new Error('it is no cluster');
    deepStrictEqual([restored.faults, restored.log], [[], []]);
    const { data, restoreCommand = '' } = restored;
    await using server = await startRestored(
      { scratch, data, restoreCommand, to: { kind: 'latest' }, major: backup.major ?? house.major, label: 'copy' },
      never,
    );
    await using session = await openSession(server.url('shop'));
    const [where] = await session.query<{ at: string }>(
      "SELECT pg_tablespace_location(oid) AS at FROM pg_tablespace WHERE spcname = 'fast'",
    );
    ok(where?.at.startsWith(`${await scratch.inMemory()}/`), `it is at ${where?.at}`);
    await session.query('UPDATE spaced SET id = id + 1');
    await session.query('DROP TABLE spaced');
    deepStrictEqual(readdirSync(space, { recursive: true, encoding: 'utf8' }).sort(), before);
    deepStrictEqual(await own.query('SELECT count(*) AS n, sum(id) AS s FROM spaced'), [{ n: '1000', s: '500500' }]);
  });

const [only] = process.argv.slice(2);
const server = debianServer();
if (!server) skip('providers of backups', 'no server of Debian’s packages is installed, with pg_basebackup');
else {
  await using house = await openHouse(server);
  const chosen = subjects.filter(({ name }) => only === undefined || name === only);
  const there: { readonly subject: Subject; readonly at: string }[] = [];
  for (const subject of chosen) {
    const missing = Object.entries(subject.needs).find(([program]) => !hasProgram(program));
    if (missing) skip(subject.name, `there is no ${missing[0]} (apt-get install ${missing[1]})`);
    else there.push({ subject, at: house.room(subject.name) });
  }
  for (const { subject, at } of there) subject.prepare(house, at);
  {
    await using session = await house.session('postgres');
    await session.query('CREATE DATABASE shop');
    await using shop = await house.session('shop');
    await shop.query('CREATE TABLE marks (note text PRIMARY KEY)');
    await shop.query(`CREATE TABLE filled AS SELECT g AS id, md5(g::text) AS text FROM generate_series(1, 20000) g`);
    await house.archived();
  }
  for (const { subject, at } of there) {
    await conforms(house, subject, at);
    await check(`${subject.name}: a place that is not there is told, with what to do`, async () => {
      const told = await toldOf(open(subject, subject.elsewhere(house, at), house));
      ok(told.length === 1 && /^(?:no backup|backup\/(?:no-stanza|unreadable|tool-missing))$/.test(told[0] ?? ''), told.join(', '));
    });
  }
  {
    const space = house.room('space');
    await using shop = await house.session('shop');
    await shop.query(`CREATE TABLESPACE fast LOCATION '${space}'`);
    await shop.query('CREATE TABLE spaced TABLESPACE fast AS SELECT g AS id FROM generate_series(1, 1000) g');
    await shop.query('ALTER TABLE spaced SET (autovacuum_enabled = off)');
    for (const { subject, at } of there)
      if (['directory', 'pgbackrest', 'barman'].includes(subject.name)) await leavesAlone(house, subject, at, space);
  }
}
process.stdout.write(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`);
process.exitCode = sum.failed > 0 ? 1 : 0;
