import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RestoreJournal } from '../../../src/model/journal.ts';
import type { Judgement } from '../../../src/model/verdict.ts';
import { type How, program } from './program.ts';
import { type Place, place, type Wanted } from './workspace.ts';

export type Told = RestoreJournal & { readonly judgement: Judgement };

/** A workspace with one drill, `night`, that restores a backup of the store; `drill`: more keys of it. */
export const laid = (
  wanted: Wanted = {},
  backup: Readonly<Record<string, unknown>> = {},
  drill: Readonly<Record<string, unknown>> = {},
): Place => {
  const at = place({ ...wanted, store: { backup: { provider: 'base', repository: 'backups', ...backup } as never, ...wanted.store } });
  const file = join(at.root, 'drill.yaml');
  const definition = JSON.parse(readFileSync(file, 'utf8')) as { drills: { back: { workload: unknown } } };
  const { workload } = definition.drills.back;
  const night = { kind: 'restore', artifact: 'items', environment: 'here', from: '1.0.0', workload, rate: 30, ...drill };
  writeFileSync(file, JSON.stringify({ ...definition, drills: { night } }));
  return at;
};

export const codes = ({ judgement }: Told): readonly string[] => judgement.reasons.map(({ outcome, code }) => `${outcome} ${code}`);

/** `drill run night --json`, and the document that it printed. */
export const ran = async (
  at: Place,
  how: How = {},
): Promise<{ readonly code: number | null; readonly told: Told; readonly said: string }> => {
  const { code, stdout, stderr } = await program(at, ['run', 'night', '--json'], how);
  if (!stdout.startsWith('{')) throw new Error(stderr);
  return { code, told: JSON.parse(stdout) as Told, said: stderr };
};
