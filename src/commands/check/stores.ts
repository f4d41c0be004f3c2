import { join } from 'node:path';
import type { Progress } from '../../core/progress.ts';
import { readLedger } from '../../evidence/ledger.ts';
import type { CheckReport, ContractReport } from '../../model/check.ts';
import type { ScratchServer } from '../../storage/engine.ts';
import type { CapturedFile } from '../../storage/statements/files.ts';
import type { Artifact, ArtifactVersion, Workspace } from '../../workspace/workspace.ts';
import { scratchServer } from '../migration/server.ts';
import type { Base } from './base.ts';
import { openFacts } from './plans/facts.ts';
import { plansNotHeld, withPlans } from './plans/held.ts';
import type { Asking } from './plans/ready.ts';
import { withWriters } from './plans/writers.ts';
import { withBackup } from './stores/backed.ts';
import { compareStore } from './stores/compare.ts';
import { filesOfStore, listFolder, storeDigest } from './stores/digest.ts';
import { withRefused } from './stores/refused.ts';
import { type Recorded, recordTool } from './stores/tool.ts';
import { committedSide, sideOf, type Side } from './stores/side.ts';
import type { Versions } from './stores/versions.ts';

/** What the stores of a check are read by. */
export interface StoreOccasion {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** The machine’s environment, for the artifact’s own migration tool. */
  readonly machine: Readonly<Record<string, string | undefined>>;
  /** Where scratch databases are made; absent: on the embedded server. */
  readonly server?: string;
  /** Are migrations run? */
  readonly isRun: boolean;
  /** Is it looked at what they lock? */
  readonly isWatched: boolean;
  /** Whose versions count; absent: those of all. */
  readonly environment?: string;
  readonly now: Date;
  readonly progress: Progress;
  /** Only what was run counts: a store without SQL to run is not decided, whatever snapshots there are. */
  readonly mustRun?: true;
  /** Rows that are placed instead of those of the store's own seed. */
  readonly seed?: CapturedFile;
  /** Hears of the files that a store may be read from, by their absolute paths. */
  readonly onRead?: (files: readonly string[]) => void;
}

/** Compares stores, on one server for all of them, which is there as soon as one needs it. */
export interface Stores extends AsyncDisposable {
  /** The report with the artifact's stores in it. @throws DrillError for migrations and snapshots that cannot be read */
  readonly added: (report: CheckReport, artifact: Artifact, versions: Versions) => Promise<CheckReport>;
  /** What they are tried on, `PostgreSQL 18.4`; undefined: nothing was, so far. */
  readonly database: () => string | undefined;
}

type NamedStore = Parameters<typeof storeDigest>[2];

/** What was committed of a store: of this version, else of the newest before it. */
const committed = async ({ ordered }: Artifact, to: ArtifactVersion, store: NamedStore, base: Base): Promise<Side> => {
  const candidates = [to, ...ordered.slice(0, ordered.indexOf(to)).reverse()];
  for (const version of candidates) {
    const side = await committedSide(version, store, base);
    if ((side.steps ?? []).length > 0 || side.snapshot) return side;
  }
  return committedSide(to, store, base);
};

const withRecorded = (sides: { readonly old: Side; readonly next: Side }, recorded: Recorded | undefined) =>
  recorded
    ? { old: { ...sides.old, steps: recorded.old }, next: { ...sides.next, steps: recorded.next }, recorded: recorded.catalog }
    : sides;

export const openStores = (workspace: Workspace, occasion: StoreOccasion): Stores => {
  const { cwd, signal, machine, isRun, isWatched, environment, now, onRead, mustRun, seed, progress } = occasion;
  let starting: Promise<ScratchServer> | undefined;
  let database: string | undefined;
  const server = (): Promise<ScratchServer> =>
    (starting ??= scratchServer(signal, { where: occasion.server }).then((started) => {
      database = started.name;
      return started;
    }));
  let asking: Promise<Asking> | undefined;
  const askingOf = async (): Promise<Asking> => {
    const { entries } = await readLedger(workspace.root);
    return { workspace, entries, environment, now, facts: openFacts({ workspace, entries, cwd, signal, machine, server }) };
  };
  /** Held against what drill.yaml says of several releases and artifacts. Without a server nothing is known of other versions. */
  const held = async (report: ContractReport, artifact: Artifact, name: string, versions: Versions): Promise<ContractReport> => {
    if (!isRun) return plansNotHeld(workspace, report, artifact, name);
    const asked = await (asking ??= askingOf());
    return withWriters(asked, await withPlans(asked, report, artifact, name, versions), artifact, name, versions.to.version);
  };
  const compare = async (artifact: Artifact, store: NamedStore, versions: Versions): Promise<ContractReport> => {
    const [name, definition] = store;
    const { to } = versions;
    const read = versions.kind === 'versions' ? [versions.from, to] : [to];
    const files = await Promise.all(read.map((version) => filesOfStore(version, store, listFolder(workspace.root))));
    const step = (what: string): void => progress.step(`${artifact.name} ${name}`, what);
    onRead?.(files.flat().map((file) => join(workspace.root, file)));
    const next = await sideOf(workspace, to, store, cwd, signal);
    const recorded =
      versions.kind === 'versions' && isRun ? await recordTool(workspace, versions, store, { cwd, machine, signal, step }) : undefined;
    const found =
      versions.kind === 'base'
        ? await committed(artifact, to, store, versions.base)
        : await sideOf(workspace, versions.from, store, cwd, signal);
    const old = seed && found.given ? { ...found, given: { ...found.given, seed } } : found;
    const compared = await compareStore(
      { artifact: artifact.name, name, definition, ...withRecorded({ old, next }, recorded) },
      { isRun, isWatched, server, signal, step, ...(mustRun && { mustRun }) },
    );
    const { digests: ofFiles, ...rest } = await held(
      withBackup(
        withRefused(compared, recorded?.refused ?? [], recorded?.next.at(-1)?.up.file),
        artifact,
        name,
        to.version,
        workspace.drills.values(),
      ),
      artifact,
      name,
      versions,
    );
    // What could have been run and was not is no evidence of what running it shows.
    const isLess = !isRun && definition.migrations !== undefined;
    if (isLess || versions.kind === 'base') return ofFiles && !isLess ? { ...rest, digests: ofFiles } : rest;
    return {
      ...rest,
      digests: { old: await storeDigest(workspace, versions.from, store), new: await storeDigest(workspace, to, store) },
    };
  };
  return {
    added: async (report, artifact, versions) => {
      const contracts = [...report.contracts];
      for (const store of Object.entries(artifact.stores ?? {})) {
        signal.throwIfAborted();
        contracts.push(await compare(artifact, store, versions));
      }
      return { ...report, contracts };
    },
    database: () => database,
    [Symbol.asyncDispose]: async () => {
      const started = await starting?.catch(() => undefined);
      await started?.[Symbol.asyncDispose]();
    },
  };
};
