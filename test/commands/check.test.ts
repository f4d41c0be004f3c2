import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { check } from '../../src/commands/check.ts';
import type { Io, Subcommand } from '../../src/commands/command.ts';
import { diff } from '../../src/commands/diff.ts';
import { DrillError } from '../../src/core/error.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const schema = (type: string): string => JSON.stringify({ type: 'object', properties: { a: { type } }, required: ['a'] });
const workspace = (yaml: string): string => {
  const root = mkdtempSync(join(tmpdir(), 'drill-check-'));
  folders.push(root);
  const files = {
    'drill.yaml': yaml,
    'v1/a': '1',
    'v2/a': '2',
    'doc-1.json': schema('string'),
    'doc-2.json': schema('string'),
    'doc-3.json': schema('integer'),
  };
  cpSync(new URL('../../package.json', import.meta.url), join(root, 'v1/package.json'));
  cpSync(new URL('../../package.json', import.meta.url), join(root, 'v2/package.json'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  return root;
};
const artifact = (name: string, more: string): string => `  ${name}:\n    versions: { '1': { path: v1 }, '2': { path: v2 } }\n${more}`;
const contract = (file: string): string => `    contracts: { doc: { format: json-schema, file: '${file}' } }\n`;
const two = `version: 1\nartifacts:\n${artifact('orders', contract('doc-{version}.json'))}${artifact('plain', '')}`;

interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
  readonly problems: readonly string[];
}
const run = async (command: Subcommand, cwd: string, ...argv: readonly string[]): Promise<Ran> => {
  let [out, err, code] = ['', '', undefined as number | undefined];
  const look = { colours: false, width: 100 };
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    look: { out: look, err: look },
    interactive: false,
    cwd,
    env: {},
    clock: { now: () => new Date('2026-11-23T07:00:00Z'), monotonic: () => 0 },
    signal: new AbortController().signal,
  };
  try {
    await command
      .build(io, (exit) => void (code = exit))
      .exitOverride()
      .parseAsync([...argv], { from: 'user' });
    return { code, out, err, problems: [] };
  } catch (error) {
    if (error instanceof DrillError) return { code: 64, out, err, problems: error.problems.map((problem) => problem.code) };
    throw error;
  }
};
const facts = (root: string): unknown[] => {
  const lines = readFileSync(join(root, '.drill/ledger.ndjson'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const { fact } = JSON.parse(line) as { fact: { artifact: string; outcome: string; of: string } };
    return `${fact.of} ${fact.artifact} ${fact.outcome}`;
  });
};

describe('drill check', () => {
  it('passes where nothing differs, says what it skipped, and records it', async () => {
    const root = workspace(two);
    const { code, out, err } = await run(check, root);
    expect([code, err]).toEqual([0, 'skipped: plain declares neither a contract nor a store\n']);
    expect(out).toContain('safe to roll out: yes / safe to roll back: yes');
    expect(facts(root)).toEqual(['check orders pass']);
  });

  it('is inconclusive where no artifact has a contract', async () => {
    const { code, err } = await run(check, workspace(`version: 1\nartifacts:\n${artifact('plain', '')}`));
    expect(code).toBe(2);
    expect(err).toContain('nothing was compared');
  });

  it('is inconclusive for a named artifact without a contract', async () => {
    expect((await run(check, workspace(two), 'plain')).code).toBe(2);
  });

  it('compares the working tree with a commit, and fails on what breaks', async () => {
    const root = workspace(`version: 1\nartifacts:\n${artifact('orders', contract('doc-1.json'))}`);
    const git = (...words: string[]): unknown =>
      execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words]);
    git('init', '-q', '-b', 'trunk');
    git('add', '-A');
    git('commit', '-qm', 'first');
    expect((await run(check, root, '--base', 'trunk')).code).toBe(0);
    writeFileSync(join(root, 'doc-1.json'), schema('integer'));
    const { code, out } = await run(check, root, '--base', 'trunk', '--json');
    const report = JSON.parse(out) as { to: { version: string }; contracts: { findings: { rule: string; at: { new: unknown } }[] }[] };
    expect(code).toBe(1);
    expect(report.to.version).toMatch(/^2\+worktree\.[0-9a-f]{8}$/);
    expect(report.contracts[0]?.findings.map(({ rule }) => rule)).toEqual(['compat/document-type-changed']);
    expect((await run(check, root, '--base', 'trnk')).problems).toEqual(['check/unknown-ref']);
    expect((await run(check, root, '--base=--upload-pack=x')).problems).toEqual(['check/bad-ref']);
  });

  it('says that a contract was not there at the base', async () => {
    const root = workspace(`version: 1\nartifacts:\n${artifact('orders', contract('doc-3.json'))}`);
    const git = (...words: string[]): unknown =>
      execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words]);
    git('init', '-q', '-b', 'trunk');
    git('add', 'drill.yaml');
    git('commit', '-qm', 'first');
    const { code, err } = await run(check, root, '--base', 'trunk');
    expect(code).toBe(2);
    expect(err).toMatch(/^note: orders: the contract doc \(doc-3\.json\) was not there at trunk \([0-9a-f]{7}\)/);
  });

  it('is inconclusive where both versions name the same file', async () => {
    const { code, out } = await run(check, workspace(`version: 1\nartifacts:\n${artifact('orders', contract('doc-1.json'))}`));
    expect(code).toBe(2);
    expect(out).toContain('both versions name the same file');
  });

  it('reads the document of a version from git where it is, when the other has the same file', async () => {
    const versions = "    versions: { '1': { git: one }, '2': { path: v2 } }\n";
    const root = workspace(`version: 1\nartifacts:\n  orders:\n${versions}${contract('doc-1.json')}`);
    const git = (...words: string[]): unknown =>
      execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words]);
    git('init', '-q', '-b', 'trunk');
    git('add', '-A');
    git('commit', '-qm', 'first');
    git('tag', 'one');
    expect((await run(check, root)).code).toBe(0);
    writeFileSync(join(root, 'doc-1.json'), schema('integer'));
    expect((await run(check, root)).code).toBe(1);
    git('rm', '-q', '--cached', 'doc-1.json');
    git('commit', '-qm', 'without');
    git('tag', '-f', 'one');
    expect((await run(check, root)).code).toBe(2);
  });

  it('needs a repository for a base', async () => {
    expect((await run(check, workspace(two), '--base', 'main')).problems).toEqual(['check/not-a-repository']);
  });
});

describe('--second-opinion', () => {
  it('shows the other answers beside the findings of a check', async () => {
    const { code, out } = await run(check, workspace(two), '--from', '1', '--to', '2', '--second-opinion');
    expect(code).toBe(0);
    expect(out).toContain('second opinion by json-schema-diff 1.0.0, about sets of documents: 2 of 2 answers as ours');
  });

  it('shows them in a diff, and changes nothing else', async () => {
    const root = workspace(two);
    const [plain, asked] = [
      await run(diff, root, 'doc-1.json', 'doc-3.json', '--json'),
      await run(diff, root, 'doc-1.json', 'doc-3.json', '--json', '--second-opinion'),
    ];
    const { contracts, ...rest } = JSON.parse(asked.out) as { contracts: { secondOpinion?: unknown }[] };
    const [{ secondOpinion, ...contract } = {}] = contracts;
    expect({ ...rest, contracts: [contract] }).toEqual(JSON.parse(plain.out));
    expect(secondOpinion).toEqual({ by: 'json-schema-diff 1.0.0', questions: 2, agrees: 2, beside: 0, silent: {}, disagreements: [] });
    expect([plain.code, asked.code]).toEqual([1, 1]);
  });
});

describe('drill diff', () => {
  it.each([
    ['the same', ['doc-1.json', 'doc-2.json'], 0],
    ['what breaks', ['doc-1.json', 'doc-3.json'], 1],
    ['a file that is not there', ['doc-1.json', 'none.json'], 64],
    ['the wrong format', ['doc-1.json', 'doc-2.json', '--as', 'openapi'], 64],
    ['what is no contract', ['drill.yaml', 'drill.yaml'], 64],
  ])('ends for %s as it should', async (_, argv, expected) => {
    expect((await run(diff, workspace(two), ...argv)).code).toBe(expected);
  });
});
