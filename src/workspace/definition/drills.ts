import { Type } from 'typebox';
import { routes } from '../../model/cell.ts';
import { recoveryPoints } from '../../model/journal.ts';
import { command, duration, object, onDemand, oneOf, optional, text } from './values.ts';
import { stubs } from './stubs.ts';
import { workload } from './workload.ts';

// `drills:` of drill.yaml. Which keys belong to which kind is told by references/drill-kinds.ts, by name.

const slo = {
  availability: optional(Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'Share of requests that are answered as expected.' })),
  p50: optional(duration('Median latency, from the intended start.')),
  p99: optional(duration('99th percentile of latency, from the intended start.')),
};

const recover = object(
  {
    to: optional(
      oneOf(
        recoveryPoints,
        'What is gone back to: the place in the log just before N’s migrations, or the last one at which `damage` found none (default: damage where it is given, else rollout).',
      ),
    ),
    damage: optional(
      text('A query that is asked again and again from the rollout on. It answers 0, false or nothing as long as the data is not damaged.'),
    ),
    log: optional(
      object(
        {
          replay: command,
          folder: optional(
            Type.String({
              description:
                'Name of a variable: the versions, and `replay`, are given a folder of the rehearsal’s own for the log under it.',
              pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
              patternErrorMessage: 'the name of a variable, such as ORDERS_LOG',
              examples: ['ORDERS_LOG'],
            }),
          ),
          deadline: optional(duration('The replay may take this long (default 1m).')),
        },
        {
          description:
            'An append-only log of the artifact’s own, replayed once the store was brought back: `replay` runs in the folder of N-1 with DATABASE_URL, and DRILL_REPLAY_FROM, the instant that was gone back to.',
        },
      ),
    ),
    rto: optional(
      duration('The longest from the decision until N-1 is ready on what was brought back (default: that of the store’s backup).'),
    ),
    rpo: optional(
      duration(
        'The most of acknowledged writes that going back may give up, as time before the decision (default: that of the store’s backup).',
      ),
    ),
  },
  { description: 'How the route restore gets the data back: a backup from before the rollout, and a log (docs/restore.md).' },
);

export const drill = object(
  {
    kind: oneOf(
      ['rollback', 'migration', 'restore'],
      'What is rehearsed: a rollback with traffic; the migrations of its stores alone, run on a scratch server (docs/storage.md); or the restore of a store’s newest backup (docs/restore.md).',
    ),
    artifact: text('The artifact, by name.'),
    environment: text('The environment, by name.'),
    from: optional(text('N-1; the last known good version, or the one before N, when absent.')),
    to: optional(text('N; the newest declared version when absent.')),
    routes: optional(
      Type.Array(oneOf(routes, 'How data gets back.'), {
        minItems: 1,
        uniqueItems: true,
        description: 'Each is rehearsed by itself (default: schema-left).',
      }),
    ),
    recover: optional(recover),
    workload: optional(workload),
    stubs: optional(stubs),
    stores: optional(
      Type.Array(Type.String({ description: 'A store of the artifact.' }), {
        minItems: 1,
        uniqueItems: true,
        description:
          'For a drill of kind migration: the stores whose migrations are tried (default: all); of kind restore: the one store (default: the one that has a backup).',
      }),
    ),
    seed: optional(
      text(
        'For a drill of kind migration: a file of SQL, relative to drill.yaml, with rows that are placed instead of those of the store’s own seed.',
      ),
    ),
    rate: optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 10000,
        description: 'Journeys begun per second, whatever the answers take (open loop; default 20).',
      }),
    ),
    requestTimeout: optional(duration('A request that takes longer has failed (default 2s).')),
    phases: optional(
      object(
        {
          baseline: optional(duration('How long N-1 is exercised alone (default 1s).')),
          step: optional(duration('How long each step of the traffic shift takes (default 300ms).')),
          steps: optional(
            Type.Array(Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'A share of the traffic, 1 being all.' }), {
              minItems: 1,
              description:
                'Shares of traffic that the incoming version gets, step by step (default 0.1, 0.5, 1): ascending, the last one 1.',
            }),
          ),
          exercise: optional(duration('How long N is exercised alone (default 1s).')),
          settle: optional(duration('How long N-1 serves alone after the rollback (default 500ms).')),
        },
        { description: 'How long the phases take.' },
      ),
    ),
    deadlines: optional(
      object(
        Object.fromEntries(
          ['prepare', 'baseline', 'rollout', 'exercise', 'rollback', 'verify', 'cleanup'].map((phase) => [
            phase,
            optional(duration(`The phase ${phase} may take this long.`)),
          ]),
        ) as Record<
          'prepare' | 'baseline' | 'rollout' | 'exercise' | 'rollback' | 'verify' | 'cleanup',
          ReturnType<typeof optional<ReturnType<typeof duration>>>
        >,
        { description: 'The longest that each phase may take.' },
      ),
    ),
    deadline: optional(duration('The whole drill may take this long (default 120s).')),
    hold: optional(duration('While no version serves, the proxy holds a request this long before it answers 503 (default 0ms).')),
    slo: optional(
      object(
        {
          ...slo,
          rollback: optional(object(slo, { description: 'For the rollback window alone; the same as for the drill where absent.' })),
        },
        { description: 'What clients must be given throughout.' },
      ),
    ),
    minimum: optional(
      object(
        {
          requests: optional(Type.Integer({ minimum: 1, description: 'Requests that each version must have served (default 10).' })),
          writes: optional(Type.Integer({ minimum: 1, description: 'Acknowledged writes, in all (default 10).' })),
          mixedWrites: optional(Type.Integer({ minimum: 0, description: 'Acknowledged writes while both served (default 1).' })),
        },
        { description: 'Proof of work: below it the drill is inconclusive.' },
      ),
    ),
    onDemand,
  },
  { description: 'One rehearsal.' },
);
