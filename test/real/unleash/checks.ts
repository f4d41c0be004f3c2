import { deepEqual, match, ok } from 'node:assert/strict';
import workload from '../../../drills/unleash/workload.ts';
import type { FailedExpectation, RollbackJournal, Rehearsal } from '../../../src/model/journal.ts';
import type { Judgement } from '../../../src/model/verdict.ts';
import { kindOf, known, reasons, states } from './findings.ts';

/** What `drill run --json` prints for one drill. */
export type Document = RollbackJournal & { readonly judgement: Judgement };

const news = new Set<string>(workload.journeys.filter(({ only }) => only === 'new').map(({ name }) => name));

/** Somebody began to use something new the moment before the first requests went back. Seldom, and no surprise. */
const isLate = ({ journey, phase, version, what }: FailedExpectation): boolean =>
  news.has(journey) && phase === 'rollback' && version === '7.6.5' && what === 'answered 400';

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** What must hold of a drill that ended with an exit code, each in words with a function that throws when it does not. */
export const checksOf = (drill: Document, rehearsal: Rehearsal, exitCode: number | null): Readonly<Record<string, () => void>> => {
  const { served, writes, timeToRollback: time } = rehearsal;
  const failed = rehearsal.failedExpectations.filter((one) => !isLate(one));
  return {
    'it rehearsed 7.6.5 -> 8.2.0 -> 7.6.5 to the end, and left nothing behind': () => {
      deepEqual([drill.from.version, drill.to.version, drill.routes], ['7.6.5', '8.2.0', ['schema-left', 'down']]);
      deepEqual([rehearsal.failures, drill.leftovers], [[], []]);
    },
    '7.6.5 boots cold on what 8.2.0 left, and takes over': () => {
      ok(time?.oldReady !== undefined && time.newLastServed !== undefined, JSON.stringify(time));
    },
    ...(rehearsal.route === 'down' && {
      'its 13 down migrations give the schema of 7.6.5 back, and take no row that anybody wrote': () => {
        deepEqual(rehearsal.findings, []);
        const { objects = 0, rows = 0 } = rehearsal.compared ?? {};
        ok(objects > 1000 && rows > 500, `${objects} objects and ${rows} rows were compared`);
      },
    }),
    'both served, and say so themselves': () => {
      const byItself = served.map(({ version, byItself: said }) => [version, said?.count]);
      deepEqual(
        byItself,
        served.map(({ version, byProxy }) => [version, byProxy]),
      );
      ok(served.length === 2 && served.every(({ byProxy }) => byProxy >= 50) && rehearsal.mixedWrites >= 10);
    },
    'what fails is what is known to fail, on 7.6.5 after the rollback': () => {
      const line = (words: readonly string[]): string => words.join(' | ');
      deepEqual(
        distinct(failed.map(({ phase, version, journey, request, what }) => line([phase, version, journey, kindOf(request), what]))),
        known.map(({ journey, request, what }) => line(['rollback', '7.6.5', journey, request, what])),
      );
    },
    ...Object.fromEntries(
      known.map(({ journey, why }) => [
        `${journey}: for the known reason`,
        () => {
          const answers = failed.filter((one) => one.journey === journey).map(({ got }) => JSON.stringify(got));
          ok(answers.length > 0, 'it did not fail');
          for (const answer of answers) match(answer, why);
        },
      ]),
    ),
    'all that was written is there, but for what 7.6.5 cannot read': () => {
      deepEqual(distinct(writes.map(({ resource, state }) => `${resource.split(' ')[0]}: ${state}`)), states);
    },
    'flags of the new type and strategies with the new operator are read through 7.6.5': () => {
      for (const journey of ['make a flag of the new type', 'use the new operator in a strategy'])
        ok(
          writes.some((write) => write.journey === journey && write.by === '8.2.0' && write.state === 'present'),
          journey,
        );
    },
    'the new integration is unreadable by itself too': () => {
      const unreadable = writes.filter(({ state }) => state === 'unreadable');
      deepEqual(distinct(unreadable.map(({ by, request, got }) => `${by}, ${request}, ${got?.why}`)), [
        '8.2.0, POST /api/admin/addons, answered 500',
      ]);
    },
    'so it fails, for these reasons': () => {
      deepEqual([exitCode, drill.judgement.outcome], [1, 'fail']);
      deepEqual(
        drill.judgement.reasons.filter(({ what }) => what.startsWith(`by route ${rehearsal.route}: `)).map(({ code }) => code),
        reasons,
      );
    },
  };
};
