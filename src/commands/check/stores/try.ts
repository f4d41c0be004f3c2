import { DrillError, type Place } from '../../../core/error.ts';
import { sha256 } from '../../../core/hash.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Catalog } from '../../../storage/catalog.ts';
import type { Connection, ScratchServer } from '../../../storage/engine.ts';
import type { Migrate } from '../../../storage/rule.ts';
import { applyWithRoles, readScript, refusalText } from '../../../storage/trial/script.ts';
import type { Sql } from '../../../storage/trial/subject.ts';
import { askedOf, type GivenOfBoth } from './asked.ts';
import { usualLimits, type Trial } from '../../../storage/trial/trial.ts';
import { joinFiles, placedIn } from '../../../storage/trial/chain/joined.ts';
import { tryInTime } from '../../migration/subject.ts';
import type { Step } from './side.ts';

/** What running the migrations of two versions gave. */
export interface Tried {
  readonly old: Catalog;
  /** Of N, as it comes about on the schema of N-1; absent: N's migrations do not go through. */
  readonly next?: Catalog;
  readonly trial?: Trial;
  /** Those of the trial, with places. */
  readonly findings: readonly Finding[];
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

const word = (name: string): string => name.replaceAll('"', '').toLowerCase();

/** The statement that a finding is most likely of: the first that names its object, else the first that names its table, else the first. */
const statementOf = (object: string | undefined, files: readonly Sql[], server: ScratchServer): Place | undefined => {
  const statements = files.flatMap((file) => readScript(server, file).statements.map((one) => ({ ...one, file: file.file })));
  const parts = word(object?.replace(/^.* /, '') ?? '').split('.');
  const names = (text: string, part: string | undefined): boolean => part !== undefined && part !== '' && text.toLowerCase().includes(part);
  const [own, table] = [parts.at(-1), parts.at(-2)];
  const found =
    statements.find(({ text }) => names(text, own) && names(text, table)) ??
    statements.find(({ text }) => names(text, own)) ??
    statements.find(({ text }) => names(text, table)) ??
    statements[0];
  return found && { file: found.file, line: found.line, column: found.column };
};

/** What a waiver needs: a place and a fingerprint, also for what only a trial shows. */
const named = (finding: Finding): Finding => {
  const where = finding.where ?? finding.object;
  return {
    ...finding,
    ...(where === undefined ? {} : { where }),
    fingerprint:
      finding.fingerprint ??
      sha256([finding.rule, finding.object ?? ''].join('\n'))
        .slice('sha256:'.length)
        .slice(0, 16),
  };
};

const isKilled = ({ rule }: Finding): boolean => rule === 'storage/migration-not-repeatable';

/** Of several steps a tool runs again only those that it has not run: what became of them all when they were killed says nothing. */
const withoutKills = (trial: Trial): Trial => {
  const findings = trial.findings.filter((finding) => !isKilled(finding));
  const { rollout } = trial.cells;
  const isOnlyThat = rollout.state === 'breaks-if-used' && !findings.some(({ cells }) => cells.rollout !== undefined);
  if (findings.length === trial.findings.length) return trial;
  const holds = { state: 'holds', basis: 'exercised', because: rollout.because.replace(/^.*?; /, '') } as const;
  return { ...trial, findings, ...(isOnlyThat && { cells: { ...trial.cells, rollout: holds } }) };
};

/** The way back of several steps is that of each, the last first; undefined where one has none. */
const downOf = (pending: readonly Step[]): readonly Sql[] | undefined => {
  const downs = pending.toReversed().flatMap(({ down }) => down ?? []);
  return downs.length === pending.length ? downs : undefined;
};

/** Runs the migrations of both versions, and tries those between them on rows. */
export const tryStore = async (
  {
    old,
    next,
    migrate,
    given,
  }: {
    readonly old: readonly Step[];
    readonly next: readonly Step[];
    readonly migrate: Migrate;
    readonly given?: GivenOfBoth;
  },
  server: ScratchServer,
  signal: AbortSignal,
): Promise<Tried> => {
  const pending = pendingOf(old, next);
  // All are read first, so that what is no SQL is told by its own file.
  for (const { up, down } of [...old, ...pending]) for (const one of down ? [up, down] : [up]) readScript(server, one);
  const asked = askedOf(given, server);
  const catalogs = await catalogsOf(old, pending, server, signal);
  if (old.length === 0 || pending.length === 0) return { ...catalogs, findings: [] };
  const [before, up] = [joinFiles(ups(old), 'the migrations of N-1'), joinFiles(ups(pending), 'the migrations of N')];
  const downs = downOf(pending);
  const down = downs && joinFiles(downs, 'the down migrations of N');
  const whole = await tryInTime({ before: before.sql, up: up.sql, ...(down && { down: down.sql }), ...asked, migrate }, server, signal);
  const trial = pending.length > 1 ? withoutKills(whole) : whole;
  const joined = [before, up, ...(down ? [down] : [])];
  const findings = trial.findings.map((finding): Finding => {
    const placed = named(placedIn(finding, joined));
    if (placed.at.new ?? placed.at.old) return placed;
    const at = statementOf(placed.object, (placed.route === 'down' && downs) || ups(pending), server);
    return at ? { ...placed, at: { new: at } } : placed;
  });
  return { ...catalogs, trial, findings };
};
