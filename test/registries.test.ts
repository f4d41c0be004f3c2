import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/commands/registry.ts';
import { formats } from '../src/compat/formats/registry.ts';
import { targets } from '../src/drills/targets/registry.ts';
import { dialects } from '../src/storage/engines/dialects.ts';
import { engines } from '../src/storage/engines/registry.ts';
import { providers } from '../src/restore/providers/registry.ts';
import { restoreRules } from '../src/restore/rules/registry.ts';
import { reporters } from '../src/report/registry.ts';
import { sources } from '../src/workspace/sources/registry.ts';

// "One new file (or folder) and one line in the registry beside it": what lies in the folder and what the registry names are the
// same. What is in a folder for all of its entries is listed here, once.

const src = join(import.meta.dirname, '..', 'src');

const namesIn = (folder: string, kind: 'files' | 'folders', besides: readonly string[]): string[] =>
  readdirSync(join(src, folder), { withFileTypes: true })
    .filter((entry) => (kind === 'files' ? entry.isFile() : entry.isDirectory()))
    .map(({ name }) => name.replace(/\.ts$/, ''))
    .filter((name) => ![...besides, 'registry'].includes(name))
    .sort();

const cases: readonly (readonly [folder: string, registered: readonly string[], lying: readonly string[]])[] = [
  ['commands', commands.map(({ name }) => name), namesIn('commands', 'files', ['command', 'environment', 'version'])],
  ['report', reporters.map(({ name }) => name), namesIn('report', 'files', [])],
  ['drills/targets', targets.map(({ name }) => name), namesIn('drills/targets', 'files', ['target'])],
  ['workspace/sources', sources.map(({ kind }) => kind), namesIn('workspace/sources', 'files', ['source', 'tree-hash'])],
  ['storage/engines', Object.keys(engines), namesIn('storage/engines', 'folders', [])],
  ['storage/engines', Object.keys(dialects), namesIn('storage/engines', 'folders', [])],
  ['restore/providers', Object.keys(providers), namesIn('restore/providers', 'files', [])],
  ['restore/rules', restoreRules.map(({ id }) => id.slice('restore/'.length)), namesIn('restore/rules', 'files', [])],
  ['compat/formats', formats.map(({ name }) => name), namesIn('compat/formats', 'folders', ['schemas'])],
];

describe('a registry names exactly what lies beside it', () => {
  it.each(cases)('in %s', (_, registered, lying) => expect([...registered].sort()).toEqual(lying));

  it.each(cases)('in %s, each once', (_, registered) => expect(new Set(registered).size).toBe(registered.length));
});
