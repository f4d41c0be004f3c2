import { DrillError } from '../../core/error.ts';
import { deployedNow, wasDeployed } from '../../evidence/history.ts';
import type { Entry, Fact } from '../../model/fact.ts';
import type { VersionId } from '../../model/version.ts';

/** What is to be entered, with names resolved. */
export interface Wanted {
  readonly artifact: string;
  readonly id: VersionId;
  /** What ran before; only for `rolled-back`, where it may be known from the ledger. */
  readonly from?: VersionId;
  readonly environment?: string;
  readonly reason?: string;
  readonly firstRelease?: boolean;
  /** It runs beside what runs there already. */
  readonly beside?: boolean;
}

const here = ({ environment }: Wanted): string => {
  if (environment !== undefined) return environment;
  throw new DrillError('record/environment', 'no environment was named', { kind: 'internal' });
};

const because = ({ reason }: Wanted): { reason?: string } => (reason === undefined ? {} : { reason });

const deployed = (wanted: Wanted, entries: readonly Entry[]): Fact => {
  const { artifact, id, firstRelease, beside } = wanted;
  const environment = here(wanted);
  const before = entries.find(
    ({ fact }) => fact.kind === 'deployed' && fact.artifact === artifact && fact.environment === environment && fact.digest !== id.digest,
  );
  if (firstRelease && before?.fact.kind === 'deployed')
    throw new DrillError(
      'record/not-first-release',
      `${artifact} ${id.version} is not the first release in ${environment}: ${before.fact.version} was deployed there on ${before.at} (entry ${before.seq})`,
      {
        fix: 'Leave --first-release out.',
      },
    );
  return { kind: 'deployed', artifact, ...id, environment, ...(firstRelease && { firstRelease: true }), ...(beside && { beside: true }) };
};

const good = (wanted: Wanted, entries: readonly Entry[]): Fact => {
  const { artifact, id } = wanted;
  const environment = here(wanted);
  if (!wasDeployed(entries, artifact, environment, id.digest))
    throw new DrillError(
      'record/never-deployed',
      `${artifact} ${id.version} was never deployed in ${environment}, so it cannot have been good there`,
      {
        why: 'Last known good is what we go back to: it must have run there, with this very content.',
        fix: `First: drill record deployed ${artifact} ${id.version} --environment ${environment}`,
      },
    );
  return { kind: 'good', artifact, ...id, environment, ...because(wanted) };
};

const rolledBack = (wanted: Wanted, entries: readonly Entry[]): Fact => {
  const { artifact, id } = wanted;
  const environment = here(wanted);
  const now = deployedNow(entries, artifact, environment);
  const from = wanted.from ?? (now && { version: now.version, digest: now.digest });
  if (!from)
    throw new DrillError('record/rolled-back-from', `what ${artifact} was rolled back from in ${environment} is not recorded`, {
      fix: 'Name it with --from <version>.',
    });
  if (from.digest === id.digest)
    throw new DrillError('record/same', `${artifact} ${id.version} runs in ${environment} already; nothing was rolled back`, {
      fix: 'Name the version that was gone back to, or what was left with --from <version>.',
    });
  return { kind: 'rolled-back', artifact, environment, from, to: id, ...because(wanted) };
};

/** How each kind of fact is made of what was said and what is known. @throws DrillError where what is known speaks against it */
export const facts = {
  version: ({ artifact, id }: Wanted): Fact => ({ kind: 'version', artifact, ...id }),
  deployed,
  good,
  bad: (wanted: Wanted): Fact => ({
    kind: 'bad',
    artifact: wanted.artifact,
    ...wanted.id,
    ...(wanted.environment !== undefined && { environment: wanted.environment }),
    ...because(wanted),
  }),
  'rolled-back': rolledBack,
} as const;
