import { deadline, Stopped, within } from '../../core/deadline.ts';
import type { Phase, PhaseName } from '../../model/journal.ts';
import { Blamed } from './blame.ts';
import type { Stage } from './stage.ts';

export type RunPhase = <T>(name: PhaseName, run: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** What a phase that was told to end says then: what it waited for when time ran out. What does not end is ended with its processes. */
const lastWords = async (running: Promise<unknown>): Promise<unknown> => {
  try {
    await within(AbortSignal.timeout(3000), running);
    return undefined;
  } catch (said) {
    return said;
  }
};

/** Runs phases under their deadlines, and writes down how long each took and what was requested in it. Throws what stopped one. */
export const phaseRunner =
  (stage: Stage, signal: AbortSignal, phases: Phase[]): RunPhase =>
  async (name, run) => {
    const { plan, observer, progress, originMs } = stage;
    using limited = deadline(signal, plan.phaseDeadlineMs[name], `the phase ${name}`);
    observer.phase = name;
    progress.step(name);
    const startedMs = performance.now() - originMs;
    const running = run(limited.signal);
    try {
      return await within(limited.signal, running);
    } catch (error) {
      const late = await lastWords(running);
      if (error instanceof Stopped && error.reason === 'timeout' && late instanceof Blamed)
        throw new Blamed(late.who, `${error.message}: ${late.ours}`, late.log, late, late.said);
      if (error instanceof Stopped && error.reason === 'timeout' && stage.doing)
        throw new Blamed(stage.doing.who, `${stage.doing.what}: ${error.message}`, undefined, error);
      throw error;
    } finally {
      const mine = observer.samples.filter((sample) => sample.phase === name);
      const failed = mine.filter(({ ok }) => !ok).length;
      phases.push({ name, startedMs, endedMs: performance.now() - originMs, requests: mine.length, failed });
    }
  };
