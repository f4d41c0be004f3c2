import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScratch, type Scratch } from '../../src/core/scratch/scratch.ts';
import { pointKinds } from '../../src/model/journal.ts';
import { isThere, type Mark, markPoints, type Point } from '../../src/restore/points/mark.ts';
import type { Backup, Restored } from '../../src/restore/provider.ts';
import { base } from '../../src/restore/providers/base.ts';
import { untilArchived } from '../../src/storage/engines/postgres/archived.ts';
import { startEmbedded } from '../../src/storage/engines/postgres/embedded.ts';
import { type RecoverTo, startRestored } from '../../src/storage/engines/postgres/restored.ts';
import { openSession } from '../../src/storage/engines/postgres/session.ts';

// Points of each kind on a real log, by rows and by transactions, while somebody else writes: what was committed just before is there,
// what was just after is not.

const never = new AbortController().signal;
let scratch: Scratch;
let backup: Backup;
let repository: string;
const points: { readonly as: Mark['kind']; readonly point: Point }[] = [];
let data = '';
let restoreCommand = '';

beforeAll(async () => {
  scratch = await openScratch(`points${process.pid}`);
  repository = join(scratch.folder, 'repository');
  const context = { root: '/', env: {} };
  mkdirSync(repository, { mode: 0o711 });
  const within = await base.within?.({ repository }, repository, context);
  await using own = await openScratch(`pointsource${process.pid}`);
  await using server = await startEmbedded(own, never, { settings: { ...within?.server.settings, archive_timeout: '0' }, inMemory: true });
  await server.createDatabase('shop');
  const url = server.url('shop');
  await using session = await openSession(url);
  await session.query('CREATE TABLE t (n bigserial)');
  backup = (await base.open({ repository }, context).take?.({ session, url, database: 'shop' }, never)) as Backup;
  const over = new AbortController();
  const writing = (async () => {
    await using other = await openSession(url);
    while (!over.signal.aborted) await other.query('INSERT INTO t DEFAULT VALUES');
  })();
  for (const as of ['row', 'transaction'] as const)
    points.push(...(await markPoints(session, pointKinds, as)).map((point) => ({ as, point })));
  over.abort();
  await writing;
  const last = points.at(-1)?.point.end ?? '';
  await untilArchived(session, { place: last }, never);
  const folder = join(await scratch.inMemory(), 'copy');
  mkdirSync(folder, { mode: 0o711 });
  const restored = (await base
    .open({ repository }, context)
    .restore(backup, { scratch, folder, database: async () => Promise.reject(new Error('no database')) }, never)) as Extract<
    Restored,
    { kind: 'cluster' }
  >;
  ({ data, restoreCommand = '' } = restored);
}, 60_000);
afterAll(() => scratch[Symbol.asyncDispose]());

const at = async (to: RecoverTo, marks: readonly Mark[]): Promise<readonly boolean[]> => {
  await using copy = await startRestored({ scratch, data, restoreCommand, to, label: `p${Math.random()}` }, never);
  await using session = await openSession(copy.url('shop'));
  return await Promise.all(marks.map((mark) => isThere(session, mark)));
};

describe('points in time', () => {
  it('come in their order, on one timeline', () => {
    expect(points.map(({ as, point }) => `${as} ${point.kind} ${point.timeline}`)).toEqual([
      'row name 1',
      'row time 1',
      'row lsn 1',
      'row xid 1',
      'transaction name 1',
      'transaction time 1',
      'transaction lsn 1',
      'transaction xid 1',
    ]);
  });

  // One copy, brought on and on: recovery goes forward alone.
  it('each is stopped at, between what was committed just before it and just after', { timeout: 120_000 }, async () => {
    const found: string[] = [];
    for (const { as, point } of points) {
      const [before, after] = await at(point.target, [point.before, point.after]);
      found.push(`${as} ${point.kind}: ${before} ${after}`);
    }
    expect(found).toEqual(points.map(({ as, point }) => `${as} ${point.kind}: true false`));
  });

  it('and at the end of the log all of them are there', async () => {
    const marks = points.flatMap(({ point }) => [point.before, point.after]);
    expect(await at({ kind: 'latest' }, marks)).toEqual(marks.map(() => true));
  });
});
