import { exitCodes } from '../core/exit.ts';
import { DrillError } from '../core/error.ts';
import { suggestion } from '../core/nearest.ts';
import type { BackupsReport, StoreBackups } from '../model/backups.ts';
import { artifactNamed } from '../workspace/choose.ts';
import { loadWorkspace } from '../workspace/load.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type BackedUp, backedUpStores, listStore } from './backups/listed.ts';
import { writeManifestOf } from './backups/written.ts';
import { describe, fileOption, formatOption, jsonOption, reporterNamed, type Subcommand } from './command.ts';

interface BackupsOptions {
  readonly store?: string;
  readonly environment?: string;
  readonly manifest?: true;
  readonly format: string;
  readonly file?: string;
}

const help = `
With --manifest what the source holds (stores.<name>.backup.source) is written down for the newest backup: run it at the end of the job that
takes backups. A backup of a snapshot (pg_dump) is run by it, so that both are of the same one: the command is given the snapshot's name as
DRILL_SNAPSHOT, for pg_dump --snapshot.

Exit codes: 0 every provider was asked; 2 one could not be, and is told; 64 bad input.`;

const storesOf = (workspace: Workspace, artifact: string | undefined, store: string | undefined): readonly BackedUp[] => {
  const artifacts = artifact === undefined ? workspace.artifacts.values() : [artifactNamed(workspace, artifact)];
  const all = backedUpStores(artifacts);
  const found = all.filter((one) => store === undefined || one.store === store);
  if (store !== undefined && found.length === 0)
    throw new DrillError('backup/unknown-store', `no store ${JSON.stringify(store)} has a backup declared`, {
      fix: suggestion(store, [...new Set(all.map((one) => one.store))]),
      at: workspace.placeOf('/artifacts'),
    });
  return found;
};

export const backups: Subcommand = {
  name: 'backups',
  build: (io, exit) =>
    describe('backups', 'Lists the backups that each store has: age, size, and when a restore was last proved.', [
      ['drill backups', 'of every store that has some declared'],
      ['drill backups orders --store db --json', 'of one store, for a machine'],
      ['drill backups --format prometheus', 'metrics, for the textfile collector of the node exporter'],
      ['drill backups orders --manifest', 'after a backup was taken: writes down what the source holds'],
      ['drill backups orders --manifest -- ./dump.sh', 'runs the job that dumps, and writes down what its snapshot holds'],
    ])
      .argument('[artifact]', 'this artifact alone')
      .argument('[command...]', 'with --manifest: the job that takes a backup of a snapshot')
      .option('--store <name>', 'this store alone')
      .option('--environment <name>', 'with --manifest: where the source is, as the ledger shall have it; else the only one there is')
      .option('--manifest', 'write down what the source holds, for the newest backup')
      .addOption(formatOption('backups'))
      .addOption(jsonOption())
      .addOption(fileOption())
      .addHelpText('after', help)
      .action(async (artifact: string | undefined, command: readonly string[], options: BackupsOptions) => {
        const reporter = reporterNamed(options.format);
        const workspace = await loadWorkspace(io.cwd, options.file);
        if (command.length > 0 && !options.manifest)
          throw new DrillError('cli/unexpected', `what is ${JSON.stringify(command[0])}? A command is run with --manifest alone`, {
            fix: 'drill backups <artifact> --manifest -- <command>',
          });
        const stores = storesOf(workspace, artifact, options.store);
        const world = { env: io.env, now: io.clock.now(), signal: io.signal };
        const written = options.manifest ? await writeManifestOf(workspace, stores, { ...options, command }, io) : undefined;
        const listed: StoreBackups[] = [];
        for (const one of stores) {
          const found = await listStore(workspace, one, world);
          listed.push(written && stores.length === 1 ? { ...found, written } : found);
        }
        const report: BackupsReport = { format: 'rollback-drill/backups', version: 1, at: world.now.toISOString(), stores: listed };
        io.out(reporter.render([{ kind: 'backups', report }], io.look.out));
        exit(listed.some(({ problem }) => problem) ? exitCodes.inconclusive : exitCodes.pass);
      }),
};
