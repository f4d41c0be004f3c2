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
  constructor(who: Who, what: string, log?: readonly string[], cause?: unknown) {
    super(what, { cause });
    this.name = 'Blamed';
    this.who = who;
    this.log = log;
  }
}

/** Runs a step of one version; what fails in it is that version's fault. `what` says what could not be done. */
export const blaming = async <T>(who: Who, what: string, step: () => Promise<T>): Promise<T> => {
  try {
    return await step();
  } catch (error) {
    if (error instanceof StartFailed) throw new Blamed(who, `${what}: ${error.message}`, error.log, error);
    if (error instanceof MigrationFailed) throw new Blamed(who, `${what}: ${error.message}`, undefined, error);
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

/** Whose fault a thrown thing is; undefined for a bug of ours. */
export const blame = (error: unknown, phase: PhaseName): { who: Who; what: string; log?: readonly string[] } | undefined => {
  if (error instanceof Blamed) return { who: error.who, what: error.message, ...(error.log ? { log: error.log } : {}) };
  if (error instanceof Stopped) return { who: error.reason === 'interrupted' ? 'interrupted' : waitsFor[phase], what: error.message };
  if (error instanceof DrillError) return { who: 'harness', what: error.message };
  // The database's driver: it went away, or refused us.
  if (
    error instanceof Error &&
    ('severity' in error ||
      /ECONN|Connection terminated|connection timeout|Client has encountered a connection error|not queryable/.test(messageOf(error)))
  )
    return { who: 'environment', what: `the database: ${error.message}` };
  return undefined;
};
