import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { DrillError } from '../../src/core/error.ts';
import type { Waiver } from '../../src/model/waiver.ts';
import { baselineText, readBaseline, writeBaseline } from '../../src/workspace/baseline.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

const root = mkdtempSync(join(tmpdir(), 'drill-baseline-'));
afterAll(() => rmSync(root, { recursive: true }));
const workspace = { root } as Workspace;
const file = join(root, 'drill.baseline.yaml');

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((one) => one.trim() !== '');
const waiver: fc.Arbitrary<Waiver> = fc.record({
  artifact: text,
  contract: text,
  rule: text,
  what: text,
  fingerprint: fc.stringMatching(/^[0-9a-f]{16}$/),
  operations: fc.uniqueArray(text, { minLength: 1, maxLength: 3 }),
  elsewhere: fc.integer({ min: 1, max: 9 }),
  reason: text,
  expires: fc.constantFrom('2026-12-31', '2027-01-01'),
});

const problem = (): string => {
  try {
    readBaseline(workspace, root);
    return 'none';
  } catch (error) {
    if (!(error instanceof DrillError)) throw error;
    return error.problems.map(({ code, at }) => `${code} ${at ? `${at.file}:${at.line}:${at.column}` : '-'}`).join(', ');
  }
};

describe('a baseline', () => {
  it('is read as it was written, whatever its texts are', () =>
    fc.assert(
      fc.property(fc.array(waiver, { maxLength: 4 }), (waivers) => {
        rmSync(file, { force: true });
        writeBaseline(workspace, waivers);
        const read = readBaseline(workspace, root);
        expect(read).toHaveLength(waivers.length);
        expect(baselineText(read)).toBe(baselineText(waivers));
      }),
      { numRuns: 200 },
    ));

  it('is the same text in whatever order its waivers come', () =>
    fc.assert(
      fc.property(fc.uniqueArray(waiver, { maxLength: 5, selector: ({ fingerprint }) => fingerprint ?? '' }), (waivers) => {
        expect(baselineText(waivers.toReversed())).toBe(baselineText(waivers));
      }),
      { numRuns: 200 },
    ));

  it('is not touched where nothing is another', () => {
    rmSync(file, { force: true });
    expect(writeBaseline(workspace, [])).toBe(false);
    const one: Waiver = { rule: 'a', fingerprint: '0123456789012345', reason: 'r', expires: '2026-12-31' };
    expect([writeBaseline(workspace, [one]), writeBaseline(workspace, [one])]).toEqual([true, false]);
    expect(readFileSync(file, 'utf8')).toContain('fingerprint: "0123456789012345"');
    expect(readBaseline(workspace, root)).toEqual([one]);
  });

  it.each([
    ['', 'config/empty drill.baseline.yaml:1:1'],
    ['version: 2\nwaivers: []\n', 'config/bad-value drill.baseline.yaml:1:10'],
    ['version: 1\n', 'config/missing-key drill.baseline.yaml:1:1'],
    ['version: 1\nwaivers: [{ rule: a, place: "*", reason: b, expires: 2026-02-30 }]\n', 'config/bad-value drill.baseline.yaml:2:54'],
    ['version: 1\nwaivers: [', 'config/not-yaml drill.baseline.yaml:2:11'],
    ['- 1\n', 'config/wrong-type drill.baseline.yaml:1:1'],
  ])('that holds %j is refused', (content, expected) => {
    writeFileSync(file, content);
    expect(problem()).toBe(expected);
  });

  it('that is a folder is refused, and cannot be written', () => {
    rmSync(file, { force: true });
    mkdirSync(file);
    expect(problem()).toBe('config/not-a-file -');
    rmSync(file, { recursive: true });
    expect(problem()).toBe('none');
  });
});
