const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `250ms`, `1.5s`, `10m`, `7d`: the pattern that drill.yaml's schema uses too. */
export const durationPattern = '^[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)$';

/** Milliseconds of `250ms`, `1.5s`, `10m`, `2h`, `7d`; undefined for anything else. */
export const parseDuration = (text: string): number | undefined => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  return match?.[1] === undefined ? undefined : Number(match[1]) * units[match[2] as keyof typeof units];
};

/** Milliseconds as people read them: `4 ms`, `1.25 s`, `2 m 5 s`, `3 d 4 h`. */
export const formatDuration = (ms: number): string => {
  // The limits are those of what is shown: 999.6 ms is a second, 59.96 s a minute.
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(ms < 9995 ? 2 : 1)} s`;
  const pairs = [
    ['d', units.d, 'h', units.h],
    ['h', units.h, 'm', units.m],
    ['m', units.m, 's', units.s],
  ] as const;
  const whole = Math.max(ms, 60_000);
  const [big, bigMs, small, smallMs] = pairs.find(([, size]) => whole >= size) ?? pairs[2];
  return `${Math.floor(whole / bigMs)} ${big} ${Math.floor((whole % bigMs) / smallMs)} ${small}`;
};
