import { placeText } from '../../../core/error.ts';
import { sha256 } from '../../../core/hash.ts';
import { nearest } from '../../../core/nearest.ts';
import { liveHere } from '../../../evidence/history.ts';
import type { ContractReport } from '../../../model/check.ts';
import type { Finding } from '../../../model/finding.ts';
import { targetName, targetsIn } from '../../../storage/plans/target.ts';
import { twoWriters } from '../../../storage/plans/rules/two-writers.ts';
import {
  type Shared,
  sharedWrites,
  type Write,
  type Writer,
  writesOfMigrations,
  writesOfRole,
  writesOfStatements,
} from '../../../storage/plans/writers.ts';
import { artifactNamed } from '../../../workspace/choose.ts';
import type { Artifact } from '../../../workspace/workspace.ts';
import { sharersOf } from './databases.ts';
import type { Asking } from './ready.ts';

/** What a version writes: as its statements say, else as its role may, else the tables that it makes. */
const writesOf = async ({ facts }: Asking, artifact: Artifact, store: string, version: string): Promise<readonly Write[]> => {
  const known = await facts.known(artifact, store, version);
  if (known.kind === 'known') return writesOfStatements(known.statements);
  const role = artifact.stores?.[store]?.role;
  if (role !== undefined && known.kind === 'schema') return writesOfRole(known.catalog, role, known.groups?.get(role));
  const made = await facts.made(artifact, store, version);
  return made ? writesOfMigrations(made) : [];
};

const writerOf = async (asking: Asking, artifact: Artifact, store: string, version: string): Promise<Writer> => ({
  artifact: artifact.name,
  store,
  version,
  writes: await writesOf(asking, artifact, store, version),
  owns: artifact.stores?.[store]?.owns ?? [],
});

/** The versions of another artifact that are asked: those that run, else its newest. */
const versionsOf = ({ workspace, entries, environment }: Asking, { name, ordered }: Artifact): readonly string[] => {
  const places = environment === undefined ? [...workspace.environments.keys()] : [environment];
  const live = places.flatMap((place) => liveHere(entries, name, place).map(({ version }) => version));
  const known = [...new Set(live)].filter((version) => ordered.some((one) => one.version === version)).toSorted();
  const newest = (ordered.findLast(({ source }) => !source.onDemand) ?? ordered.at(-1))?.version;
  return known.length > 0 || newest === undefined ? known : [newest];
};

const byText = ({ artifact, version, by, at }: Shared['writers'][number]): string => `${artifact} ${version} (${at ? placeText(at) : by})`;

const findingOf = ({ table, columns, writers: [mine, other] }: Shared): Finding => {
  const what = columns.length === 0 ? `rows of ${table}` : `${columns.join(', ')} of ${table}`;
  const object = columns.length === 1 ? `column ${table}.${columns[0]}` : `table ${table}`;
  const { id, severity, cells, why, fix } = twoWriters;
  return {
    rule: id,
    fingerprint: sha256([id, table, ...[mine.artifact, other.artifact].toSorted()].join('\n')).slice(
      'sha256:'.length,
      'sha256:'.length + 16,
    ),
    severity,
    cells,
    object,
    where: object,
    what: `${what} ${columns.length > 1 ? 'are' : 'is'} written by ${byText(mine)} and by ${byText(other)}`.replace(
      /^rows of (\S+) is/,
      'rows of $1 are',
    ),
    why,
    fix,
    at: { ...(mine.at && { new: mine.at }), ...(other.at && { old: other.at }) },
  };
};

/** What is declared to be owned, and is not there, silences nothing. */
const misnamed = async ({ facts }: Asking, artifact: Artifact, { store, version, owns }: Writer): Promise<readonly string[]> => {
  const known = await facts.known(artifact, store, version);
  if (known.kind === 'unknown') return [];
  const names = targetsIn(known.catalog).flatMap((target) => (target.kind === 'value' ? [] : [targetName(target)]));
  return owns
    .filter((name) => !names.includes(name))
    .map((name) => {
      const near = nearest(name, names);
      return `owns: there is no table or column ${name} in ${version}${near === undefined ? '' : `; did you mean ${near}?`}`;
    });
};

/** A store's report with what another artifact of the workspace writes, too, in the same database. */
export const withWriters = async (
  asking: Asking,
  report: ContractReport,
  artifact: Artifact,
  store: string,
  version: string,
): Promise<ContractReport> => {
  const sharers = sharersOf(asking.workspace, artifact, store);
  if (sharers.length === 0) return report;
  const own = await writerOf(asking, artifact, store, version);
  const found = new Map<string, Finding>();
  for (const sharer of sharers) {
    const other = artifactNamed(asking.workspace, sharer.artifact);
    for (const one of versionsOf(asking, other))
      for (const shared of sharedWrites(own, await writerOf(asking, other, sharer.store, one))) {
        const finding = findingOf(shared);
        if (!found.has(finding.fingerprint ?? '')) found.set(finding.fingerprint ?? '', finding);
      }
  }
  const notices = [...(report.notices ?? []), ...(await misnamed(asking, artifact, own))];
  return { ...report, findings: [...report.findings, ...found.values()], ...(notices.length > 0 && { notices }) };
};
