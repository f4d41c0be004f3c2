import type { AckedWrite } from '../../model/journal.ts';
import type { Run } from '../run.ts';
import { alone } from './isolate.ts';

/** The span of acknowledged writes that are gone though they were acknowledged before the source was; those that never had a chance. */
const lostSpan = (writes: readonly AckedWrite[], lostAtMs: number): number => {
  const lost = writes.filter(({ state }) => state !== 'present').map(({ at }) => at);
  return lost.length === 0 ? 0 : Math.max(0, lostAtMs - Math.min(...lost));
};

/**
 * Writes that are gone though others are there that were sent after they had been acknowledged. What was acknowledged is committed, and a
 * request takes no longer than its limit: so much later, the order is certain.
 */
const holesIn = (writes: readonly AckedWrite[], requestMs: number): readonly string[] => {
  const last = writes.reduce((latest, { at, state }) => (state === 'present' ? Math.max(latest, at) : latest), 0);
  return writes.filter(({ at, state }) => (state === 'lost' || state === 'changed') && at < last - requestMs).map(({ read }) => read);
};

/** Starts N-1 on the copy, and tells what became of what it had acknowledged. */
export const bootOn = async (run: Run, url: string, signal: AbortSignal): Promise<void> => {
  const { plan, ports, scratch, facts, options } = run;
  const booted = await alone(run, (inside) => ports.boot(url, { scratch, ...(inside && { inside }) }, signal), signal);
  if (!booted) return;
  run.booted = booted;
  if (run.lostAt !== undefined) facts.rpoMs = lostSpan(booted.writes, run.lostAt - options.originMs);
  facts.holes = holesIn(booted.writes, plan.requestTimeoutMs);
  if (booted.unanswered) facts.unanswered = booted.unanswered;
  facts.boot = {
    version: booted.version,
    ...(booted.why !== undefined && { why: booted.why }),
    requests: booted.requests,
    failed: booted.writes.filter(({ state }) => state === 'unreadable').map(({ read }) => read),
  };
};
