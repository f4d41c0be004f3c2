import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isSnapshot } from '../../../src/commands/diff/kind.ts';

const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'drill-test-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
};

it('a snapshot is known by how it begins', async () => {
  const path = folder();
  writeFileSync(join(path, 'a.json'), '{ "format": "rollback-drill/snapshot" }');
  writeFileSync(join(path, 'b.json'), '{ "openapi": "3.1.0" }');
  expect([await isSnapshot('a.json', path), await isSnapshot('b.json', path), await isSnapshot('none', path)]).toEqual([
    true,
    false,
    false,
  ]);
});

it('a pipe that nobody writes to is none, and is not waited for', async () => {
  const path = folder();
  execFileSync('mkfifo', [join(path, 'pipe')]);
  // Who waited for it would hold a thread that nothing ends: a writer lets it go, so that the test can fail.
  const writer = setTimeout(() => execFileSync('sh', ['-c', ': > pipe'], { cwd: path }), 2000);
  const started = Promise.race([isSnapshot('pipe', path), new Promise((resolve) => setTimeout(() => resolve('waits'), 1000))]);
  expect(await started).toBe(false);
  clearTimeout(writer);
});
