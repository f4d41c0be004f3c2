import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Enclosure } from '../../core/enclosure/enclosure.ts';
import { DrillError } from '../../core/error.ts';
import { openCopyServer } from '../copy-server.ts';
import type { Backup, Repository, Restored } from '../provider.ts';
import { enough, type Run } from '../run.ts';
import { enclosureOf } from './isolate.ts';

/** The network that a server of our own runs in; one that is there already stays where it is. */
const kept = (run: Run, signal: AbortSignal): Promise<Enclosure | undefined> =>
  run.ports.into === undefined ? enclosureOf(run, signal) : Promise.resolve(undefined);

/** Brings the backup to where nobody else is. A damaged copy is not started: what it would tell is told already. */
export const fetchBackup = async (run: Run, repository: Repository, backup: Backup, signal: AbortSignal): Promise<Restored> => {
  const { scratch, ports, facts, plan } = run;
  const folder = join(await scratch.inMemory(), 'copy');
  await mkdir(folder, { recursive: true, mode: 0o711 });
  const restored = await repository
    .restore(
      backup,
      {
        scratch,
        folder,
        database: async (wanted = {}) => {
          if (run.copyServer) return run.copyServer.empty;
          const begunMs = performance.now();
          run.copyServer = run.held.use(
            await openCopyServer(
              { scratch, into: ports.into, programs: plan.programs, inside: await kept(run, signal), ...wanted },
              signal,
            ),
          );
          run.opened.push({ startMs: performance.now() - begunMs, replayMs: 0 });
          return run.copyServer.empty;
        },
      },
      signal,
    )
    .catch((error: unknown) => {
      if (!(error instanceof DrillError) || error.problems[0]?.code !== 'backup/refused') throw error;
      facts.refused = error.problems[0].what;
      throw enough;
    });
  run.restored = restored;
  facts.files = restored.faults;
  if (restored.kind === 'cluster' && restored.log) facts.log = [...(facts.log ?? []), ...restored.log];
  if (restored.faults.some(({ how }) => how !== 'unexpected') || (facts.log ?? []).length > 0) throw enough;
  if (restored.kind === 'database' && !run.copyServer)
    throw new DrillError('restore/nothing-restored', `${repository.provider} restored to no database`, { kind: 'internal' });
  return restored;
};
