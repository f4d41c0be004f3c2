import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DrillError } from '../../src/core/error.ts';
import { sha256 } from '../../src/core/hash.ts';
import { evidenceOfDrill } from '../../src/evidence/evidence.ts';
import { journalsPath, pruneJournals, readJournal, writeJournal } from '../../src/evidence/journal.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';
import { failure, journal, rehearsal } from '../verdict/journals.ts';
import { chainOf, evidence, id } from './facts.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'drill-journal-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const name = '20260301T120000-orders-rollback-1a2b3c4d.json';
const problemOf = (work: Promise<unknown>): Promise<{ code?: string; what?: string; fix?: string }> =>
  work.then(
    () => ({}),
    (error: unknown) => (error instanceof DrillError ? { ...error.problems[0] } : { code: 'other', what: String(error) }),
  );

test('a journal is written whole, named by time, drill and id, and read back by path, name or id', async () => {
  const { path, sha256: hash } = await writeJournal(root, journal());
  expect(path).toBe(`${journalsPath}/${name}`);
  expect(hash).toBe(sha256(await readFile(join(root, path))));
  expect(await readdir(join(root, journalsPath))).toEqual([name]);
  await mkdir(join(root, 'deep/er'), { recursive: true });
  for (const [called, cwd] of [
    [path, root],
    [name, root],
    [name.replace('.json', ''), root],
    ['1a2b3c4d', join(root, 'deep/er')],
  ] as const)
    expect(await readJournal(called, cwd)).toEqual(journal());
});

describe('what cannot be read is said clearly:', () => {
  const written = (value: unknown) => async (): Promise<string> => {
    await writeFile(join(root, 'it.json'), typeof value === 'string' ? value : JSON.stringify(value));
    return 'it.json';
  };
  test.each<[string, () => Promise<string>, string, string]>([
    ['no journal at all', async () => 'x', 'journal/missing', 'there is no journal "x"'],
    ['no JSON', written('{'), 'journal/unreadable', 'it.json cannot be read as a journal: it is not JSON'],
    ['another document', written({ format: 'other' }), 'journal/unreadable', 'it is not the journal of a drill'],
    ['a list', written([]), 'journal/unreadable', 'it is not the journal of a drill'],
    ['a newer journal', written({ ...journal(), version: 2 }), 'journal/unreadable', 'it was written by a newer drill (journal version 2)'],
    ['no version', written({ ...journal(), version: 'x' }), 'journal/unreadable', 'it has no journal version'],
    ['a member that is missing', written({ ...journal(), leftovers: undefined }), 'journal/unreadable', '/leftovers is missing'],
    [
      'a member deep inside that is wrong',
      written(journal({ rehearsals: [rehearsal({ failures: [failure('rollout', 'nobody' as 'old')] })] })),
      'journal/unreadable',
      '/rehearsals/0/failures/0/who is not one of old, new',
    ],
    ['a folder', async () => '.', 'evidence/unreadable', 'a folder is in the way of a file'],
  ])('%s', async (_, prepare, code, what) => {
    const problem = await problemOf(readJournal(await prepare(), root));
    expect(problem.code).toBe(code);
    expect(problem.what).toContain(what);
  });

  test('a mistyped id, with the nearest', async () => {
    await writeJournal(root, journal());
    expect(await problemOf(readJournal('1a2b3c4e', root))).toMatchObject({ code: 'journal/missing', fix: 'did you mean "1a2b3c4d"?' });
    expect(await problemOf(readJournal(name.replace('rollback', 'rolback'), root))).toMatchObject({ fix: `did you mean "${name}"?` });
  });
});

test('pruning keeps the newest, and what the newest evidence of each drill and pair rests on', async () => {
  const paths: string[] = [];
  for (let n = 0; n < 6; n++)
    paths.push((await writeJournal(root, journal({ id: `id${n}`, startedAt: `2026-03-0${n + 1}T12:00:00.000Z` }))).path);
  await writeFile(join(root, journalsPath, 'notes.txt'), 'mine');
  const [p0 = '', p1 = '', p2 = '', p3 = '', ...newest] = paths;
  const rests = (path: string, more = {}) =>
    evidence({ of: 'drill', drill: 'a', environment: 'local', document: { path, sha256: sha256('') }, ...more });
  const entries = chainOf(rests(p0), rests(p1), rests(p2, { to: id('1.6.0') }));
  expect(await pruneJournals(root, entries, { keep: 2 })).toEqual([p0, p3]);
  expect((await readdir(join(root, journalsPath))).toSorted()).toEqual(
    [p1, p2, ...newest].map((path) => path.slice(journalsPath.length + 1)).concat('notes.txt'),
  );
  expect(await pruneJournals(join(root, 'nowhere'), [])).toEqual([]);
});

test('evidence of a drill names routes and work, and keeps one line a reason', () => {
  const it = journal({ rehearsals: [rehearsal({ failures: [failure('rollout', 'new', { log: ['secret'] })] })] });
  expect(evidenceOfDrill(it, judgeDrill(it), undefined)).toEqual({
    kind: 'evidence',
    of: 'drill',
    artifact: 'orders',
    environment: 'local',
    drill: 'orders-rollback',
    routes: ['schema-left'],
    from: it.from,
    to: it.to,
    outcome: 'fail',
    reasons: [{ code: 'drill/new-failed', what: '1.5.0 (N) broke in rollout: it ended' }],
    work: { requests: 100, writes: 4, routes: 1 },
  });
});
