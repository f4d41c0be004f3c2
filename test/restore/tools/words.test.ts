import { describe, expect, it } from 'vitest';
import { backupsIn } from '../../../src/restore/tools/command-line.ts';
import { verdictIn as ofBarman } from '../../../src/restore/tools/barman/verify.ts';
import { readIni } from '../../../src/restore/tools/ini.ts';
import { verdictIn as ofPgBackRest } from '../../../src/restore/tools/pgbackrest/verify.ts';
import { verdictIn as ofRestic } from '../../../src/restore/tools/restic/verify.ts';

// What tools say, as they have said it: their exit code is not what counts.

const id = '20261124-020240F';
const line = (name: string, status: string, rest = 'missing: 0, checksum invalid: 0, size invalid: 0, other: 0'): string =>
  `  backup: ${name}, status: ${status}, total files checked: 1266, total valid files: 1266\n    ${rest}\n`;
const archive = (rest: string): string => `  archiveId: 15-1, total WAL checked: 4, total valid WAL: 4\n    ${rest}\n`;
const good = 'missing: 0, checksum invalid: 0, size invalid: 0, other: 0';

describe('pgbackrest verify', () => {
  it.each([
    ['all is well', `stanza: shop\nstatus: ok\n${archive(good)}${line(id, 'valid')}`, true],
    ['the backup is not valid', `stanza: shop\nstatus: error\n${archive(good)}${line(id, 'invalid', 'missing: 1')}`, false],
    ['the log has a hole', `stanza: shop\nstatus: error\n${archive('other: 1')}${line(id, 'valid')}`, false],
    [
      'another backup is not valid',
      `stanza: shop\nstatus: error\n${archive(good)}${line('20261123-010101F', 'invalid', 'missing: 1')}${line(id, 'valid')}`,
      true,
    ],
    ['it does not name the backup', `stanza: shop\nstatus: ok\n${archive(good)}`, false],
    ['it says nothing', '', false],
    ['it names one that begins like it', line(`${id}_20261125-010101I`, 'valid'), false],
  ])('%s', (_name, words, ok) => expect(ofPgBackRest(words, id).ok).toBe(ok));
});

describe('barman verify-backup', () => {
  it.each([
    ['all is well', 0, "Verifying backup 'a' on server ['shop']\nCalling pg_verifybackup\nbackup successfully verified", true],
    ['it ends with 0 and says error', 0, 'pg_verifybackup: error: "base/5/1255" is present in the manifest but not on disk', false],
    ['it ends with 1', 1, 'backup successfully verified', false],
    ['it says nothing', 0, '', false],
  ])('%s', (_name, code, words, ok) => expect(ofBarman(code, words).ok).toBe(ok));
});

describe('restic check', () => {
  it.each([
    ['all is well', 0, 'check all packs\nno errors were found', true],
    ['it ends with 0 and says error', 0, 'error for tree 1234: not found\nno errors were found', false],
    ['it says nothing', 0, '', false],
    ['it ends with 1', 1, 'Fatal: repository contains errors', false],
  ])('%s', (_name, code, words, ok) => expect(ofRestic(code, words).ok).toBe(ok));
});

describe('the list of a declared command', () => {
  it('is lines of JSON, the newest first, among others', () => {
    const out = [
      'found 2 backups',
      '{"id":"a","at":"2026-11-23T02:00:00Z","bytes":12}',
      '{"id":"b","at":"2026-11-24T03:00:00+01:00","form":"physical","from":"0/2000028","major":15,"systemIdentifier":"77","timeline":2,"database":"shop"}',
    ].join('\n');
    expect(backupsIn(out, 'logical')).toEqual([
      {
        id: 'b',
        at: '2026-11-24T02:00:00.000Z',
        form: 'physical',
        database: 'shop',
        systemIdentifier: '77',
        timeline: 2,
        major: 15,
        log: { from: '0/2000028', to: '0/2000028' },
      },
      { id: 'a', at: '2026-11-23T02:00:00.000Z', form: 'logical', bytes: 12 },
    ]);
  });
  it('is empty where nothing is printed', () => expect(backupsIn('no backups\n', 'logical')).toEqual([]));
  it.each([
    ['{"id":"a"', 'it is no JSON'],
    ['{"at":"2026-11-23T02:00:00Z"}', 'it has no id'],
    ['{"id":"a","at":"2026-11-23 02:00"}', 'at is no time with a zone'],
    ['{"id":"a","at":"yesterdayZ"}', 'at is no time with a zone'],
    ['{"id":7,"at":"2026-11-23T02:00:00Z"}', 'id is no text'],
    ['{"id":"a","at":"2026-11-23T02:00:00Z","bytes":"12"}', 'bytes is no number'],
    ['{"id":"a","at":"2026-11-23T02:00:00Z","form":"tape"}', 'form is neither physical nor logical'],
    ['{"id":"a","at":"2026-11-23T02:00:00Z","from":"12"}', 'from and to are places in the log: 0/3000028'],
    ['{"id":"a","at":"2026-11-23T02:00:00Z"}\n{"id":"a","at":"2026-11-24T02:00:00Z"}', 'a is there twice'],
  ])('is refused: %s', (out, why) =>
    expect(() => backupsIn(out, 'logical')).toThrow(`a line of the list of backups cannot be used: ${why}`),
  );
});

describe('a configuration', () => {
  it('has sections, comments and keys that are there more than once', () => {
    const ini = readIni('top=1\n# no\n; no\n[global]\na = b=c\n\n[shop]\r\na=1\na=2\nnonsense\n[global]\nd=e');
    expect(Object.fromEntries([...ini].map(([name, keys]) => [name, Object.fromEntries(keys)]))).toEqual({
      '': { top: ['1'] },
      global: { a: ['b=c'], d: ['e'] },
      shop: { a: ['1', '2'] },
    });
  });
});
