import { Stopped } from '../../core/deadline.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import type { Failure, PhaseName } from '../../model/journal.ts';
import { MigrationFailed } from '../../storage/engines/postgres/migrations.ts';
import { StartFailed } from '../targets/target.ts';

type Who = Failure['who'];

/** Something went wrong, and it is known whose fault it is. */
export class Blamed extends Error {
  readonly who: Who;
  readonly log: readonly string[] | undefined;
  /** What happened in our own words alone; the message may repeat what a database, a tool or a workload said. */
  readonly ours: string;
  /** Their words. */
  readonly said: string | undefined;
  constructor(who: Who, what: string, log?: readonly string[], cause?: unknown, said?: string) {
    super(said === undefined ? what : `${what}: ${said}`, { cause });
    this.ours = what;
    this.said = said;
    this.name = 'Blamed';
    this.who = who;
    this.log = log;
  }
}

/** The step that is going on: for whom, and what could not be done if it ends badly. */
export interface Doing {
  readonly who: Who;
  readonly what: string;
}

/**
 * Runs a step of one version; what fails in it is that version's fault, time running out included. `what` says what could not
 * be done. While it goes on, `stage.doing` tells: a database that hangs says nothing by itself.
 */
export const blaming = async <T>(stage: { doing: Doing | undefined }, who: Who, what: string, step: () => Promise<T>): Promise<T> => {
  stage.doing = { who, what };
  try {
    const done = await step();
    stage.doing = undefined;
    return done;
  } catch (error) {
    if (error instanceof StartFailed) throw new Blamed(who, `${what}: ${error.message}`, error.log, error);
    if (error instanceof MigrationFailed) throw new Blamed(who, `${what}: ${error.where}`, undefined, error, error.said);
    if (error instanceof DrillError && error.kind === 'usage') throw new Blamed(who, `${what}: ${error.message}`, undefined, error);
    throw error;
  }
};

/** Who is late when a phase runs out of time: the one that the phase waits for. Baseline and exercise wait for the clock alone. */
const waitsFor: Record<PhaseName, Who> = {
  prepare: 'harness',
  baseline: 'harness',
  rollout: 'new',
  exercise: 'harness',
  rollback: 'old',
  verify: 'old',
  cleanup: 'harness',
};

/** What is written down of a failure, and what of it may be where values are other people's. */
export interface Blame {
  readonly who: Who;
  readonly what: string;
  readonly ours: string;
  readonly log?: readonly string[];
}

/** Whose fault a thrown thing is; undefined for a bug of ours. */
export const blame = (error: unknown, phase: PhaseName): Blame | undefined => {
  if (error instanceof Blamed) return { who: error.who, what: error.message, ours: error.ours, ...(error.log ? { log: error.log } : {}) };
  if (error instanceof Stopped)
    return { who: error.reason === 'interrupted' ? 'interrupted' : waitsFor[phase], what: error.message, ours: error.message };
  if (error instanceof DrillError)
    return { who: 'harness', what: error.message, ours: `the harness could not go on (${error.problems[0]?.code ?? 'unknown'})` };
  // The database's driver: it went away, or refused us.
  if (
    error instanceof Error &&
    ('severity' in error ||
      /ECONN|Connection terminated|connection timeout|Client has encountered a connection error|not queryable/.test(messageOf(error)))
  )
    return { who: 'environment', what: `the database: ${error.message}`, ours: 'the database refused' };
  return undefined;
};
