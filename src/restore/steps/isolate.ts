import { type Enclosure, isEnclosure, openEnclosure } from '../../core/enclosure/enclosure.ts';
import type { Run } from '../run.ts';

// Copies run in one network of their own, N-1 on them in another: so it is known which of the two tried to reach something.

const note = (run: Run, by: string, tried: readonly string[]): void => {
  run.facts.reached = [...(run.facts.reached ?? []), ...tried.map((where) => ({ by, where }))];
};

/** Opens one where this machine makes them, and notes where it does not. */
const opened = async (run: Run, signal: AbortSignal): Promise<Enclosure | undefined> => {
  const found = await openEnclosure(run.scratch, [], signal);
  if (isEnclosure(found)) {
    const isGiven = run.copyServer !== undefined && run.ports.into !== undefined;
    run.isolation ??= { kind: 'namespace', ...(isGiven && { notServer: true }) };
    return found;
  }
  run.isolation = { kind: 'none', why: found.why };
  return undefined;
};

/** The network of copies; absent: this machine makes none. */
export const enclosureOf = async (run: Run, signal: AbortSignal): Promise<Enclosure | undefined> => {
  if (!run.isolation) run.enclosure = await opened(run, signal);
  return run.enclosure;
};

/** Closes it once the copies have ended, and notes what they tried. */
export const closeEnclosure = async (run: Run): Promise<void> => {
  if (run.enclosure) note(run, 'the restored server', await run.enclosure.close());
};

/** Lets N-1 run in a network of its own. Where there is none, only on data that is made up; `undefined` otherwise. */
export const alone = async <T>(
  run: Run,
  work: (inside: Enclosure | undefined) => Promise<T>,
  signal: AbortSignal,
): Promise<T | undefined> => {
  const inside = await opened(run, signal);
  if (!inside && !run.plan.synthetic) {
    run.isolation = { kind: 'none', why: run.isolation?.kind === 'none' ? run.isolation.why : '', notStarted: true };
    return undefined;
  }
  try {
    return await work(inside);
  } finally {
    if (inside) note(run, 'N-1', await inside.close());
  }
};
