import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canRun, doctor, doctorText, examine } from '../../src/commands/doctor.ts';
import type { Result, State } from '../../src/commands/doctor/check.ts';
import { networks } from '../../src/commands/doctor/networks.ts';
import { checks } from '../../src/commands/doctor/registry.ts';
import { noEnclosure } from '../core/enclosure/here.ts';
import { folderWith } from '../workspace/folder.ts';
import { ioAt, runIn } from './io.ts';

const root = resolve(import.meta.dirname, '../..');
const result = (needed: boolean, state: State): Result => ({ name: 'x', needed, state, what: 'y' });

const rules: readonly [sentence: string, results: readonly Result[], works: boolean][] = [
  ['all is there', [result(true, 'ok'), result(false, 'ok')], true],
  ['what is needed is limited', [result(true, 'limited')], true],
  ['what is not needed is missing', [result(true, 'ok'), result(false, 'missing')], true],
  ['what is needed is missing', [result(true, 'missing'), result(false, 'ok')], false],
];

describe('drill doctor', () => {
  it.each(rules)('%s', (_, results, works) => {
    expect(canRun(results)).toBe(works);
  });

  it('says each thing in a line, and what to do under it', () => {
    const results: Result[] = [
      { name: 'Node', needed: true, state: 'ok', what: 'v24.0.0' },
      { name: 'Docker', needed: false, state: 'missing', what: 'not found', fix: 'install Docker' },
    ];
    expect(doctorText(results, { colours: false, width: 80 })).toBe(
      `ok       Node    v24.0.0
missing  Docker  not found
                 what to do: install Docker

\`drill run\` can work here.
`,
    );
  });

  it('finds that this repository can be drilled here, and says so as JSON', async () => {
    const { code, out } = await runIn(root, doctor, '--json');
    const told = JSON.parse(out) as { works: boolean; checks: Result[] };
    expect(told.checks.map(({ name }) => name)).toEqual(checks.map(({ name }) => name));
    expect(told.checks.filter(({ state, fix }) => state !== 'ok' && fix === undefined)).toEqual([]);
    expect(told.checks.filter(({ needed, state }) => needed && state === 'missing')).toEqual([]);
    expect([told.works, code]).toEqual([true, 0]);
  });

  it('says whether a network of its own can be made, as the drill of a restore finds it', async () => {
    const { state, what, fix } = await networks.look(ioAt(root));
    expect([state, fix === undefined]).toEqual(noEnclosure === undefined ? ['ok', true] : ['limited', false]);
    expect(what).toContain(noEnclosure ?? 'leads nowhere');
  });

  it.each([
    ['there is no drill.yaml', {}, 'there is no drill.yaml in this folder or above it'],
    [
      'drill.yaml is wrong',
      { 'drill.yaml': 'version: 2\nartifacts: {}\n' },
      'drill.yaml:1:10: version must be 1; found the number 2, and 1 more',
    ],
  ])('fails where %s', async (_, files: Record<string, string>, what) => {
    using project = folderWith(files);
    const { code, out } = await runIn(project.path, doctor);
    expect(code).toBe(1);
    expect(out).toContain(`missing  drill.yaml       ${what}\n`);
    expect(out).toContain('`drill run` cannot work here: something that it needs is missing.\n');
  });

  it('shows the answers in the order of the checks, whichever comes first', async () => {
    const slow = {
      name: 'slow',
      needed: false,
      look: () => new Promise<{ state: 'ok'; what: string }>((done) => setTimeout(() => done({ state: 'ok', what: '' }), 20)),
    };
    const quick = { name: 'quick', needed: false, look: async () => ({ state: 'ok', what: '' }) as const };
    expect((await examine([slow, quick], ioAt(root))).map(({ name }) => name)).toEqual(['slow', 'quick']);
  });
});
