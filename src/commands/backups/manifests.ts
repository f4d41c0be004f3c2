import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../../core/hash.ts';
import { writeWhole } from '../../evidence/durable.ts';
import type { Ledger } from '../../evidence/ledger.ts';
import { parseManifest, writeManifest } from '../../restore/manifest.ts';
import type { RestorePorts } from '../../restore/ports.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** What a manifest is of, as the ledger has it. */
export interface ManifestPlace {
  readonly artifact: string;
  readonly environment: string;
  readonly store: string;
  readonly provider: string;
}

/** Names of backups are their providers' own: what no file can be named is known by its hash. */
const pathOf = (backup: string): string =>
  `.drill/manifests/${/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/.test(backup) ? backup : sha256(backup).slice(7, 39)}.json`;

/** Manifests lie in files; their hashes are in the ledger, which nobody edits unseen. */
export const manifestsOf = ({ root }: Workspace, ledger: Ledger, about: ManifestPlace): RestorePorts['manifests'] => ({
  write: async (manifest, hash) => {
    await mkdir(join(root, '.drill/manifests'), { recursive: true });
    await writeWhole(join(root, pathOf(manifest.backup)), writeManifest(manifest));
    await ledger.append({ kind: 'backup', ...about, backup: manifest.backup, manifest: hash });
  },
  read: async ({ id }) => {
    const { entries } = await ledger.read();
    const fact = entries.findLast(
      (entry) =>
        entry.fact.kind === 'backup' &&
        entry.fact.backup === id &&
        entry.fact.store === about.store &&
        entry.fact.artifact === about.artifact,
    )?.fact;
    const text = await readFile(join(root, pathOf(id)), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const manifest = parseManifest(text, pathOf(id));
    // Another store may have a backup of the same name.
    if (manifest.backup !== id || manifest.artifact !== about.artifact || manifest.store !== about.store) return undefined;
    return { manifest, ...(fact?.kind === 'backup' && { ledger: fact.manifest }) };
  },
});
