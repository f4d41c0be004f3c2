import { build, type Histogram } from 'hdr-histogram-js';
import type { Latency, PhaseName, Samples } from '../../model/journal.ts';

/** One request as its client saw it. Times are monotonic milliseconds. */
export interface Sample {
  readonly phase: PhaseName;
  /** When it ended. */
  readonly endedMs: number;
  /** From the intended start to the end of the answer. */
  readonly latencyMs: number;
  readonly ok: boolean;
}

const histogramOf = (samples: readonly Sample[]): Histogram => {
  // Microseconds, up to ten minutes, to three digits.
  const histogram = build({ lowestDiscernibleValue: 1, highestTrackableValue: 600_000_000, numberOfSignificantValueDigits: 3 });
  for (const { latencyMs } of samples) histogram.recordValue(Math.min(600_000_000, Math.max(1, Math.round(latencyMs * 1000))));
  return histogram;
};

const latencyOf = (samples: readonly Sample[]): Latency => {
  const histogram = histogramOf(samples);
  const ms = (microseconds: number): number => Math.round(microseconds / 10) / 100;
  return { p50: ms(histogram.getValueAtPercentile(50)), p99: ms(histogram.getValueAtPercentile(99)), max: ms(histogram.maxValue) };
};

/** Share of requests that were answered as expected; 1 for none at all. As a quotient, so that 9 of 10 is exactly 0.9. */
export const availabilityOf = ({ requests, failed }: Pick<Samples, 'requests' | 'failed'>): number =>
  requests === 0 ? 1 : (requests - failed) / requests;

/** Sums up samples; latency in milliseconds, absent where there is no sample. */
export const sumUp = (samples: readonly Sample[]): Samples => ({
  requests: samples.length,
  failed: samples.filter(({ ok }) => !ok).length,
  ...(samples.length === 0 ? {} : { latency: latencyOf(samples) }),
});

/**
 * When the error rate was back under the SLO for good: the end of the last window of `windowMs` since `sinceMs` in which
 * more requests failed than the SLO allows. Undefined: it never left the SLO.
 */
export const errorRateBackAt = (samples: readonly Sample[], sinceMs: number, availability: number, windowMs = 250): number | undefined => {
  const windows = new Map<number, { requests: number; failed: number }>();
  for (const { endedMs, ok } of samples) {
    if (endedMs < sinceMs) continue;
    const index = Math.floor((endedMs - sinceMs) / windowMs);
    const window = windows.get(index) ?? { requests: 0, failed: 0 };
    windows.set(index, { requests: window.requests + 1, failed: window.failed + (ok ? 0 : 1) });
  }
  const bad = [...windows].filter(([, samples]) => availabilityOf(samples) < availability).map(([index]) => index);
  return bad.length === 0 ? undefined : sinceMs + (Math.max(...bad) + 1) * windowMs;
};
