import type { RestoreFailure, RestoreJournal, RestoreWork } from '../model/journal.ts';
import { estimateOf } from './estimate.ts';
import { judgeRestore } from './judge.ts';
import type { Run } from './run.ts';

/** What was compared, by how many. */
const workOf = ({ restored, facts, booted }: Run): RestoreWork => {
  const { content } = facts;
  return {
    files: restored?.files ?? 0,
    tables: content?.tables.length ?? 0,
    rows: content?.tables.reduce((sum, { rows }) => sum + rows, 0) ?? 0,
    objects: content?.catalog.objects.length ?? 0,
    sequences: content?.sequences.length ?? 0,
    roles: content?.roles.length ?? 0,
    invariants: content?.invariants.length ?? 0,
    requests: booted?.requests ?? 0,
  };
};

/** Points that were asked for; what was not come to is not known to be reached. */
const pointsOf = ({ plan, facts }: Run): NonNullable<RestoreJournal['points']> =>
  plan.points.map((kind) => {
    const markers = (facts.markers ?? []).filter(({ target }) => target === kind);
    return { kind, ...(markers.length > 0 && { reached: markers.every(({ side, found }) => found === (side === 'before')) }) };
  });

/** Everything that one restore observed, as it is kept. */
export const journalOf = (
  run: Run,
  ended: {
    readonly startedAt: string;
    readonly phases: RestoreJournal['phases'];
    readonly failures: readonly RestoreFailure[];
    readonly leftovers: readonly string[];
  },
): RestoreJournal => {
  const { facts, plan, options } = run;
  const { backup, content } = facts;
  // A manifest was held against nothing where nothing could be read.
  const restsOn = content && (facts.restsOn ?? (content.invariants.some(({ is }) => is !== undefined) ? 'invariants' : undefined));
  const estimate = estimateOf(plan.production ?? {}, { rto: facts.rto, bytes: run.restored?.bytes ?? 0, content });
  return {
    format: 'rollback-drill/journal',
    version: 1,
    id: plan.id,
    drill: plan.drill,
    kind: 'restore',
    artifact: plan.artifact,
    environment: plan.environment,
    from: plan.from,
    to: plan.to,
    startedAt: ended.startedAt,
    durationMs: performance.now() - options.originMs,
    tool: {
      drill: options.toolVersion,
      node: process.versions.node,
      platform: `${process.platform}-${process.arch}`,
      ...(run.server !== undefined && { database: run.server }),
    },
    routes: ['restore'],
    store: plan.store,
    provider: facts.provider,
    ...(backup && {
      backup: { id: backup.id, at: backup.at, form: backup.form, ...(backup.bytes !== undefined && { bytes: backup.bytes }) },
    }),
    backups: facts.backups?.length ?? 0,
    ...(restsOn && { restsOn }),
    ...(run.isolation && { isolation: run.isolation }),
    phases: ended.phases,
    ...(plan.points.length > 0 && { points: pointsOf(run) }),
    budgets: plan.budgets,
    ...(facts.rtoMs !== undefined && { rtoMs: facts.rtoMs }),
    ...(facts.rto && { rto: facts.rto }),
    ...(estimate && { estimate }),
    ...(facts.rpoMs !== undefined && { rpoMs: facts.rpoMs }),
    work: workOf(run),
    writes: run.booted?.writes ?? [],
    findings: judgeRestore(facts, plan.synthetic),
    failures: ended.failures,
    leftovers: ended.leftovers,
  };
};
