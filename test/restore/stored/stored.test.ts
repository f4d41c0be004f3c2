import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { checkBackupManifest, readBackupManifest } from '../../../src/restore/files/backup-manifest.ts';
import { confine } from '../../../src/restore/files/confine.ts';
import { crc32c } from '../../../src/restore/files/crc32c.ts';
import { providers } from '../../../src/restore/providers/registry.ts';

// What lies in a folder is seen by its content: dumps, base backups, and what is wrong with them.

const never = new AbortController().signal;
let at: string;
beforeEach(() => {
  at = mkdtempSync(join(tmpdir(), 'drill-stored-'));
});
afterEach(() => rmSync(at, { recursive: true, force: true }));

const write = (name: string, content: string | Buffer): void => {
  mkdirSync(join(at, name, '..'), { recursive: true });
  writeFileSync(join(at, name), content);
};
const sql = (more = '', end = '--\n-- PostgreSQL database dump complete\n--\n'): string =>
  `--\n-- PostgreSQL database dump\n--\n\n-- Dumped from database version 15.20 (Debian)\n${more}CREATE TABLE t ();\n${end}`;
const label = (time: string, lsn = '0/6000028', timeline = 1): string =>
  `START WAL LOCATION: ${lsn} (file 000000010000000000000006)\nSTART TIME: ${time} UTC\nSTART TIMELINE: ${timeline}\n`;
const control = (id: bigint): Buffer => {
  const bytes = Buffer.alloc(8192);
  bytes.writeBigUInt64LE(id, 0);
  bytes.writeBigInt64LE(1_795_485_757n, 24);
  bytes.writeBigUInt64LE(0x6000028n, 40);
  bytes.writeUInt32LE(1, 48);
  return bytes;
};
const cluster = (name: string, time: string, id = 77n): void => {
  write(`${name}/PG_VERSION`, '15\n');
  write(`${name}/global/pg_control`, control(id));
  write(`${name}/backup_label`, label(time));
};
const listed = async () => {
  const all = await providers.directory.open({ repository: at }, { root: '/', env: {} }).list(never);
  return all.map(({ id, at: time, form, systemIdentifier, major }) => ({ id, time, form, systemIdentifier, major }));
};

describe('backups in a folder', () => {
  it('are seen by what is in them, the newest first, whatever the times of files are', async () => {
    cluster('old', '2026-11-20 02:00:00');
    cluster('deep/er/new', '2026-11-23 02:00:00', 78n);
    write('shop-2026-11-24T0100.sql', sql());
    write('shop.sql.gz', gzipSync(sql('-- Started on 2026-11-22 03:04:05 UTC\n')));
    write('notes.txt', 'PGDM is no dump, nor is -- PostgreSQL database dump');
    write('.half/PG_VERSION', '15\n');
    utimesSync(join(at, 'old/PG_VERSION'), new Date(), new Date());
    utimesSync(join(at, 'shop-2026-11-24T0100.sql'), 1, 1);
    expect(await listed()).toEqual([
      { id: 'shop-2026-11-24T0100.sql', time: '2026-11-24T01:00:00.000Z', form: 'logical', systemIdentifier: undefined, major: 15 },
      { id: 'deep/er/new', time: '2026-11-23T02:00:00.000Z', form: 'physical', systemIdentifier: '78', major: 15 },
      { id: 'shop.sql.gz', time: '2026-11-22T03:04:05.000Z', form: 'logical', systemIdentifier: undefined, major: 15 },
      { id: 'old', time: '2026-11-20T02:00:00.000Z', form: 'physical', systemIdentifier: '77', major: 15 },
    ]);
  });

  it('can be the folder itself', async () => {
    cluster('.', '2026-11-20 02:00:00');
    expect((await listed()).map(({ id }) => id)).toEqual(['.']);
  });

  it('are there also where their first files are gone: an older one is not the newest', async () => {
    cluster('old', '2026-11-20 02:00:00');
    cluster('new', '2026-11-23 02:00:00');
    rmSync(join(at, 'new/global/pg_control'));
    expect((await listed()).map(({ id }) => id)).toEqual(['new', 'old']);
  });

  it('are none in an empty folder; no folder is told', async () => {
    expect(await listed()).toEqual([]);
    rmSync(at, { recursive: true });
    await expect(listed()).rejects.toThrow(`${at} is no folder`);
  });

  it('must say of when they are', async () => {
    write('shop.sql', sql());
    await expect(listed()).rejects.toThrow('nothing says of when shop.sql is');
  });

  it('are cut short: a dump that does not end as one is not restored', async () => {
    write('shop-20261124.sql', sql('', ''));
    const repository = providers.directory.open({ repository: at }, { root: '/', env: {} });
    const [backup] = await repository.list(never);
    const database = () => Promise.reject(new Error('it is not asked for'));
    const restored = await repository.restore(
      backup ?? { id: '', at: '', form: 'logical' },
      { folder: at, database, scratch: undefined as never },
      never,
    );
    expect(restored).toMatchObject({ kind: 'database', faults: [{ name: 'shop-20261124.sql', how: 'truncated' }] });
  });
});

const manifest = (files: Readonly<Record<string, Buffer>>, algorithm: 'CRC32C' | 'SHA256' = 'CRC32C'): string => {
  const sum = (bytes: Buffer): string => {
    if (algorithm === 'SHA256') return createHash('sha256').update(bytes).digest('hex');
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(~crc32c(bytes, 0, bytes.length, 0xffffffff) >>> 0);
    return crc.toString('hex');
  };
  const lines = Object.entries(files).map(
    ([path, bytes]) =>
      `{ "Path": "${path}", "Size": ${bytes.length}, "Last-Modified": "", "Checksum-Algorithm": "${algorithm}", "Checksum": "${sum(bytes)}" }`,
  );
  const text = `{ "PostgreSQL-Backup-Manifest-Version": 1,\n"Files": [\n${lines.join(',\n')}\n],\n"WAL-Ranges": [\n{ "Timeline": 1, "Start-LSN": "0/6000028", "End-LSN": "0/6000138" }\n],\n`;
  return `${text}"Manifest-Checksum": "${createHash('sha256').update(text).digest('hex')}"}\n`;
};

describe.each(['CRC32C', 'SHA256'] as const)('a base backup against its manifest (%s)', (algorithm) => {
  const files = { PG_VERSION: Buffer.from('15\n'), 'base/5/1255': Buffer.alloc(40_001, 5), 'base/5/1': Buffer.from('one') };
  const cases: readonly { readonly name: string; readonly damage: () => void; readonly faults: readonly object[] }[] = [
    { name: 'is as it was', damage: () => {}, faults: [] },
    { name: 'a file is missing', damage: () => rmSync(join(at, 'base/5/1')), faults: [{ name: 'base/5/1', how: 'missing' }] },
    { name: 'a file is empty', damage: () => truncateSync(join(at, 'base/5/1'), 0), faults: [{ name: 'base/5/1', how: 'empty' }] },
    {
      name: 'a file is shorter',
      damage: () => truncateSync(join(at, 'base/5/1255'), 40_000),
      faults: [{ name: 'base/5/1255', how: 'truncated' }],
    },
    { name: 'a file is longer', damage: () => write('base/5/1', 'ones'), faults: [{ name: 'base/5/1', how: 'appended' }] },
    { name: 'a byte is another one', damage: () => write('base/5/1', 'onf'), faults: [{ name: 'base/5/1', how: 'changed' }] },
    { name: 'there is one more', damage: () => write('base/5/2', ''), faults: [{ name: 'base/5/2', how: 'unexpected' }] },
    {
      name: 'the log lies in it, and what a restore writes',
      damage: () => (write('pg_wal/000000010000000000000006', 'x'), write('recovery.signal', '')),
      faults: [],
    },
    {
      name: 'the manifest was edited',
      damage: () => write('backup_manifest', manifest(files, algorithm).replace('"Size": 3', '"Size":  3')),
      faults: [{ name: 'backup_manifest', how: 'changed' }],
    },
    {
      name: 'the manifest is cut',
      damage: () => write('backup_manifest', manifest(files, algorithm).slice(0, 300)),
      faults: [{ name: 'backup_manifest', how: 'changed' }],
    },
  ];
  it.each(cases)('$name', async ({ damage, faults }) => {
    for (const [name, content] of Object.entries(files)) write(name, content);
    write('backup_manifest', manifest(files, algorithm));
    damage();
    expect(await checkBackupManifest(at, readBackupManifest(readFileSync(join(at, 'backup_manifest'), 'utf8')), never)).toEqual(faults);
  });
});

it('the checksum is the one of RFC 3720', () => {
  const of = (bytes: Buffer): number => ~crc32c(bytes, 0, bytes.length, 0xffffffff) >>> 0;
  expect([of(Buffer.from('123456789')), of(Buffer.alloc(32)), of(Buffer.alloc(32, 0xff))]).toEqual([0xe3069283, 0x8a9136aa, 0x62a8ab43]);
});

describe('what was brought back', () => {
  const code = async (): Promise<unknown> => {
    try {
      await confine(at, join(at, 'data'));
      return undefined;
    } catch (error) {
      return error instanceof DrillError ? error.problems[0]?.code : error;
    }
  };
  it.each([
    ['lies in its folder', () => symlinkSync(join(at, 'tablespaces/16385'), join(at, 'data/pg_tblspc/16385')), undefined],
    [
      'has a link of a tablespace to where its source has it',
      () => symlinkSync('/var', join(at, 'data/pg_tblspc/16385')),
      'backup/points-outside',
    ],
    ['has a link to nowhere', () => symlinkSync('/no/such', join(at, 'data/base')), 'backup/points-outside'],
    ['says from where a server links tablespaces again', () => write('data/tablespace_map', '16385 /srv/fast\n'), 'backup/points-outside'],
  ])('%s', async (_name, make, wanted) => {
    mkdirSync(join(at, 'data/pg_tblspc'), { recursive: true });
    mkdirSync(join(at, 'tablespaces/16385'), { recursive: true });
    make();
    expect(await code()).toBe(wanted);
  });
});
