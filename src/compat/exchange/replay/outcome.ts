import type { RefusedPart } from '../../../model/exchange.ts';
import type { ReplayOutcome } from '../../../model/replay.ts';

/** How a server says that it wants credentials, or others. */
const unauthorised: ReadonlySet<number> = new Set([401, 403, 407]);

export interface Said {
  readonly outcome: ReplayOutcome;
  readonly because: string;
}

/** How a server says that it has no such operation. */
const noSuchOperation: ReadonlySet<number> = new Set([404, 405, 410, 501]);

/** What a status says of a request that should be refused for a part of it. */
export const outcomeOf = (status: number, part: RefusedPart): Said => {
  const said = (outcome: ReplayOutcome, because: string): Said => ({ outcome, because: `${status}: ${because}` });
  if (part === 'operation' && noSuchOperation.has(status)) return said('refused', 'there is no such operation');
  if (part === 'credentials' && unauthorised.has(status)) return said('refused', 'it wants credentials');
  if (status >= 200 && status < 300) return said('accepted', 'it is taken, although the document says otherwise');
  if (status >= 300 && status < 400) return said('redirected', 'it leads elsewhere, where nothing is sent');
  if (unauthorised.has(status)) return said('unauthorised', 'it is not said whether the request is valid');
  if (status === 404) return said('not-found', 'nothing is there to be asked');
  if (status === 408) return said('timed-out', 'the server gave up waiting');
  if (status === 429) return said('limited', 'the server wants fewer requests');
  if (status >= 400 && status < 500) return said('refused', 'as the document says');
  return said('server-error', 'the server failed, which is no refusal');
};
