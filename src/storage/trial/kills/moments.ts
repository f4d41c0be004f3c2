import { sha256 } from '../../../core/hash.ts';
import type { ScratchDatabase, ScratchServer } from '../../engine.ts';
import type { ReadScript } from '../script.ts';
import { killedAfter, killedWaiting, killedWithin } from './ways.ts';

// When a migration that is in no transaction as a whole is killed.

export interface Moment {
  /** Killed after the statement of this number, from 1; with `within`, while it ran. */
  readonly after: number;
  readonly within?: true;
  /** By then nothing is in force: all that was done was in transactions that are open still. */
  readonly isTakenBack: boolean;
  readonly kill: (database: ScratchDatabase) => Promise<unknown>;
}

/** More moments than these are not tried; they are spread evenly. Within statements: so many that wait, and of others the longest. */
const mostMoments = 12;
const mostWithin = 3;

const numbersOf = (count: number): readonly number[] => {
  if (count <= mostMoments) return Array.from({ length: count }, (_, index) => index + 1);
  return Array.from({ length: mostMoments }, (_, index) => 1 + Math.round((index * (count - 1)) / (mostMoments - 1)));
};

/** A number from 0 to 1 that is another for each name, and the same each time. */
export const partOf = (name: string): number => Number.parseInt(sha256(name).slice(-8), 16) / 2 ** 32;

/** What a session sets for itself is gone with it. */
const setting = /^(?:set|reset)\b/i;

/** The statements up to which nothing is in force whose session ends, however often: so many from the first. */
const takenBackUntil = ({ statements }: ReadScript): number => {
  let isOpen = false;
  let isDone = false;
  for (const [index, { control, text }] of statements.entries()) {
    if (control === 'begin') isOpen = true;
    else if (control !== undefined) {
      if (control === 'commit' && isDone) return index;
      isOpen = isDone = false;
    } else if (!setting.test(text)) {
      if (!isOpen) return index;
      isDone = true;
    }
  }
  return statements.length;
};

/**
 * After each statement; while those wait that have to; and while others run, as long as there is room.
 * @param ms how long each statement takes when nobody kills it; absent: that is not known
 * @param server absent: after its statements alone
 */
export const momentsIn = (script: ReadScript, ms: readonly number[] | undefined, server: ScratchServer | undefined): readonly Moment[] => {
  const until = takenBackUntil(script);
  const after = numbersOf(script.statements.length - 1).map((number): Moment => ({
    after: number,
    isTakenBack: number <= until,
    kill: (database) => killedAfter(database, script, number),
  }));
  if (!server || !ms) return after;
  const numbered = script.statements
    .map((statement, index) => ({ statement, number: index + 1 }))
    .filter(({ statement }) => statement.control === undefined);
  const waiting = numbered.filter(({ statement }) => statement.alone).slice(0, mostWithin);
  const others = numbered
    .filter(({ statement }) => !statement.alone)
    .toSorted((a, b) => (ms[b.number - 1] ?? 0) - (ms[a.number - 1] ?? 0))
    .slice(0, mostWithin);
  return [
    ...after,
    ...waiting.map(({ number }): Moment => ({
      after: number,
      within: true,
      isTakenBack: false,
      kill: (database) => killedWaiting(database, script, number, server),
    })),
    ...others.map(({ statement, number }): Moment => ({
      after: number,
      within: true,
      isTakenBack: number <= until,
      kill: (database) =>
        killedWithin(database, script, {
          statement: number,
          afterMs: partOf(statement.text) * (ms[number - 1] ?? 0),
          by: number % 2 === 0 ? 'server' : 'client',
        }),
    })),
  ];
};
