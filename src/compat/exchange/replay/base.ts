import type { Served } from '../../../model/replay.ts';

/** Does a status show that there is an API? One that has nothing, or whatever stands before it, says 404, 502, 503 or 504. */
export const isThere = (status: number | undefined): boolean => status !== undefined && ![404, 502, 503, 504].includes(status);

/** Where requests are sent, and whether it was seen that the API is there. */
export interface Base {
  /** Without a slash at its end. */
  readonly url: string;
  readonly isSeen: boolean;
  /** What was made of the address that was given; absent: nothing. */
  readonly note?: string;
}

/**
 * The address below which the operations are: what servers of the document put before their paths is added to an address without a path, but where
 * they answer at the address alone.
 * @param ask whether an operation that must be there is, below a base
 */
export const baseOf = async (url: URL, served: Served | undefined, ask: (base: string) => Promise<boolean>): Promise<Base> => {
  const given = url.href.replace(/\/$/, '');
  if (!served?.base || url.pathname !== '/') return { url: given, isSeen: false };
  const whole = `${given}${served.base}`;
  const note = `${served.base}, which the servers of the document put before each path, is added to the address`;
  if (served.known === undefined) return { url: whole, isSeen: false, note };
  if (await ask(whole)) return { url: whole, isSeen: true, note };
  if (await ask(given))
    return { url: given, isSeen: true, note: `the servers of the document put ${served.base} before each path; it answers without` };
  return { url: whole, isSeen: false, note };
};
