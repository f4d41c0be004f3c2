import type { Clock } from '../../core/clock.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import { badHere, deployedNow, firstReleaseHere, goodHere, isKnownHere, liveHere, wasDeployed } from '../../evidence/history.ts';
import { type LedgerState, readLedger } from '../../evidence/ledger.ts';
import type { Entry } from '../../model/fact.ts';
import type { Direction } from '../../model/verdict.ts';
import type { VersionId } from '../../model/version.ts';
import type { DeclaredDrill, GateQuestion, Recorded } from '../../verdict/gate/question.ts';
import { artifactNamed } from '../../workspace/choose.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';
import { contractDigests } from '../check/files.ts';
import { storeDigests } from '../check/stores/digest.ts';
import { judgedBy, judgedUntil } from '../check/policy.ts';
import { definitionOf, type Judging } from '../run/definition.ts';
import { environmentNamed } from '../environment.ts';
import { policyFor } from './policy.ts';
import { type From, previousOf } from './previous.ts';
import { identify } from './versions.ts';

/** What was asked on the command line. */
export interface Asked {
  readonly environment?: string;
  readonly to?: string;
  readonly from?: string;
  readonly direction?: Direction;
  readonly firstRelease?: boolean;
}

/** A ledger that cannot be read is a broken one here: the way back is not held up for it, the way forward is. */
const ledgerOf = async (root: string): Promise<Pick<LedgerState, 'entries'> & { broken?: string }> => {
  try {
    const { entries, problems } = await readLedger(root);
    const [first, ...more] = problems;
    return { entries, ...(first && { broken: `${first.what}${more.length > 0 ? ` (and ${more.length} more)` : ''}` }) };
  } catch (error) {
    if (error instanceof DrillError) return { entries: [], broken: messageOf(error) };
    throw error;
  }
};

/** Where no direction was said: a version that was good here and is not newer than what runs is a return. */
const directionOf = (artifact: Artifact, to: VersionId, now: VersionId | undefined, good: readonly VersionId[]): Direction => {
  if (!now || !good.some(({ digest }) => digest === to.digest)) return 'forward';
  const place = (id: VersionId): number => artifact.ordered.findIndex(({ version }) => version === id.version);
  // What is declared no more is older than all that is.
  return now.digest === to.digest || place(to) <= place(now) ? 'return' : 'forward';
};

const commandsFor = (
  workspace: Workspace,
  artifact: Artifact,
  from: VersionId | undefined,
  to: VersionId,
  environments: readonly string[],
  judging: string,
): GateQuestion['commands'] => {
  const versions = `${from ? `--from ${from.version} ` : ''}--to ${to.version}`;
  const fitting = [...workspace.drills.values()].filter(
    (drill) => drill.artifact === artifact.name && environments.includes(drill.environment),
  );
  const drill = fitting.find((each) => each.to === to.version) ?? fitting.find(({ onDemand }) => !onDemand) ?? fitting[0];
  return {
    check: `drill check ${artifact.name} ${versions}${judging}`,
    drill: drill
      ? `drill run ${drill.name} ${versions}`
      : `declare a drill of ${artifact.name} in ${environments.join(' or ')} under \`drills:\` in drill.yaml, then: drill run`,
  };
};

/** It is said that there is no N-1 yet: by the ledger, or by the one who asks, whom the ledger must not contradict. */
const isFirstRelease = (entries: readonly Entry[], artifact: string, environment: string, to: VersionId, asked: Asked): boolean => {
  if (firstReleaseHere(entries, artifact, environment)?.digest === to.digest) return true;
  if (asked.firstRelease !== true) return false;
  const now = deployedNow(entries, artifact, environment);
  if (!now || now.digest === to.digest) return true;
  throw new DrillError(
    'gate/not-first-release',
    `${artifact} ${to.version} is not the first release in ${environment}: ${now.version} was deployed there (entry ${now.seq})`,
    {
      fix: 'Leave --first-release out.',
    },
  );
};

/** Why a return that was asked for is none; where the ledger knows nothing of the artifact there, nobody is contradicted. */
const whyNoReturn = (entries: readonly Entry[], artifact: string, environment: string, to: VersionId): string | undefined =>
  !isKnownHere(entries, artifact, environment) || wasDeployed(entries, artifact, environment, to.digest)
    ? undefined
    : `${artifact} ${to.version}, as it is now, was never deployed in ${environment}, so going there is no return`;

const drillsOf = async (workspace: Workspace, artifact: string, judging: Judging): Promise<Readonly<Record<string, DeclaredDrill>>> =>
  Object.fromEntries(
    await Promise.all(
      [...workspace.drills.values()]
        .filter((drill) => drill.artifact === artifact)
        .map(async (drill) => [
          drill.name,
          { routes: drill.routes ?? ['schema-left'], definition: await definitionOf(workspace, drill, judging) } as const,
        ]),
    ),
  );

/**
 * Gathers what the answer follows from; changes nothing.
 * @throws DrillError for what is not declared: artifact, environment, version, with the nearest name
 */
export const ask = async (workspace: Workspace, name: string, asked: Asked, clock: Clock): Promise<GateQuestion> => {
  const artifact = artifactNamed(workspace, name);
  const environment = environmentNamed(workspace, asked.environment).name;
  const { entries, broken } = await ledgerOf(workspace.root);
  const newest = artifact.ordered.findLast(({ source }) => !source.onDemand);
  const wanted = asked.to ?? newest?.version;
  if (wanted === undefined)
    throw new DrillError('version/none', `every version of ${name} is onDemand`, { fix: 'Name one with --to <version>.' });
  const to = await identify(workspace, artifact, entries, wanted);

  const now = deployedNow(entries, name, environment);
  const notReturn = asked.direction === 'return' && broken === undefined ? whyNoReturn(entries, name, environment, to) : undefined;
  const direction =
    notReturn === undefined ? (asked.direction ?? directionOf(artifact, to, now, goodHere(entries, name, environment))) : 'forward';
  const firstRelease = isFirstRelease(entries, name, environment, to, asked);
  const runs = asked.from === undefined ? now && { version: now.version, digest: now.digest } : undefined;
  const from: From =
    direction === 'return'
      ? asked.from === undefined
        ? runs
          ? { from: runs }
          : {}
        : { from: await identify(workspace, artifact, entries, asked.from) }
      : await previousOf({ workspace, artifact, entries, environment, to }, asked.from, firstRelease);
  const policy = policyFor(workspace, name, environment);
  const toBad = badHere(entries, name, environment).find(({ digest }) => digest === to.digest);
  const at = clock.now();
  const [here, anywhere] = [judgedBy(workspace, artifact, environment, at, entries), judgedBy(workspace, artifact, undefined, at, entries)];
  const until = judgedUntil(workspace, artifact, at);
  const [old, fresh] = direction === 'return' && from.from ? [to, from.from] : [from.from, to];
  return {
    policy,
    artifact: name,
    environment,
    direction,
    ...from,
    to,
    ...(toBad && { toBad }),
    ...(notReturn !== undefined && { notReturn }),
    nothingKnown: broken === undefined && !isKnownHere(entries, name, environment),
    contracts: old
      ? [
          ...(await contractDigests(workspace, artifact, old.version, fresh.version)),
          ...(await storeDigests(workspace, artifact, old.version, fresh.version)),
        ]
      : [],
    drills: await drillsOf(workspace, name, { now: at, entries }),
    live: liveHere(entries, name, environment).map(({ version, digest, seq }) => ({ version, digest, seq })),
    evidence: entries.flatMap(({ seq, at, fact }): Recorded[] => (fact.kind === 'evidence' ? [{ seq, at, fact }] : [])),
    ...(broken !== undefined && { ledgerBroken: broken }),
    now: at,
    ...(here !== undefined && { judgedBy: here }),
    ...(until !== undefined && { judgedUntil: until }),
    firstRelease,
    commands: commandsFor(workspace, artifact, old, fresh, policy.from, here === anywhere ? '' : ` --environment ${environment}`),
  };
};
