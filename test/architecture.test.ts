import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

// The table "Who imports whom" of docs/design.md. A room is a folder of src/, or a file directly in it.

const everything = ['workspace', 'compat', 'storage', 'drills', 'restore', 'evidence', 'verdict', 'gate', 'report', 'commands'];
/** What a schema consists of, and what differs between two. */
const catalogs = ['storage/catalog.ts', 'storage/change.ts', 'storage/diff.ts', 'storage/objects.ts'];
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  model: ['core'],
  workspace: ['core', 'model'],
  compat: ['core', 'model', 'workspace'],
  storage: ['core', 'model', 'workspace'],
  drills: ['core', 'model', 'workspace', 'storage/engines', ...catalogs, 'evidence'],
  restore: ['core', 'model', 'workspace', 'storage/engines', 'storage/content.ts', ...catalogs, 'evidence'],
  evidence: ['core', 'model', 'workspace'],
  verdict: ['core', 'model'],
  report: ['core', 'model'],
  gate: ['core', 'model', ...everything],
  commands: ['core', 'model', ...everything],
  'cli.ts': ['core', 'model', 'commands', 'report'],
  'api.ts': ['core', 'model', ...everything],
  'vitest.ts': ['core', 'model', ...everything],
};

const src = resolve(import.meta.dirname, '..', 'src');

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.name.endsWith('.ts') ? [path] : [];
  });

interface Arrow {
  readonly from: string;
  readonly to: string;
}

const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]+)['"]/g;

/** Every import of one file of ours by another, as paths below src/ with `/`. */
const arrowsOf = (files: readonly string[], read: (path: string) => string): Arrow[] =>
  files.flatMap((file) =>
    [...read(file).matchAll(importPattern)].map((match) => ({
      from: relative(src, file).replaceAll(sep, '/'),
      to: relative(src, resolve(dirname(file), match[1] ?? '')).replaceAll(sep, '/'),
    })),
  );

/**
 * Who knows an engine by its name. Whatever is tried, judged or made of catalogs does not: it goes by the registries beside the engines. Drills
 * run the server itself, and these commands have to do with one that is there.
 */
const knowsEngines: readonly string[] = [
  'commands/check/stores/tool.ts',
  'commands/doctor/programs.ts',
  'commands/server/removers.ts',
  'commands/snapshot/capture.ts',
  'storage/migrations/recorded.ts',
];

const pastTheRegistry = (all: readonly Arrow[]): string[] =>
  all
    .filter(({ from, to }) => /^storage\/engines\/[^/]+\//.test(to) && !/^(?:storage\/engines|drills|restore)\//.test(from))
    .filter(({ from }) => !knowsEngines.includes(from))
    .map(({ from, to }) => `${from} -> ${to}`);

const roomOf = (path: string): string => path.split('/')[0] ?? '';

const forbidden = (arrows: readonly Arrow[]): string[] =>
  arrows
    .filter(
      ({ from, to }) =>
        roomOf(from) !== roomOf(to) && !(mayImport[roomOf(from)] ?? []).some((room) => to === room || to.startsWith(`${room}/`)),
    )
    .map(({ from, to }) => `${from} -> ${to}`);

const cyclesIn = (arrows: readonly Arrow[]): string[] => {
  const next = Map.groupBy(arrows, ({ from }) => from);
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
    else if (!done.has(file)) {
      for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    }
  };
  for (const file of next.keys()) visit(file, []);
  return cycles;
};

const files = filesIn(src);
const arrows = arrowsOf(files, (path) => readFileSync(path, 'utf8'));

describe('the architecture', () => {
  it('has no import that its table does not allow', () => expect(forbidden(arrows)).toEqual([]));

  it('has no file outside the rooms of its table', () =>
    expect(
      [...new Set(files.map((file) => roomOf(relative(src, file).replaceAll(sep, '/'))))].filter((room) => !(room in mayImport)),
    ).toEqual([]));

  it('knows engines by their registries alone', () => {
    expect(pastTheRegistry(arrows)).toEqual([]);
    const stale = knowsEngines.filter(
      (file) => existsSync(join(src, file)) && !arrows.some(({ from, to }) => from === file && /^storage\/engines\/[^/]+\//.test(to)),
    );
    expect(stale).toEqual([]);
    expect(pastTheRegistry([{ from: 'storage/rows/x.ts', to: 'storage/engines/postgres/log.ts' }])).toHaveLength(1);
    expect(pastTheRegistry([{ from: 'storage/rows/x.ts', to: 'storage/engines/registry.ts' }])).toEqual([]);
  });

  it('was read as a whole: every source file was looked at, and those that import were seen to', () => {
    const all = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBe(all.length);
    const importing = all.filter((name) => /^import .*['"]\.\.?\//m.test(readFileSync(join(src, name), 'utf8')));
    expect(importing.map((name) => name.replaceAll(sep, '/')).filter((name) => !arrows.some(({ from }) => from === name))).toEqual([]);
  });

  it('only ever imports files that are there', () => {
    const there = new Set(files.map((file) => relative(src, file).replaceAll(sep, '/')));
    expect(arrows.filter(({ to }) => to.endsWith('.ts') && !there.has(to))).toEqual([]);
  });

  it('has no circle of files', () => expect(cyclesIn(arrows)).toEqual([]));

  it('would notice: an arrow from verdict to evidence, from compat to storage, a circle', () => {
    const text: Record<string, string> = {
      [join(src, 'verdict/a.ts')]: "import { x } from '../evidence/ledger.ts';",
      [join(src, 'compat/b.ts')]: "export type { Y } from '../storage/c.ts';",
      [join(src, 'core/d.ts')]: "import { e } from './e.ts';",
      [join(src, 'core/e.ts')]: "const d = await import('./d.ts');",
      [join(src, 'drills/f.ts')]: "import { x } from '../storage/rules/x.ts';",
    };
    const made = arrowsOf(Object.keys(text), (path) => text[path] ?? '');
    expect(forbidden(made)).toEqual([
      'verdict/a.ts -> evidence/ledger.ts',
      'compat/b.ts -> storage/c.ts',
      'drills/f.ts -> storage/rules/x.ts',
    ]);
    expect(cyclesIn(made)).toEqual(['core/d.ts -> core/e.ts -> core/d.ts']);
  });
});

describe('exit codes', () => {
  it('are set by cli.ts and the launcher alone', () => {
    const setters = files
      .filter((file) => /process\.(exit\(|exitCode)/.test(readFileSync(file, 'utf8')))
      .map((file) => relative(src, file));
    expect(setters.filter((file) => file !== 'cli.ts')).toEqual([]);
  });
});
