import type { Finding } from '../../../model/finding.ts';
import type { Chain } from '../../../model/chain.ts';
import { deadline } from '../../../core/deadline.ts';
import { DrillError, messageOf } from '../../../core/error.ts';
import { formatDuration } from '../../../core/duration.ts';
import type { ScratchServer } from '../../engine.ts';
import { mayMakeRoles } from '../role-words.ts';
import { madeFor } from '../plain.ts';
import { readScript } from '../script.ts';
import type { Sql } from '../../migrations/step.ts';
import type { Subject } from '../subject.ts';
import { cellsOf } from '../summary.ts';
import { type Trial, usualLimits } from '../trial.ts';
import { type Joined, joinFiles, placedIn } from './joined.ts';
import { backOf, pointOfNoReturn } from './no-return.ts';
import { placed, withNames } from './places.ts';
import { type ReadStep, walk, type Walk } from './prefixes.ts';
import type { Step } from '../../migrations/step.ts';
import type { ChainSubject } from './step.ts';
import { besideWhole } from './told.ts';

// Several migrations are judged as one, for that is what is rolled out and taken back; and each prefix of them is looked at, since N-1
// serves on it while the next one runs, and nobody knows where a rollout stops.

/** The migrations as one, with the places of their files. */
interface Whole {
  readonly subject: Subject;
  readonly joined: readonly Joined[];
}

const ups = (steps: readonly Step[]): readonly Sql[] => steps.map(({ up }) => up);

/** The way back of several steps is that of each, the last first; undefined where one has none. */
const downsOf = (steps: readonly Step[]): readonly Sql[] | undefined => {
  const downs = steps.toReversed().flatMap(({ down }) => down ?? []);
  return downs.length === steps.length ? downs : undefined;
};

/** All steps as one migration. */
export const wholeOf = ({ before, steps, ...rest }: ChainSubject): Whole => {
  const [old, up] = [joinFiles(before, 'the migrations of N-1'), joinFiles(ups(steps), 'the migrations of N')];
  const downs = downsOf(steps);
  const down = downs && joinFiles(downs, 'the down migrations of N');
  return {
    subject: { ...rest, ...(steps.length > 1 && { inSteps: true }), before: old.sql, up: up.sql, ...(down && { down: down.sql }) },
    joined: [old, up, ...(down ? [down] : [])],
  };
};

/** The one step of a chain, as the trial of it tells it. */
const walkOfOne = ({ changes, phases }: Trial, step: ReadStep): Walk => {
  const msOf = (name: string): number | undefined => phases.find((phase) => phase.name === name)?.ms;
  const downMs = msOf('down');
  const single = downMs === undefined ? undefined : { findings: [], ms: downMs, isUnharmed: true };
  return {
    prefixes: [{ step, changes, asked: 0, leftOut: 0, upMs: msOf('up') ?? 0, beside: [], ...(single && { single }) }],
  };
};

/** All prefixes together are given so many milliseconds. */
const walkMs = 240_000;

const walkThrough = async (
  subject: Subject,
  steps: readonly ReadStep[],
  server: ScratchServer,
  signal: AbortSignal,
  begins: (what: string) => void,
): Promise<Walk> => {
  using limited = deadline(signal, walkMs, 'trying the migrations one by one');
  await using ground = await server.open(usualLimits, limited.signal);
  const seed = subject.seed && readScript(server, subject.seed);
  return await walk({ before: readScript(server, subject.before), steps, seed, subject, begins }, ground, server, limited.signal).catch(
    (cause: unknown) => {
      if (signal.aborted || !limited.signal.aborted) throw cause;
      throw new DrillError('migration/too-long', messageOf(limited.signal.reason), { cause, fix: 'Try fewer migrations at a time.' });
    },
  );
};

/** The whole, and the walk beside it where neither can be in the other's way. What one of them fails of ends both. */
const bothOf = async <T>(
  tryWhole: () => Promise<T>,
  walkUntil: (signal: AbortSignal) => Promise<Walk>,
  signal: AbortSignal,
  isBeside: boolean,
): Promise<readonly [T, Walk]> => {
  if (!isBeside) return [await tryWhole(), await walkUntil(signal)];
  const ending = new AbortController();
  const walking = walkUntil(AbortSignal.any([signal, ending.signal]));
  walking.catch(() => {}); // It is heard of behind the whole.
  try {
    return [await tryWhole(), await walking];
  } catch (error) {
    ending.abort(error);
    await walking.catch(() => {});
    throw error;
  }
};

/** What the walk says beside the whole; of a chain of one there is nothing beside it. */
const chainOf = ({ prefixes, stopped }: Walk, whole: readonly Finding[], isKnown: boolean): Chain => {
  const backs = backOf(prefixes, whole, isKnown);
  const point = pointOfNoReturn(backs);
  return {
    steps: prefixes.map(({ step, asked, leftOut, upMs, single }, index) => ({
      name: step.name,
      file: step.up.file,
      back: backs[index]?.back ?? 'unknown',
      asked,
      leftOut,
      upMs,
      ...(single && !single.failure && { downMs: single.ms }),
    })),
    ...(point && { pointOfNoReturn: point }),
    ...(stopped === undefined ? {} : { stopped }),
  };
};

/** Said of a migration whose name is not known there. */
const unnamed = ': this is the point of no return';

/** The sentence about the way back, with where it ends and how long it takes. */
export const wayBackWith = (wayBack: string, { pointOfNoReturn: point, steps, stopped }: Chain): string => {
  const known = steps.flatMap(({ downEstimate }) => downEstimate ?? []);
  const ms = known.reduce((sum, one) => sum + one.ms, 0);
  const error = known.reduce((sum, one) => sum + one.error, 0);
  const cost =
    known.length === steps.length && known.length > 0
      ? `; at the declared rows the down migrations take ${formatDuration(ms)} ± ${formatDuration(error)}`
      : '';
  if (!point) return `${wayBack.replace(unnamed, stopped === undefined ? '' : `; point of no return: ${stopped}`)}${cost}`;
  const until = point.until === undefined ? '' : `, until ${point.until} has run`;
  return `${wayBack.replace(unnamed, '')}${cost}; point of no return: ${point.step}${until} (${point.why})`;
};

/**
 * Tries several migrations: as one, by `tryWhole`, and each on the ground that those before it have made.
 * @param begins hears what is being done
 * @throws DrillError for what is wrong with what was given; the signal's reason when it aborts
 */
export const tryChain = async <T extends Trial>(
  subject: ChainSubject,
  server: ScratchServer,
  signal: AbortSignal,
  tryWhole: (subject: Subject) => Promise<T>,
  begins: (what: string) => void = () => {},
): Promise<T & { readonly chain: Chain }> => {
  const { subject: one, joined } = wholeOf(subject);
  // All are read first, so that what is no SQL is told by its own file.
  const known = [one.before, ...subject.steps.map(({ up }) => up)].map(({ text }) => text).join(';\n');
  const steps = subject.steps.map((step): ReadStep => {
    const script = readScript(server, step.up, known);
    return { ...step, script, ...(step.down && { downScript: readScript(server, step.down, known) }) };
  });
  const [only] = steps;
  begins(steps.length === 1 ? `trying ${only?.name ?? ''}` : `trying ${steps.length} migrations as one`);
  const isOne = steps.length === 1;
  const [trial, walkedBeside] = isOne
    ? [await tryWhole(one)]
    : await bothOf(
        () => tryWhole(one),
        (until) => walkThrough(one, steps, server, until, begins),
        signal,
        !mayMakeRoles(joined.map(({ sql }) => sql.text)),
      );
  const went = trial.phases.some(({ name }) => name === 'cells');
  // The walk that went on beside it has been stopped by the same rows.
  const less = madeFor(trial.findings);
  const walked =
    walkedBeside?.stopped !== undefined && less !== undefined
      ? await walkThrough({ ...one, made: less }, steps, server, signal, begins)
      : (walkedBeside ?? walkOfOne(trial, only as ReadStep));
  const { prefixes } = walked;
  const place = (finding: Finding): Finding => withNames(placed(placedIn(finding, joined), prefixes, steps));
  const whole = trial.findings.map(place);
  const beside = isOne ? [] : besideWhole(prefixes, whole, server.name).map(withNames);
  const findings = [...whole, ...beside];
  const isOfDown = whole.some(({ route, cells: { rollback } }) => route === 'down' && rollback === 'unknown');
  const chain = chainOf(walked, whole, trial.cells.rollback.state !== 'unknown' || isOfDown);
  const cells = went && !isOne ? cellsOf(findings, trial.exercised, undefined) : trial.cells;
  return { ...trial, findings, cells, chain };
};
