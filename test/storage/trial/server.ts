import { randomBytes } from 'node:crypto';
import { openScratch } from '../../../src/core/scratch/scratch.ts';
import type { Limits, ScratchServer } from '../../../src/storage/engine.ts';
import { postgres } from '../../../src/storage/engines/postgres/ground.ts';
import { queriesIn } from '../../../src/storage/statements/files.ts';
import { loggedIn } from '../../../src/storage/statements/logged.ts';
import type { Migrate } from '../../../src/storage/rule.ts';
import { type Trial, tryMigration, usualLimits } from '../../../src/storage/trial/trial.ts';

/** One migration, as SQL. */
export interface Case {
  readonly before: string;
  readonly up: string;
  readonly down?: string;
  readonly seed?: string;
  readonly statements?: readonly string[];
  /** What N was seen to ask. */
  readonly newStatements?: readonly string[];
  /** What N-1's server wrote: nobody's file, so that what is not understood is no error. */
  readonly log?: string;
  readonly migrate?: Migrate;
  readonly limits?: Partial<Limits>;
}

export interface Trials extends AsyncDisposable {
  readonly server: ScratchServer;
  readonly of: (one: Case, signal?: AbortSignal) => Promise<Trial>;
}

/** A real server for the tests of one file. */
export const trials = async (): Promise<Trials> => {
  const scratch = await openScratch(`test${randomBytes(4).toString('hex')}`);
  const server = await postgres.start(scratch, AbortSignal.timeout(60_000));
  const sql = (file: string, text: string) => ({ file, text });
  return {
    server,
    of: ({ before, up, down, seed, statements, newStatements, log, migrate = 'before', limits }, signal = AbortSignal.timeout(60_000)) =>
      tryMigration(
        {
          before: sql('before.sql', before),
          up: sql('up.sql', up),
          ...(down === undefined ? {} : { down: sql('down.sql', down) }),
          ...(seed === undefined ? {} : { seed: sql('seed.sql', seed) }),
          ...(statements ? { captured: statements.flatMap((text, index) => queriesIn(text, `s${index + 1}`, server.split, [])) } : {}),
          ...(newStatements
            ? { capturedNew: newStatements.flatMap((text, index) => queriesIn(text, `n${index + 1}`, server.split, [])) }
            : {}),
          ...(log === undefined ? {} : { captured: loggedIn(log, 'log.json', server) }),
          migrate,
        },
        server,
        signal,
        { ...usualLimits, ...limits },
      ),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
};
