import { DrillError } from '../core/error.ts';
import { exitCodes } from '../core/exit.ts';
import { suggestion } from '../core/nearest.ts';
import { showProgress } from '../report/terminal/progress.ts';
import { withUntold } from '../storage/snapshot/untold.ts';
import { artifactNamed, versionNamed } from '../workspace/choose.ts';
import type { StoreDefinition } from '../workspace/definition.ts';
import { loadWorkspace } from '../workspace/load.ts';
import { pointerOf } from '../workspace/reading/places.ts';
import type { Artifact, ArtifactVersion, Workspace } from '../workspace/workspace.ts';
import { describe, fileOption, formatOption, jsonOption, reporterNamed, type Subcommand } from './command.ts';
import { serverOption } from './server/option.ts';
import { acceptCommand } from './snapshot/accept.ts';
import { captureStores, type Source } from './snapshot/capture.ts';
import { keepSnapshot, readCommitted } from './snapshot/files.ts';
import { Option } from 'commander';

interface SnapshotOptions {
  readonly version?: string;
  readonly store?: string;
  readonly check?: true;
  readonly url?: string;
  readonly dump?: string;
  readonly server?: string;
  readonly format: string;
  readonly file?: string;
}

const versionOf = (workspace: Workspace, artifact: Artifact, name: string | undefined): ArtifactVersion => {
  if (name !== undefined) return versionNamed(workspace, artifact, name);
  const newest = artifact.ordered.findLast(({ source }) => !source.onDemand);
  if (newest) return newest;
  throw new DrillError('version/none', `every version of ${artifact.name} is onDemand`, {
    fix: 'name one with --version <version>',
    at: workspace.placeOf(pointerOf('artifacts', artifact.name, 'versions')),
  });
};

const storesOf = (
  workspace: Workspace,
  artifact: Artifact,
  name: string | undefined,
  source: Source,
): readonly (readonly [string, StoreDefinition])[] => {
  const all = Object.entries(artifact.stores ?? {});
  const names = all.map(([store]) => store);
  const at = workspace.placeOf(pointerOf('artifacts', artifact.name, 'stores'));
  if (all.length === 0)
    throw new DrillError('snapshot/no-store', `${artifact.name} has no store`, { fix: 'declare it under `stores:` in drill.yaml', at });
  const wanted = name === undefined ? all : all.filter(([store]) => store === name);
  if (wanted.length === 0)
    throw new DrillError('snapshot/unknown-store', `${artifact.name} has no store ${JSON.stringify(name)}`, {
      fix: suggestion(name ?? '', names),
      at,
    });
  if (source.kind !== 'migrations' && wanted.length > 1)
    throw new DrillError('snapshot/which-store', `${artifact.name} has ${wanted.length} stores; which of them is it?`, {
      fix: `say --store ${names.join(' or --store ')}`,
    });
  return wanted;
};

const help = `
The file is snapshots/<artifact>/<version>/<store>.json below drill.yaml. It is written where the schema is another than it says.
A dump is a plain one: pg_dump --schema-only --format=plain; rows in it are left out.

Exit codes: 0 captured, with --check the file is what was captured; 1 it is not; 64 bad input, also a migration that fails.`;

export const snapshot: Subcommand = {
  name: 'snapshot',
  build: (io, exit) =>
    describe('snapshot', 'Captures the schema of an artifact’s stores into files for review, or checks that they are up to date.', [
      ['drill snapshot orders', 'of the newest version: its migrations are run on a scratch server'],
      ['drill snapshot orders --version 1.5.0 --check', 'does the committed file say what the migrations give? exit 1 if not'],
      ['drill snapshot orders --url postgres://…/orders', 'of a running database, which is only read'],
      ['drill snapshot orders --dump schema.sql --store db', 'of what pg_dump wrote'],
    ])
      .argument('<artifact>', 'the artifact')
      .option('--version <version>', 'which version; else the newest that is not onDemand')
      .option('--store <store>', 'only this store of it')
      .option('--check', 'write nothing; show how the file differs')
      .addOption(new Option('--url <url>', 'capture this database').conflicts('dump'))
      .addOption(new Option('--dump <file>', 'capture what pg_dump wrote as plain SQL').conflicts('url'))
      .addOption(serverOption())
      .addOption(formatOption('snapshot'))
      .addOption(jsonOption())
      .addOption(fileOption())
      .addHelpText('after', help)
      .action(async (name: string, options: SnapshotOptions) => {
        const reporter = reporterNamed(options.format);
        const workspace = await loadWorkspace(io.cwd, options.file);
        const artifact = artifactNamed(workspace, name);
        const version = versionOf(workspace, artifact, options.version);
        const source: Source =
          options.url !== undefined
            ? { kind: 'database', url: options.url }
            : options.dump !== undefined
              ? { kind: 'dump', file: options.dump }
              : { kind: 'migrations' };
        const stores = storesOf(workspace, artifact, options.store, source);
        const committed = stores.map(([store]) => readCommitted(workspace, io.cwd, version, store));
        using progress = showProgress(`${artifact.name} ${version.version}`, {
          write: io.err,
          look: io.look.err,
          interactive: io.interactive,
          monotonic: io.clock.monotonic,
        });
        const captured = await captureStores(workspace, version, stores, source, { ...io, server: options.server }, progress);
        progress[Symbol.dispose]();
        const kept = committed.flatMap((one, index) => {
          const catalog = captured[index]?.catalog;
          if (!catalog) return [];
          const whole = source.kind === 'dump' && one.catalog ? withUntold(catalog, one.catalog) : catalog;
          return [keepSnapshot(one, whole, options.check ?? false)];
        });
        const isOther = kept.some(({ state }) => state === 'differs' || state === 'missing');
        const report = {
          format: 'rollback-drill/captured',
          version: 1,
          artifact: artifact.name,
          of: version.version,
          from: source.kind,
          server: captured[0]?.catalog.server ?? '',
          stores: kept,
          ...(isOther && { accept: acceptCommand(artifact.name, version.version, options) }),
        } as const;
        io.out(reporter.render([{ kind: 'snapshot', report }], io.look.out));
        exit(isOther ? exitCodes.fail : exitCodes.pass);
      }),
};
