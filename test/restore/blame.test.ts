import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DrillError } from '../../src/core/error.ts';
import { failureOf, isFull, saidOfCopy } from '../../src/restore/blame.ts';

// Whose fault it is that a restore did not come to its end.

const server = (code: string, message: string): Error => Object.assign(new Error(message), { code, severity: 'ERROR' });
const system = (code: string): Error => Object.assign(new Error(`${code}: geheim-7f3a`), { code });
const tool = (kind: 'internal' | 'usage'): DrillError =>
  new DrillError('backup/tool', 'the tool said geheim-7f3a', { why: 'so', fix: 'do', kind });

const told = (error: unknown, shown: boolean, full = false) => {
  const { who, what, fix } = failureOf(error, { phase: 'fetch', at: 1, shown, full });
  return { who, what, fix };
};

describe('what stops a restore', () => {
  it.each([
    ['a tool', tool('internal'), 'the tool said geheim-7f3a (so)', 'backup/tool', 'do'],
    ['the server', server('57P01', 'terminating connection'), 'terminating connection', '57P01', undefined],
    ['the system', system('EACCES'), 'EACCES: geheim-7f3a', 'EACCES', undefined],
  ])('%s: it is the environment’s, in its own words where they may be shown', (_, error, what, code, fix) => {
    expect(told(error, true)).toEqual({ who: 'environment', what, fix });
    const quiet = told(error, false);
    expect(quiet).toEqual({
      who: 'environment',
      what: `${code}; what was said is not shown, for the environment is not marked \`synthetic\``,
      fix,
    });
  });

  it('is told as a full disk where it is one', () =>
    expect(told(system('ENOSPC'), true, true)).toEqual({
      who: 'environment',
      what: 'there is no room left: ENOSPC: geheim-7f3a',
      fix: 'Free some space, or set TMPDIR to a folder with enough of it.',
    }));

  it.each([
    ['bad input', tool('usage')],
    ['a bug', new TypeError('x is not a function')],
  ])('%s is thrown on', (_, error) => expect(() => told(error, true)).toThrow(error));

  it.each([
    ['XX001', 'verify', 'invalid page'],
    ['XX002', 'boot', 'invalid page'],
    ['58P01', 'recover', 'invalid page'],
    ['XX001', 'take', undefined],
    ['42P01', 'verify', undefined],
  ] as const)('a server that says %s in the phase %s', (code, phase, said) =>
    expect(saidOfCopy(server(code, 'invalid page'), phase)).toBe(said),
  );

  it.each([
    ['the error says so', system('ENOSPC'), '', true],
    ['the server’s own error says so', server('53100', 'could not extend file'), '', true],
    ['a log says so', new Error('connection lost'), 'PANIC:  could not write: No space left on device', true],
    ['nobody says so', new Error('connection lost'), 'LOG:  shutting down', false],
  ])('a disk is full where %s', async (_, error, log, full) => {
    const folder = mkdtempSync(join(tmpdir(), 'drill-blame-'));
    try {
      writeFileSync(join(folder, 'postgres.log'), log);
      expect(await isFull(error, folder)).toBe(full);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
