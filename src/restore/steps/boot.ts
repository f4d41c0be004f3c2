import { holesIn, lostSince, lostSpan } from '../rpo.ts';
import type { Run } from '../run.ts';
import { alone } from './isolate.ts';

/** Starts N-1 on the copy, and tells what became of what it had acknowledged. */
export const bootOn = async (run: Run, url: string, signal: AbortSignal): Promise<void> => {
  const { plan, ports, scratch, facts, options } = run;
  const booted = await alone(run, (inside) => ports.boot(url, { scratch, ...(inside && { inside }) }, signal), signal);
  if (!booted) return;
  run.booted = booted;
  const lost =
    run.lostAt === undefined
      ? undefined
      : booted.writes.length > 0
        ? lostSpan(booted.writes, run.lostAt - options.originMs)
        : lostSince(run.committed, run.lostAt);
  if (lost !== undefined) facts.rpoMs = lost;
  facts.holes = holesIn(booted.writes, plan.requestTimeoutMs);
  if (booted.unanswered) facts.unanswered = booted.unanswered;
  facts.boot = {
    version: booted.version,
    ...(booted.why !== undefined && { why: booted.why }),
    requests: booted.requests,
    failed: [...booted.writes.filter(({ state }) => state === 'unreadable').map(({ read }) => read), ...(booted.failed ?? [])],
  };
};
