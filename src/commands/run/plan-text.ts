import { formatDuration } from '../../core/duration.ts';
import type { MigrationPlan } from '../../drills/migration/plan.ts';
import type { Plan } from '../../drills/rollback/plan.ts';
import type { Route } from '../../model/cell.ts';
import type { RestorePlan } from '../../restore/plan.ts';
import { table } from '../../report/terminal/table.ts';

const shares = (plan: Plan): string => plan.steps.map((share) => `${Math.round(share * 100)} %`).join(', ');

/** What a drill would do, for programs. */
export const planJson = (plan: Plan): string => {
  const { workload, target, run: _run, ...rest } = plan;
  return `${JSON.stringify({ format: 'rollback-drill/plan', version: 1, ...rest, target: target.name, journeys: workload.journeys.map(({ name }) => name) }, null, 2)}\n`;
};

/** What a drill would do, step by step. */
export const planText = (plan: Plan): string => {
  const { from, to } = plan;
  const point = `the log up to just before ${plan.recover?.to === 'damage' ? 'the damage' : 'the rollout'}`;
  const ways: { readonly [Each in Route]: string } = {
    'schema-left': `${from.version} booted cold on what ${to.version} left, traffic back ${shares(plan)}, ${to.version} stopped`,
    down: `${to.version} stopped, its down migrations, ${from.version} booted cold on what they left`,
    restore: `${to.version} stopped, the backup of the baseline and ${point}${plan.recover?.log ? `, ${plan.recover.log.replay.join(' ')}` : ''}, ${from.version} booted cold on it`,
  };
  const back = plan.routes.map((route) => `rollback (${route}): ${ways[route]}`);
  const { slo, sloRollback, minimum } = plan.expectations;
  const lines = [
    `${plan.drill}: ${plan.artifact} ${from.version} → ${to.version} → ${from.version} on ${plan.environment}; nothing has been started`,
    ...table([
      [
        'prepare',
        `${plan.stores.map(({ name }) => `PostgreSQL for ${name}`).join(', ') || 'no store'}; ${from.version} migrated and serving`,
      ],
      ['baseline', `${plan.rate} errands/s on ${from.version} for ${formatDuration(plan.baselineMs)}`],
      [
        'rollout',
        `migrations of ${to.version}, ${to.version} started, traffic over ${shares(plan)}, ${formatDuration(plan.stepMs)} each; ${from.version} stopped`,
      ],
      ['exercise', `${to.version} alone for ${formatDuration(plan.exerciseMs)}`],
      ...back.map((text) => ['rollback', text]),
      ['verify', `every acknowledged write read back through ${from.version}`],
      ['expects', `SLO ${JSON.stringify(slo)}, in the rollback window ${JSON.stringify(sloRollback)}; at least ${JSON.stringify(minimum)}`],
      ['deadline', formatDuration(plan.deadlineMs)],
      ['digests', `${from.version} ${from.digest}`],
      ['', `${to.version} ${to.digest}`],
    ]),
  ];
  return `${lines.join('\n')}\n`;
};

/** What a drill of migrations would do, for programs. */
export const migrationPlanJson = (plan: MigrationPlan): string =>
  `${JSON.stringify({ format: 'rollback-drill/plan', version: 1, kind: 'migration', ...plan }, null, 2)}\n`;

/** What a drill of migrations would do. */
export const migrationPlanText = ({ drill, artifact, environment, from, to, stores, routes, deadlineMs }: MigrationPlan): string => {
  const lines = [
    `${drill}: the migrations of ${artifact} from ${from.version} to ${to.version} on ${environment}; nothing has been started`,
    ...table([
      ['stores', stores.join(', ')],
      ['tried', 'N-1’s schema with rows, N’s migrations one by one, what both versions ask of them, back, and forward again'],
      ['routes', routes?.join(', ') ?? 'schema-left, and down where there are down migrations'],
      ['deadline', formatDuration(deadlineMs)],
      ['digests', `${from.version} ${from.digest}`],
      ['', `${to.version} ${to.digest}`],
    ]),
  ];
  return `${lines.join('\n')}\n`;
};

/** What a restore drill would do, for programs. */
export const restorePlanJson = (plan: RestorePlan): string =>
  `${JSON.stringify({ format: 'rollback-drill/plan', version: 1, kind: 'restore', ...plan }, null, 2)}\n`;

/** What a restore drill would do. */
export const restorePlanText = (plan: RestorePlan): string => {
  const { source, take, provider, drill, artifact, environment, from, store, budgets, deadlineMs, invariants } = plan;
  const lines = [
    `${drill}: the backup of the store ${store} of ${artifact}, on ${environment}; nothing has been started`,
    ...table([
      ...(source === 'made'
        ? [
            ['prepare', `a source with ${from.version} serving on it`],
            ['take', `a backup by ${provider} while it is written to, and a manifest of what the source holds; then the source is lost`],
          ]
        : take
          ? [['take', `a backup by ${provider} of the source that is there, and a manifest of what it holds`]]
          : [['find', `the newest backup of ${provider}${source === 'given' ? '; the source that is there is only read' : ''}`]]),
      ['restore', 'the newest backup and its log, where nobody else is'],
      [
        'verify',
        `files, log, rows, schema, sequences, roles${invariants.length > 0 ? `, ${invariants.map(({ name }) => name).join(', ')}` : ''}`,
      ],
      ['boot', `${from.version} on the copy; every acknowledged write read back`],
      [
        'budgets',
        `RTO ${budgets.rtoMs === undefined ? 'not said' : formatDuration(budgets.rtoMs)}, RPO ${budgets.rpoMs === undefined ? 'not said' : formatDuration(budgets.rpoMs)}`,
      ],
      ['deadline', formatDuration(deadlineMs)],
      ['digest', `${from.version} ${from.digest}`],
    ]),
  ];
  return `${lines.join('\n')}\n`;
};
