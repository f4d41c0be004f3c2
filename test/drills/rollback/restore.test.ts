import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../src/model/outcome.ts';
import { evidence, program, run, start } from '../rig/program.ts';
import { place, type Wanted } from '../rig/workspace.ts';

// The route `restore`, end to end: a backup from before the rollout, a log up to a point, N-1 on it, and the list of what was acknowledged.

const replay = ['node', join(import.meta.dirname, '..', 'artifact', 'replay.js')];
const shouts = { '002_shout.up.sql': 'UPDATE items SET name = upper(name);', '002_shout.down.sql': 'SELECT 1;' };
const column = { '002_note.up.sql': 'ALTER TABLE items ADD COLUMN note text;', '002_note.down.sql': 'ALTER TABLE items DROP COLUMN note;' };
const byRestore = (
  recover: NonNullable<NonNullable<Wanted['drill']>['recover']>,
  more: NonNullable<Wanted['drill']> = {},
): NonNullable<Wanted['drill']> => ({
  routes: ['restore'],
  recover,
  rate: 20,
  // Whoever is kept waiting is another question.
  slo: { availability: 0.2, rollback: { availability: 0.1 } },
  hold: '9s',
  requestTimeout: '12s',
  ...more,
});
const phases = { baseline: '200ms', step: '150ms', steps: [0.5, 1], settle: '150ms' };
const log = { replay, folder: 'ITEMS_LOG' };
/** Somebody does something in the folder of the archive. */
const inArchive = (command: string): string =>
  `DO $$ BEGIN PERFORM pg_switch_wal(); PERFORM pg_sleep(0.5); EXECUTE format('COPY (SELECT 1) TO PROGRAM %L', 'cd ' || substring(current_setting('archive_command') from '''([^'']*)/%f''') || ' && ${command}'); END $$;`;
const tidied = inArchive('rm -f 0*');
/** An archive never writes over what is there. */
const taken = inArchive('for n in 2 3 4 5 6 7 8; do touch 00000001000000000000000$n; done');

interface Scenario {
  readonly name: string;
  readonly wanted: Wanted;
  readonly outcome: Outcome;
  readonly codes: readonly string[];
  readonly says: readonly (string | RegExp)[];
}

const scenarios: readonly Scenario[] = [
  {
    name: 'a migration of N damages rows: what was acknowledged before it is there again, what came after is given up',
    wanted: { new: { migrations: shouts }, drill: byRestore({ rpo: '60s' }) },
    outcome: 'pass',
    codes: ['pass drill/writes-given-up'],
    says: [
      /^\d+ acknowledged writes \(\d+ of 1\.[01]\.0(, \d+ of 1\.[01]\.0)?\) of [\d.]+ m?s are given up: it was gone back to 0\/[0-9A-F]+, the place just before the migrations of 1\.1\.0/,
    ],
  },
  {
    name: 'a release that damages nothing loses as much by this way, and passes',
    wanted: { new: { migrations: column }, drill: byRestore({ rpo: '60s' }) },
    outcome: 'pass',
    codes: ['pass drill/writes-given-up'],
    says: [],
  },
  {
    name: 'nobody said how much may be given up',
    wanted: { new: { migrations: shouts }, drill: byRestore({}) },
    outcome: 'inconclusive',
    codes: ['inconclusive drill/loss-not-bounded'],
    says: ['nothing says how much may be'],
  },
  {
    name: 'more is given up than may be, and it takes longer',
    wanted: { new: { migrations: shouts }, drill: byRestore({ rpo: '1ms', rto: '2ms' }) },
    outcome: 'fail',
    codes: ['fail drill/too-much-given-up', 'fail drill/restore-too-slow'],
    says: ['no more than 1 ms may be', /and there are 2 ms \(archive [\d.]+ m?s, fetch [\d.]+ m?s, recover [\d.]+ m?s\)/],
  },
  {
    name: 'the log of the artifact brings back what came after the point',
    wanted: { new: { migrations: shouts }, drill: byRestore({ rpo: '60s', log }) },
    outcome: 'pass',
    codes: [],
    says: [],
  },
  {
    name: 'a log that is replayed twice',
    wanted: { old: { config: { replay: 'twice' } }, new: { migrations: shouts }, drill: byRestore({ rpo: '60s', log }) },
    outcome: 'fail',
    codes: ['fail drill/writes-duplicated'],
    says: [/\d+ acknowledged writes are there more than once/],
  },
  {
    name: 'a log that lacks one write in its middle: it is not given up, it is lost',
    wanted: {
      new: { migrations: shouts, config: { logSkips: true } },
      drill: byRestore({ rpo: '60s', log }, { requestTimeout: '1s', phases: { ...phases, exercise: '3s' } }),
    },
    outcome: 'fail',
    codes: ['fail drill/writes-lost'],
    says: [/^1 acknowledged write is lost/],
  },
  {
    name: 'the command that replays fails',
    wanted: { old: { config: { replay: 'fails' } }, new: { migrations: shouts }, drill: byRestore({ rpo: '60s', log }) },
    outcome: 'fail',
    codes: ['fail drill/rollback-failed'],
    says: [/the restore broke in rollback: the replay of the log failed: .*replay\.js \(exit code 3\)/, 'the log is gone'],
  },
  {
    name: 'the command that replays does not end',
    wanted: {
      old: { config: { replay: 'hangs' } },
      new: { migrations: shouts },
      drill: byRestore({ rpo: '60s', log: { ...log, deadline: '700ms' } }),
    },
    outcome: 'fail',
    codes: ['fail drill/rollback-failed'],
    says: [/the restore broke in rollback: the log could not be replayed: .*took longer than 700 ms/],
  },
  {
    name: 'N damages rows while it serves: it is gone back to just before that, and what N wrote before it is there',
    wanted: {
      new: { migrations: column, config: { damagesAt: 25 } },
      drill: byRestore({ rpo: '60s', damage: "SELECT count(*) FROM items WHERE name = 'gone'" }, { phases: { ...phases, exercise: '1s' } }),
    },
    outcome: 'pass',
    codes: ['pass drill/writes-given-up'],
    says: [/the last place at which the query for damage found none; it answered \d+ \d+ ms later/],
  },
  {
    name: 'a query for damage that does not see it',
    wanted: {
      new: { migrations: column, config: { damagesAt: 5 } },
      // It is gone back to the place of the decision: nothing is given up.
      drill: byRestore({ rpo: '60s', damage: 'SELECT 0' }, { phases: { ...phases, exercise: '600ms' } }),
    },
    outcome: 'fail',
    codes: ['fail drill/writes-changed'],
    says: ['/name is "gone"'],
  },
  {
    name: 'a query for damage that finds some before the rollout',
    wanted: { new: { migrations: column }, drill: byRestore({ rpo: '60s', damage: 'SELECT count(*) FROM items' }) },
    outcome: 'inconclusive',
    codes: ['inconclusive drill/broken-before-rollout'],
    says: ['the query for damage finds some before the rollout'],
  },
  {
    name: 'no backup can be taken: its log reaches no archive',
    wanted: {
      old: { migrations: { '000_gone.up.sql': taken } },
      drill: byRestore({ rpo: '60s' }, { deadlines: { baseline: '6s' } }),
    },
    outcome: 'inconclusive',
    codes: ['inconclusive drill/broken-before-rollout'],
    says: [/no backup (?:could be|was) taken: .*took longer than 6\.00 s/],
  },
  {
    name: 'somebody has removed segments of the log',
    wanted: { new: { migrations: { '002_tidies.up.sql': tidied } }, drill: byRestore({ rpo: '60s' }) },
    outcome: 'fail',
    codes: ['fail drill/rollback-failed'],
    says: [/the restore broke in rollback: the backup \S+ could not be brought back: the log is not whole: [0-9A-F]{24}: missing/],
  },
];

/** Requests that were kept waiting, told and judged by the SLO. */
const aside = 'drill/failed-requests';
/** What merely follows from having stopped. */
const follows = new Set(['drill/writes-unknown', 'drill/slo-availability', 'drill/slo-rollback-availability']);

describe('going back by a backup and a log', () => {
  it.each(scenarios)('$name', { timeout: 60_000 }, async ({ wanted, outcome, codes, says }) => {
    using at = place(wanted);
    const { document, stderr } = await run(at);
    const { judgement } = document;
    const stopped = document.rehearsals.some(({ failures }) => failures.length > 0);
    const told = judgement.reasons
      .filter(({ code }) => code !== aside && (!stopped || !follows.has(code)))
      .map((reason) => `${reason.outcome} ${reason.code}`);
    const isDamageUnseen = codes.includes('fail drill/writes-changed');
    expect(
      [isDamageUnseen ? told.filter((one) => !one.startsWith('pass')) : told, judgement.outcome],
      JSON.stringify(judgement.reasons) + stderr,
    ).toEqual([codes, outcome]);
    const texts = judgement.reasons.map(({ what }) => what);
    for (const text of says)
      expect(
        texts.some((one) => (typeof text === 'string' ? one.includes(text) : text.test(one))),
        `${String(text)}: ${texts.join('\n')}`,
      ).toBe(true);
    expect([at.left(), (await evidence(at))[0]?.routes]).toEqual([[], ['restore']]);
  });

  it('refuses what it cannot do, where it is declared', { timeout: 120_000 }, async () => {
    using at = place({ drill: byRestore({ to: 'damage' }) });
    const { code, stderr } = await program(at, ['run']);
    expect([code, stderr]).toEqual([64, expect.stringContaining('nothing tells when the data is damaged')]);
    using other = place({ drill: byRestore({}), environment: { stores: { db: 'docker' } } });
    expect((await program(other, ['run'])).stderr).toContain('route restore needs a server of the drill’s own');
  });

  it(
    'leaves nothing when it is stopped while it recovers, nor after the next command when it was killed',
    { timeout: 120_000 },
    async () => {
      using at = place({ new: { migrations: column }, drill: byRestore({ rpo: '60s', log }) });
      const stopped = start(at, ['run']);
      await stopped.says('rollback (recover');
      stopped.child.kill('SIGINT');
      expect([(await stopped.done).code, at.left()]).toEqual([130, []]);
      const killed = start(at, ['run']);
      await killed.says('rollback (replay');
      killed.child.kill('SIGKILL');
      await killed.done;
      expect((await program(at, ['history'])).stderr).toMatch(/removed what the killed run [0-9a-f]+ had left/);
      expect(at.left()).toEqual([]);
    },
  );

  it('tells nobody’s values where the data is somebody’s', { timeout: 60_000 }, async () => {
    using at = place({
      new: { migrations: column, config: { damagesAt: 5 } },
      environment: { synthetic: false },
      drill: byRestore({ rpo: '60s', damage: "SELECT name FROM items WHERE name = 'gone'" }, { phases: { ...phases, exercise: '800ms' } }),
    });
    const { document, stdout, stderr } = await run(at);
    const [{ recovery } = {}] = document.rehearsals;
    expect(recovery?.point.why).toMatch(/^the last place at which the query for damage found none; it found some \d+ ms later$/);
    expect([stdout, stderr].join('')).not.toMatch(/name-\d|"gone"|answered gone/);
  });

  it('says what it would do', async () => {
    using at = place({ drill: byRestore({ log }) });
    expect((await program(at, ['run', '--dry-run'])).stdout).toMatch(
      /rollback {2}\(restore\)|rollback \(restore\): 1\.1\.0 stopped, the backup of the baseline and the log up to just before the rollout/,
    );
  });
});
