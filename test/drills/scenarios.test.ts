import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/model/outcome.ts';
import { evidence, run } from './rig/program.ts';
import { place, type Wanted } from './rig/workspace.ts';

// What can go wrong with a release, end to end: a real artifact, a real database, the program as its users run it.

interface Scenario {
  readonly name: string;
  readonly wanted: Wanted;
  readonly outcome: Outcome;
  /** Exactly these, besides what merely follows from having stopped (see `follows`). */
  readonly codes: readonly string[];
  /** Somewhere in the reasons, the failures' logs or the findings. */
  readonly says: readonly (string | RegExp)[];
}

const column = { '002_note.up.sql': 'ALTER TABLE items ADD COLUMN note text;', '002_note.down.sql': 'ALTER TABLE items DROP COLUMN note;' };
const down = { routes: ['down' as const] };
const journey = (steps: unknown[]): NonNullable<Wanted['drill']> => ({
  workload: { journeys: [{ name: 'reads', steps: steps as never }] },
});

const passes: Scenario[] = [
  {
    name: 'a healthy release passes by both routes',
    wanted: { new: { migrations: column }, drill: { routes: ['schema-left', 'down'] } },
    outcome: 'pass',
    codes: [],
    says: [],
  },
];

const writes: Scenario[] = [
  {
    name: 'an acknowledged write that N drops is lost',
    wanted: { new: { config: { third: 'dropped' } } },
    outcome: 'fail',
    codes: ['drill/writes-lost'],
    says: [
      /^1 acknowledged write is lost/m,
      /^lost POST \/items by 1\.1\.0 in rollout: GET \/items\?key=\w+-schema-left-\d+ → 200 \{"items":\[\]\} the list is empty$/m,
    ],
  },
  {
    name: 'a write that N makes twice is duplicated',
    wanted: { new: { config: { third: 'duplicated' } } },
    outcome: 'fail',
    codes: ['drill/writes-duplicated'],
    says: [
      /^1 acknowledged write is there more than once/m,
      /^duplicated POST \/items by 1\.1\.0 in rollout: GET \/items\?key=(\w+-schema-left-\d+) → 200 \{"items":\[\{"id":"\d+","key":"\1",.*\},\{"id":"\d+","key":"\1",.*\}\]\} it is there 2 times$/m,
    ],
  },
  {
    name: 'a write that N stores differently is changed',
    wanted: { new: { config: { third: 'changed' } } },
    outcome: 'fail',
    codes: ['drill/writes-changed'],
    says: [
      /^1 acknowledged write is changed/m,
      /^changed POST \/items by 1\.1\.0 in rollout: .* \/name is "name-(\d+)\?", expected "name-\1"$/m,
    ],
  },
  {
    name: 'a row that N-1 cannot read is unreadable',
    wanted: { old: { config: { cannotRead: 'archived' } }, new: { config: { third: 'archived' } } },
    outcome: 'fail',
    codes: ['drill/writes-unreadable'],
    says: [
      /^1 acknowledged write is unreadable/m,
      /^unreadable POST \/items by 1\.1\.0 in rollout: .* → 500 \{"error":"state archived is unknown"\} answered 500$/m,
    ],
  },
];

const starts: Scenario[] = [
  {
    name: 'N never starts',
    wanted: { new: { config: { endsAtStart: 'no licence found' } } },
    outcome: 'fail',
    codes: ['drill/new-failed'],
    says: ['1.1.0 (N) broke in rollout: 1.1.0 does not start: it ended before it was ready (exit code 3)', 'no licence found'],
  },
  {
    name: 'N hangs until the deadline of the rollout',
    wanted: { new: { config: { neverListens: true } }, drill: { deadlines: { rollout: '1500ms' } } },
    outcome: 'fail',
    codes: ['drill/new-failed'],
    says: ['the phase rollout took longer than 1.50 s: 1.1.0 does not start: it was not ready in time', '1.1.0 is up'],
  },
  {
    name: 'N-1 refuses to start on the schema that N left',
    wanted: { old: { config: { refusesColumn: 'note' } }, new: { migrations: column } },
    outcome: 'fail',
    codes: ['drill/rollback-failed'],
    says: [
      '1.0.0 (N-1) broke in rollback: 1.0.0 does not start on the schema that 1.1.0 left: it ended before it was ready (exit code 4)',
      'this schema is newer than 1.0.0: it has items.note',
    ],
  },
  {
    name: 'N-1 answers 500 before the rollout',
    wanted: { old: { config: { failsEvery: 2 } }, drill: { phases: { baseline: '800ms' } } },
    outcome: 'inconclusive',
    codes: ['drill/broken-before-rollout', 'drill/baseline-broken'],
    says: [/the baseline is already broken: \d+ of \d+ requests failed, the first: POST \/items answered 500/],
  },
  {
    name: 'N-1 never starts',
    wanted: { old: { config: { endsAtStart: 'no licence found' } } },
    outcome: 'inconclusive',
    codes: ['drill/broken-before-rollout'],
    says: [
      'it broke in prepare, before the rollout began: 1.0.0 does not start: it ended before it was ready (exit code 3)',
      'no licence found',
    ],
  },
  {
    name: 'N crashes while it serves',
    wanted: { new: { config: { crashesAfter: 3 } } },
    outcome: 'fail',
    codes: ['drill/new-failed'],
    says: ['N (1.1.0) ended while it was serving (exit code 7)', 'out of luck'],
  },
  {
    name: 'N says that it is another version',
    wanted: { new: { config: { says: '1.0.9' } } },
    outcome: 'fail',
    codes: ['drill/new-failed'],
    says: ['it says that it is version 1.0.9, not 1.1.0'],
  },
];

const quality: Scenario[] = [
  {
    name: 'a workload that writes nothing',
    wanted: { drill: journey([{ request: 'GET /items?key=seed-1' }]) },
    outcome: 'inconclusive',
    codes: ['drill/no-writes', 'drill/few-mixed-writes'],
    says: ['no write was acknowledged, so nothing could be lost'],
  },
  {
    name: 'less work than the drill asks for',
    wanted: { drill: { minimum: { requests: 3, writes: 5000, mixedWrites: 1 } } },
    outcome: 'inconclusive',
    codes: ['drill/few-writes'],
    says: [/^\d+ writes were acknowledged, fewer than 5000$/m],
  },
  {
    name: 'N is slower than the objective',
    wanted: { new: { config: { answersAfterMs: 2000 } }, drill: { slo: { p99: '1500ms', rollback: { p99: '5s' } } } },
    outcome: 'fail',
    codes: ['drill/slo-latency'],
    says: [/^the SLO was missed over the whole drill: p99 was \d+ ms, not 1500 ms$/m],
  },
  {
    name: 'N fails one request of ten',
    wanted: {
      new: { config: { failsEvery: 10 } },
      drill: {
        slo: { availability: 0.99, rollback: { availability: 0.5 } },
        phases: { baseline: '200ms', step: '200ms', steps: [0.5, 1], exercise: '600ms', settle: '150ms' },
      },
    },
    outcome: 'fail',
    codes: ['drill/slo-availability'],
    says: [
      /^the SLO was missed over the whole drill: [\d.]+ % of \d+ requests were answered as expected, not 99 %; first POST \/items on 1\.1\.0 in rollout: answered 500/m,
    ],
  },
];

const migrations: Scenario[] = [
  {
    name: 'a migration of N fails',
    wanted: { new: { migrations: { '002_note.up.sql': 'ALTER TABLE items\n  ADD COLUMN note text,\n  ADD COLUMN flag flags;' } } },
    outcome: 'fail',
    codes: ['drill/new-failed'],
    says: ['the migrations of 1.1.0 failed: 002_note.up.sql:3: type "flags" does not exist'],
  },
  {
    name: 'a down migration is missing',
    wanted: { new: { migrations: { '002_note.up.sql': column['002_note.up.sql'] } }, drill: down },
    outcome: 'fail',
    codes: ['drill/rollback-failed'],
    says: ['002_note has no down migration'],
  },
  {
    name: 'a down migration leaves a column',
    wanted: { new: { migrations: { ...column, '002_note.down.sql': 'SELECT 1;' } }, drill: down },
    outcome: 'fail',
    codes: ['drills/down-schema-differs'],
    says: ['column public.items.note is still there after the down migrations'],
  },
  {
    name: 'a down migration deletes a row',
    wanted: {
      new: {
        migrations: { ...column, '002_note.down.sql': "ALTER TABLE items DROP COLUMN note; DELETE FROM items WHERE key = 'seed-2';" },
      },
      drill: down,
    },
    outcome: 'fail',
    codes: ['drills/down-row-lost'],
    says: ['public.items: a row is gone after the down migrations', 'seed-2'],
  },
  {
    name: 'a down migration takes back the rows that the up migration made, and no others',
    wanted: {
      new: {
        migrations: {
          '002_states.up.sql': "INSERT INTO items (key, name) VALUES ('made-by-002', 'x');",
          '002_states.down.sql': "DELETE FROM items WHERE key = 'made-by-002';",
        },
      },
      drill: down,
    },
    outcome: 'pass',
    codes: [],
    says: [],
  },
  {
    name: 'a down migration brings a table back empty',
    wanted: {
      old: {
        migrations: {
          '001_a.up.sql': "CREATE TABLE settings (name text PRIMARY KEY, value text); INSERT INTO settings VALUES ('tax', '7');",
          '001_a.down.sql': 'DROP TABLE settings;',
        },
      },
      new: {
        migrations: {
          '002_b.up.sql': 'DROP TABLE settings;',
          '002_b.down.sql': 'CREATE TABLE settings (name text PRIMARY KEY, value text);',
        },
      },
      drill: down,
    },
    outcome: 'fail',
    codes: ['drills/down-row-lost'],
    says: ['public.settings: a row from before the rollout is gone after the down migrations', '"tax"'],
  },
  {
    name: 'a down migration brings a column back empty',
    wanted: {
      old: {
        migrations: {
          '002_extra.up.sql': "ALTER TABLE items ADD COLUMN extra text; UPDATE items SET extra = 'kept';",
          '002_extra.down.sql': 'ALTER TABLE items DROP COLUMN extra;',
        },
      },
      new: {
        migrations: {
          '003_no_extra.up.sql': 'ALTER TABLE items DROP COLUMN extra;',
          '003_no_extra.down.sql': 'ALTER TABLE items ADD COLUMN extra text;',
        },
      },
      drill: down,
    },
    outcome: 'fail',
    codes: ['drills/down-row-changed', 'drill/findings-to-review'],
    says: ['public.items: extra changed in the down migrations (2 rows)', '"kept"'],
  },
  {
    name: 'a down migration fails',
    wanted: { new: { migrations: { ...column, '002_note.down.sql': 'ALTER TABLE items DROP COLUMN nota;' } }, drill: down },
    outcome: 'fail',
    codes: ['drill/rollback-failed'],
    says: ['the down migrations of 1.1.0 failed: 002_note.down.sql', 'column "nota" of relation "items" does not exist'],
  },
];

/** Of a rehearsal that was stopped: what was not reached, and the errors of the stop itself. */
const follows = new Set(['drill/writes-unknown', 'drill/slo-availability', 'drill/slo-rollback-availability']);

const exitOf = { pass: 0, fail: 1, inconclusive: 2 } as const;

describe.each([
  ['nothing goes wrong', passes],
  ['what becomes of writes', writes],
  ['starting', starts],
  ['how well it served', quality],
  ['migrations', migrations],
])('%s', (_, scenarios) => {
  it.each(scenarios)('$name: $outcome', async ({ wanted, outcome, codes, says }) => {
    using at = place(wanted);
    const { code, document, stderr } = await run(at);
    const stopped = document.rehearsals.some(({ failures }) => failures.length > 0);
    const reasons = document.judgement.reasons.filter((reason) => reason.outcome !== 'pass').map((reason) => reason.code);
    expect([document.judgement.outcome, reasons.filter((code) => !stopped || !follows.has(code))], stderr).toEqual([outcome, codes]);
    expect(code).toBe(exitOf[outcome]);
    const told = [
      ...document.judgement.reasons.map(({ what }) => what),
      ...document.rehearsals.flatMap(({ failures }) => failures.flatMap(({ log = [] }) => log)),
      ...document.rehearsals.flatMap(({ findings, writes: acked }) => [
        ...findings.map(({ what, witness }) => `${what} ${JSON.stringify(witness)}`),
        ...acked.flatMap(({ state, request, by, phase, read, got }) =>
          got ? [`${state} ${request} by ${by} in ${phase}: ${read} → ${got.status} ${JSON.stringify(got.body)} ${got.why}`] : [],
        ),
      ]),
    ].join('\n');
    for (const words of says) expect(told).toMatch(words);
    expect((await evidence(at)).map((fact) => fact.outcome)).toEqual([outcome]);
    const broken = document.rehearsals.flatMap(({ writes: acked }) => acked).filter(({ state }) => state !== 'present');
    expect(outcome === 'pass' ? broken : []).toEqual([]);
    expect([document.leftovers, at.left()]).toEqual([[], []]);
  });
});
