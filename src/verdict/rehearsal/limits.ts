import type { Samples, Slo } from '../../model/journal.ts';

/** Which limit was missed, and by how much. Of no samples at all: none, which is for another rule to say. */
export const missed = (samples: Samples, slo: Slo): readonly { of: 'availability' | 'latency'; what: string }[] => {
  if (samples.requests === 0) return [];
  // As a quotient, so that 93 of 100 is exactly 0.93.
  const availability = (samples.requests - samples.failed) / samples.requests;
  const percent = (share: number): string => `${Math.floor(share * 1e5) / 1e3} %`;
  const { latency } = samples;
  return [
    ...(slo.availability !== undefined && availability < slo.availability
      ? [
          {
            of: 'availability' as const,
            what: `${percent(availability)} of ${samples.requests} requests were answered as expected, not ${percent(slo.availability)}`,
          },
        ]
      : []),
    ...(['p50', 'p99'] as const).flatMap((quantile) => {
      const limit = slo[quantile];
      return limit !== undefined && latency && latency[quantile] > limit
        ? [{ of: 'latency' as const, what: `${quantile} was ${Math.round(latency[quantile])} ms, not ${limit} ms` }]
        : [];
    }),
  ];
};
