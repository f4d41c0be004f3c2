import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { KeepContract } from '../../drills/rollback/stage.ts';
import { writeWhole } from '../../evidence/durable.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';
import { fileOf } from '../check/files.ts';

/** Writes what versions say their contracts are to where `drill check` looks for them; each whole or not at all. */
export const keepingContracts =
  ({ root }: Workspace, { contracts = {} }: Artifact): KeepContract =>
  async ({ version, contract, bytes }) => {
    const declared = contracts[contract];
    if (!declared) return;
    const path = join(root, fileOf(declared, version));
    await mkdir(dirname(path), { recursive: true });
    await writeWhole(path, new TextDecoder().decode(bytes));
  };
