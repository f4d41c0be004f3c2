// Timelines: each server that was promoted goes on along one of its own, and a file in the archive says where it left the one before. A
// restore goes along the newest, whoever made it.

/** Where a timeline was left for the next one. */
export interface Fork {
  readonly timeline: number;
  /** `0/3000028` */
  readonly at: string;
}

/** `0000000A.history`: a line for each timeline that it comes from, the oldest first. */
export const parseHistory = (text: string): readonly Fork[] =>
  text.split('\n').flatMap((line) => {
    const [, timeline, at] = /^\s*(\d+)\s+([0-9A-Fa-f]+\/[0-9A-Fa-f]+)/.exec(line) ?? [];
    return timeline === undefined || at === undefined ? [] : [{ timeline: Number(timeline), at }];
  });

/** Of `0/3000028`. */
const place = (lsn: string): bigint => {
  const [high = '0', low = '0'] = lsn.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
};

/** Why a place that was written on one timeline is not come to along another; undefined: it is. */
export const missedBy = (
  wanted: { readonly timeline: number; readonly at: string },
  newest: number,
  history: readonly Fork[],
): { readonly newest: number; readonly fork?: Fork } | undefined => {
  if (wanted.timeline === newest) return undefined;
  const fork = history.find(({ timeline }) => timeline === wanted.timeline);
  if (fork && place(fork.at) >= place(wanted.at)) return undefined;
  return { newest, ...(fork && { fork }) };
};
