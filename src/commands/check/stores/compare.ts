import { dirname } from 'node:path';
import { DrillError, type Place } from '../../../core/error.ts';
import { sha256 } from '../../../core/hash.ts';
import type { ContractReport } from '../../../model/check.ts';
import type { StatementCoverage } from '../../../model/coverage.ts';
import type { Cell } from '../../../model/cell.ts';
import { nameOf } from '../../../storage/objects.ts';
import { diffCatalogs } from '../../../storage/diff.ts';
import type { Catalog } from '../../../storage/catalog.ts';
import { type CatalogFile, compareCatalogs } from '../../../storage/compare.ts';
import type { ScratchServer } from '../../../storage/engine.ts';
import type { Migrate } from '../../../storage/rule.ts';
import { parseSnapshot } from '../../../storage/snapshot.ts';
import { placesIn } from '../../../storage/snapshot/place.ts';
import type { StoreDefinition } from '../../../workspace/definition.ts';
import { sendsRows } from '../../../storage/migrations/recorded.ts';
import type { Step } from '../../../storage/migrations/step.ts';
import type { Side } from './side.ts';
import { pendingOf, tryStore, type Tried } from './try.ts';
import type { WatchDeclared } from './watched.ts';
import { refuseUnknownTables } from '../../../storage/trial/declared.ts';
import { wayBackWith } from '../../../storage/trial/chain/chain.ts';
import { budgetOf } from '../../migration/watched.ts';

/** A store of two versions. */
export interface StorePair {
  readonly artifact: string;
  readonly name: string;
  readonly definition: StoreDefinition;
  readonly old: Side;
  readonly next: Side;
  /** The schema as the tool of N left it, of whose log the steps are. */
  readonly recorded?: Catalog;
}

/** What a comparison may use. */
export interface Means {
  /** Are migrations run? */
  readonly isRun: boolean;
  /** Is it looked at what they lock, and how long? */
  readonly isWatched: boolean;
  /** Only what was run counts. */
  readonly mustRun?: true;
  readonly server: () => Promise<ScratchServer>;
  readonly signal: AbortSignal;
  /** Hears what is being done. */
  readonly step: (what: string) => void;
}

/** Nothing is known of it: never a pass. */
const undecided = (name: string, because: string, files: ContractReport['files']): ContractReport => {
  const cell = { state: 'unknown', because } as const;
  return {
    name,
    is: 'store',
    format: 'postgres',
    files,
    compared: { what: 'objects', count: 0, identical: 0 },
    cells: { rollout: cell, mixed: cell, rollback: cell },
    findings: [],
  };
};

const snapshotOf = ({ snapshot }: Side): CatalogFile | undefined => {
  if (!snapshot) return undefined;
  const { named: file, text } = snapshot;
  const catalog = parseSnapshot(text, file);
  return { catalog, file, digest: sha256(text), placeOf: placesIn(catalog, text, file) };
};

const migrateOf = ({ migrate }: StoreDefinition): Migrate => migrate ?? 'before';

/** Why the migrations were not run, in words. */
const whyNotRun = ({ definition }: StorePair, { isRun }: Means): string => {
  if (definition.migrations === undefined) return 'the artifact migrates by itself when it starts, so that there is no SQL to run';
  if (typeof definition.migrations !== 'string') return 'its migrations are run by a tool of the artifact, not as SQL';
  return isRun ? 'its migrations are not among the files here' : 'running its migrations was left out (--no-run-migrations)';
};

/** By the committed snapshots alone. */
const bySnapshots = (pair: StorePair, why: string): ContractReport => {
  const { name, artifact, definition } = pair;
  const [old, next] = [snapshotOf(pair.old), snapshotOf(pair.next)];
  if (!old || !next) {
    const lacking = [pair.old, pair.next].filter(({ snapshot }) => !snapshot).map(({ version }) => version);
    return undecided(name, `${why}, and no snapshot is committed of ${artifact} ${lacking.join(' and ')}`, {
      old: pair.old.snapshot?.named ?? pair.old.version,
      new: pair.next.snapshot?.named ?? pair.next.version,
    });
  }
  return {
    ...compareCatalogs(old, next, name, { migrate: migrateOf(definition) }),
    notices: [`not tried on rows: ${why}; it was judged by the committed snapshots`],
  };
};

const folderOf = ({ steps = [], version }: Side): string => (steps[0] ? dirname(steps[0].up.file) : version);

/** What people should know besides the findings. */
const noticesOf = ({ old, next, artifact }: StorePair, tried: Tried): readonly string[] => {
  const [before, after] = [old.steps ?? [], next.steps ?? []];
  const isOther = ({ name, up }: Step): boolean => before.some((step) => step.name === name && step.up.text !== up.text);
  const [edited, gone, noDown] = [
    after.filter(isOther),
    pendingOf(after, before),
    pendingOf(before, after).filter(({ down }) => down === undefined),
  ];
  const list = (steps: readonly Step[]): string => steps.map(({ name }) => name).join(', ');
  const drifted = (side: Side, catalog: Catalog | undefined): string[] => {
    const kept = snapshotOf(side);
    if (!kept || !catalog || diffCatalogs(kept.catalog, catalog).length === 0) return [];
    return [`${kept.file} is not what the migrations give: drill snapshot ${artifact} --version ${side.version}`];
  };
  return [
    ...(before.length === 0 ? ['N-1 has no migrations of this store, so that there was nothing to try those of N on'] : []),
    ...(before.length > 0 && pendingOf(before, after).length === 0 ? ['no migration lies between the two versions'] : []),
    ...(edited.length > 0 ? [`${list(edited)} says something else than in N-1, where it has been run already: it is not run again`] : []),
    ...(gone.length > 0 ? [`${list(gone)} of N-1 is not among the migrations of N, and stays applied`] : []),
    ...(before.length > 0 && noDown.length > 0
      ? [`${list(noDown)} ${noDown.length === 1 ? 'has' : 'have'} no down migration, so that the route down was not tried`]
      : []),
    ...(tried.trial?.exercised.tablesWithoutRows ?? []).map(
      (table) => `no row could be placed in ${table}, so that nothing was tried on it`,
    ),
    ...(tried.notices ?? []),
    ...(tried.trial ? [...(old.given?.lacking ?? []), ...(next.given?.lacking ?? [])] : []),
    ...drifted(old, tried.old),
    ...drifted(next, tried.next),
  ];
};

/** What drill.yaml says of its size, and of how long others may wait. */
const declaredBy = ({ rows = {}, lockBudget }: StoreDefinition): WatchDeclared => ({ rows, budgetMs: budgetOf(lockBudget) });

/** With where they were read from. */
const withSource = (coverage: StatementCoverage, { old, next }: StorePair): StatementCoverage => {
  const from = (coverage.of === 'N' ? next : old).given?.statements?.from;
  return from === undefined ? coverage : { ...coverage, from };
};

/** Where what a tool ran does not end when it is run again as SQL; undefined: in the same schema. */
const leadsElsewhere = (recorded: Catalog, replayed: Catalog): string | undefined => {
  const names = diffCatalogs(recorded, replayed).map(nameOf);
  return names.length === 0
    ? undefined
    : `what the migration tool ran gives another schema when it is run again as SQL: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
};

/** Rows that a tool sent beside its SQL. */
const withoutRows = ({ next }: StorePair): string | undefined => {
  const names = (next.steps ?? []).flatMap(({ name, up, down }) => (sendsRows(up.text) || sendsRows(down?.text ?? '') ? [name] : []));
  return names.length === 0
    ? undefined
    : `the migration tool sends rows by COPY … FROM stdin (${names.join(', ')}), which the server's log does not have: it was tried without them`;
};

const notKnown = (cells: ContractReport['cells'], because: string): ContractReport['cells'] => {
  const of = (cell: ContractReport['cells'][Cell]): ContractReport['cells'][Cell] =>
    cell.state === 'holds' ? { state: 'unknown', because } : cell;
  return { rollout: of(cells.rollout), mixed: of(cells.mixed), rollback: of(cells.rollback) };
};

const nowhere = (file: string) => (): Place => ({ file, line: 1, column: 1 });

/** By running the migrations of both, and trying those between them. */
const byRunning = async (pair: StorePair, { server, signal, isWatched, step }: Means): Promise<ContractReport> => {
  const { name, definition, old, next, recorded } = pair;
  const files = { old: folderOf(old), new: folderOf(next) };
  if ((next.steps ?? []).length === 0) return undecided(name, `${next.version} has no migration of this store`, files);
  const migrate = migrateOf(definition);
  const given = { ...(old.given && { old: old.given }), ...(next.given && { next: next.given }) };
  const trying = tryStore(
    { old: old.steps ?? [], next: next.steps ?? [], migrate, given, declared: declaredBy(definition), isWatched },
    await server(),
    signal,
    step,
    ({ old: before, next: after }) => {
      if (after) refuseUnknownTables(definition.rows ?? {}, [before, after], name);
    },
  );
  // What a tool ran with more rights, or by a way that no SQL can go, is nobody's fault: it is not known then.
  const tried = await trying.catch((error: unknown) => {
    if (!recorded || !(error instanceof DrillError) || error.kind !== 'usage') throw error;
    return error;
  });
  if (tried instanceof DrillError)
    return undecided(name, `what its migration tool ran cannot be run again as SQL: ${tried.message}`, files);
  const file = (catalog: Catalog, of: string): CatalogFile => ({ catalog, file: of, digest: '', placeOf: nowhere(of) });
  const { digests: _none, ...compared } = compareCatalogs(file(tried.old, files.old), file(tried.next ?? tried.old, files.new), name, {
    migrate,
  });
  const { trial } = tried;
  const elsewhere = recorded && tried.next ? (leadsElsewhere(recorded, tried.next) ?? withoutRows(pair)) : undefined;
  const notices = noticesOf(pair, tried);
  const captured = trial?.captured && { captured: trial.captured.map((one) => withSource(one, pair)) };
  if (trial) {
    const { findings, chain } = trial;
    const cells = elsewhere === undefined ? trial.cells : notKnown(trial.cells, elsewhere);
    const wayBack = wayBackWith(trial.wayBack, chain);
    return { ...compared, cells, findings, wayBack, chain, ...captured, ...(notices.length > 0 && { notices }) };
  }
  if (tried.next) return { ...compared, ...(notices.length > 0 && { notices }) };
  return undecided(name, `the migrations of ${next.version} are refused on an empty database`, files);
};

/** Compares a store of two versions: judged by its schemas, and tried where there is SQL to run. */
export const compareStore = async (pair: StorePair, means: Means): Promise<ContractReport> => {
  const canRun = pair.old.steps !== undefined && pair.next.steps !== undefined;
  if (means.isRun && canRun) return byRunning(pair, means);
  const why = whyNotRun(pair, means);
  return means.mustRun ? undecided(pair.name, why, { old: pair.old.version, new: pair.next.version }) : bySnapshots(pair, why);
};
