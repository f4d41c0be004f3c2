import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Route } from '../../../model/cell.ts';
import type { Scratch } from '../../../core/scratch/scratch.ts';
import type { Plan } from '../plan.ts';

/** The variable under which versions, and what replays their log, are given a folder of the rehearsal for it; none where none is asked for. */
export const logVariables = async ({ recover }: Plan, route: Route, { folder }: Scratch): Promise<Readonly<Record<string, string>>> => {
  const variable = recover?.log?.folder;
  if (route !== 'restore' || variable === undefined) return {};
  const at = join(folder, 'log');
  await mkdir(at, { recursive: true });
  return { [variable]: at };
};
