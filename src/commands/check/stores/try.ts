import { DrillError, type Place } from '../../../core/error.ts';
import type { Chain } from '../../../model/chain.ts';
import type { Catalog } from '../../../storage/catalog.ts';
import type { Connection, ScratchServer } from '../../../storage/engine.ts';
import type { Migrate } from '../../../storage/rule.ts';
import { applyWithRoles, readScript, refusalText } from '../../../storage/trial/script.ts';
import type { Sql } from '../../../storage/migrations/step.ts';
import { askedOf, type GivenOfBoth } from './asked.ts';
import { usualLimits, type Trial } from '../../../storage/trial/trial.ts';
import { tryChain } from '../../../storage/trial/chain/chain.ts';
import type { Step } from '../../../storage/migrations/step.ts';
import type { ChainSubject } from '../../../storage/trial/chain/step.ts';
import { tryInTime } from '../../migration/subject.ts';
import { type WatchDeclared, watchChain } from './watched.ts';

/** What running the migrations of two versions gave. */
export interface Tried {
  readonly old: Catalog;
  /** Of N, as it comes about on the schema of N-1; absent: N's migrations do not go through. */
  readonly next?: Catalog;
  readonly trial?: Trial & { readonly chain: Chain };
  /** What of the locks could not be told. */
  readonly notices?: readonly string[];
}

/** The steps of N that a database of N-1 has not had: tools go by their names. */
export const pendingOf = (old: readonly Step[], next: readonly Step[]): readonly Step[] =>
  next.filter(({ name }) => !old.some((step) => step.name === name));

/** Runs files one by one; the first that is refused, with the server's words. */
const run = async (
  connection: Connection,
  files: readonly Sql[],
  server: ScratchServer,
): Promise<{ readonly at: Place; readonly said: string } | undefined> => {
  for (const file of files) {
    const failure = await applyWithRoles(connection, readScript(server, file), server);
    if (failure) return { at: failure.at, said: refusalText(failure.refusal) };
  }
  return undefined;
};

const ups = (steps: readonly Step[]): readonly Sql[] => steps.map(({ up }) => up);

/** The catalogs of both versions. @throws DrillError where N-1's own migrations do not go through */
const catalogsOf = async (
  old: readonly Step[],
  pending: readonly Step[],
  server: ScratchServer,
  signal: AbortSignal,
): Promise<Pick<Tried, 'old' | 'next'>> => {
  await using ground = await server.open(usualLimits, signal);
  const database = await ground.create();
  await using connection = await database.connect();
  const refused = await run(connection, ups(old), server);
  signal.throwIfAborted();
  if (refused)
    throw new DrillError('check/migration-failed', `a migration of N-1 is refused: ${refused.said}`, {
      why: 'Without the schema of N-1 there is nothing to try the migrations of N on.',
      fix: 'Mend it; or leave the migrations out with --no-run-migrations.',
      at: refused.at,
    });
  const before = await connection.catalog();
  const stuck = await run(connection, ups(pending), server);
  signal.throwIfAborted();
  return { old: before, ...(!stuck && { next: await connection.catalog() }) };
};

/** Runs the migrations of both versions, and tries those between them on rows. */
export const tryStore = async (
  {
    old,
    next,
    migrate,
    given,
    declared,
    isWatched,
  }: {
    readonly old: readonly Step[];
    readonly next: readonly Step[];
    readonly migrate: Migrate;
    readonly given?: GivenOfBoth;
    readonly declared: WatchDeclared;
    /** Is it measured on large tables what they lock? */
    readonly isWatched: boolean;
  },
  server: ScratchServer,
  signal: AbortSignal,
  step: (what: string) => void,
  onCatalogs?: (catalogs: Tried) => void,
): Promise<Tried> => {
  const pending = pendingOf(old, next);
  // All are read first, so that what is no SQL is told by its own file.
  for (const { up, down } of [...old, ...pending]) for (const one of down ? [up, down] : [up]) readScript(server, one);
  const asked = askedOf(given, server);
  step('the migrations of N-1, and those of N on an empty schema');
  const catalogs = await catalogsOf(old, pending, server, signal);
  onCatalogs?.(catalogs);
  if (old.length === 0 || pending.length === 0) return catalogs;
  const subject: ChainSubject = { before: ups(old), steps: pending, ...asked, ...declared, migrate };
  const trial = await tryChain(subject, server, signal, (whole) => tryInTime(whole, server, signal), step);
  if (!isWatched || !trial.phases.some(({ name }) => name === 'cells')) return { ...catalogs, trial };
  return { ...catalogs, ...(await watchChain(trial, subject, declared, server, signal, step)) };
};
