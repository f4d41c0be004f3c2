import { chown, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runChild } from '../../core/scratch/child.ts';
import { serverUser } from '../../storage/engines/postgres/binaries.ts';
import type { Restored } from '../provider.ts';
import { enough, type Run } from '../run.ts';
import { type Fork, missedBy, parseHistory } from '../timeline.ts';

/** The newest timeline that the log has, asked for as a server that recovers does it: one after the other until there is none. */
const newestOf = async (
  run: Run,
  { restoreCommand, data }: Extract<Restored, { kind: 'cluster' }>,
  from: number,
  signal: AbortSignal,
): Promise<{ readonly timeline: number; readonly history: readonly Fork[] }> => {
  const { scratch } = run;
  if (restoreCommand === undefined) return { timeline: from, history: [] };
  const user = await serverUser();
  const folder = join(await scratch.inMemory(), 'histories');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (user) await chown(folder, user.uid, user.gid);
  let newest = { timeline: from, history: [] as readonly Fork[] };
  for (let timeline = from + 1; ; timeline++) {
    const name = `${timeline.toString(16).toUpperCase().padStart(8, '0')}.history`;
    const path = join(folder, name);
    const { code } = await runChild(
      {
        scratch,
        command: [
          '/bin/sh',
          '-c',
          restoreCommand.replaceAll(/%([%fpr])/g, (_, sign: string) => ({ f: name, p: path, r: '' })[sign] ?? '%'),
        ],
        cwd: data,
        env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' },
        logFile: join(scratch.folder, 'histories.log'),
        ...(user && { user }),
      },
      signal,
    );
    const text = code === 0 ? await readFile(path, 'utf8').catch(() => undefined) : undefined;
    if (text === undefined) break;
    newest = { timeline, history: parseHistory(text) };
  }
  return newest;
};

/**
 * A restore goes along the newest timeline that there is. Where that one leaves the source's before what is to be restored, it brings back
 * other data than there was: it is not gone on with.
 */
export const lookAtTimelines = async (run: Run, restored: Restored, signal: AbortSignal): Promise<void> => {
  const { facts, points } = run;
  const { manifest, backup } = facts;
  if (restored.kind !== 'cluster') return;
  const last = points.at(-1);
  const moment = manifest && manifest.moment.kind !== 'snapshot' ? manifest.moment.at : undefined;
  const timeline = last?.timeline ?? manifest?.cluster.timeline;
  const at = last?.end ?? moment;
  if (timeline === undefined || at === undefined) return;
  const newest = await newestOf(run, restored, backup?.timeline ?? 1, signal);
  const missed = missedBy({ timeline, at }, newest.timeline, newest.history);
  facts.timeline = { wanted: { timeline, at }, newest: newest.timeline, ...(missed && { missed }) };
  if (missed) throw enough;
};
