import type { CheckReport } from '../model/check.ts';
import type { Evidence } from '../model/fact.ts';
import type { Journal, MigrationJournal, Rehearsal, RestoreJournal, RollbackJournal } from '../model/journal.ts';
import type { Judgement } from '../model/verdict.ts';

/** What made the outcome, in one line each: logs and values stay in the document, which may be pruned, as the ledger may not. */
const reasonsOf = ({ reasons }: Judgement): Evidence['reasons'] =>
  reasons.filter(({ outcome }) => outcome !== 'pass').map(({ code, what }) => ({ code, what: (what.split('\n')[0] ?? '').slice(0, 500) }));

const workOfRollback = ({ rehearsals }: RollbackJournal): Evidence['work'] => {
  const sum = (count: (rehearsal: Rehearsal) => number): number => rehearsals.reduce((total, rehearsal) => total + count(rehearsal), 0);
  return {
    requests: sum(({ samples }) => samples.drill.requests),
    writes: sum(({ writes }) => writes.length),
    routes: rehearsals.length,
  };
};

/** Of migrations: what was compared, and of which files and statements it is. */
const ofStores = ({ stores }: MigrationJournal): Pick<Evidence, 'work' | 'contracts'> => ({
  work: { stores: stores.length, objects: stores.reduce((sum, { compared }) => sum + compared.count, 0) },
  contracts: stores.flatMap(({ name, digests }) => (digests ? [{ name: `store ${name}`, ...digests }] : [])),
});

/** Of a restore: what was looked at. */
const workOfRestore = ({ work, backups }: RestoreJournal): Evidence['work'] => ({ backups, ...work });

/** Of a restore: what was restored, and what that took. */
const restored = ({ store, provider, backup, rtoMs, rpoMs }: RestoreJournal): Pick<Evidence, 'restore'> =>
  backup
    ? {
        restore: {
          store,
          provider,
          backup: backup.id,
          at: backup.at,
          ...(backup.bytes !== undefined && { bytes: backup.bytes }),
          ...(rtoMs !== undefined && { rtoMs }),
          ...(rpoMs !== undefined && { rpoMs }),
        },
      }
    : {};

const worked = (journal: Journal): Pick<Evidence, 'work' | 'contracts' | 'restore'> => {
  switch (journal.kind) {
    case 'rollback':
      return { work: workOfRollback(journal) };
    case 'migration':
      return ofStores(journal);
    case 'restore':
      return { work: workOfRestore(journal), ...restored(journal) };
  }
};

/** A drill as the ledger keeps it. `document`: where its journal was written; `definition`: hash of the declaration that was run. */
export const evidenceOfDrill = (journal: Journal, judgement: Judgement, document: Evidence['document'], definition?: string): Evidence => {
  return {
    kind: 'evidence',
    of: 'drill',
    artifact: journal.artifact,
    environment: journal.environment,
    drill: journal.drill,
    routes: journal.routes,
    from: journal.from,
    to: journal.to,
    outcome: judgement.outcome,
    reasons: reasonsOf(judgement),
    ...worked(journal),
    ...(definition !== undefined && { definition }),
    ...(document && { document }),
  };
};

/** A check as the ledger keeps it. `definition`: hash of the policy and the waivers by which it was judged. */
export const evidenceOfCheck = (
  report: CheckReport,
  judgement: Judgement,
  { document, definition }: Pick<Evidence, 'document' | 'definition'> = {},
): Evidence => {
  const stores = report.contracts.filter(({ is }) => is === 'store').length;
  const work: Record<string, number> = { contracts: report.contracts.length - stores, ...(stores > 0 && { stores }) };
  for (const { compared } of report.contracts) work[compared.what] = (work[compared.what] ?? 0) + compared.count;
  return {
    kind: 'evidence',
    of: 'check',
    artifact: report.artifact,
    from: report.from,
    to: report.to,
    outcome: judgement.outcome,
    reasons: reasonsOf(judgement),
    work,
    contracts: report.contracts.flatMap(({ name, is, digests }) =>
      digests ? [{ name: is === 'store' ? `store ${name}` : name, ...digests }] : [],
    ),
    ...(definition !== undefined && { definition }),
    ...(report.waivers?.until !== undefined && { accepted: { findings: report.waivers.accepted, until: report.waivers.until } }),
    ...(document && { document }),
  };
};
