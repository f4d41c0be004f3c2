import { messageOf } from '../../core/error.ts';
import type { AckedWrite, WriteState } from '../../model/journal.ts';
import type { Acked, ReadBack } from './acked.ts';
import { mismatch, mismatchText } from './match.ts';
import { atPointer } from './pointer.ts';
import type { Reply, Send } from './send.ts';

interface Found {
  readonly state: WriteState;
  readonly got?: AckedWrite['got'];
}

const gone = new Set([404, 410]);

/** The list holds other things too: what matches is counted, and a list of others says only that this one is not there. */
const judgeAmong = (items: readonly unknown[], wanted: ReadBack, got: (why: string) => AckedWrite['got']): Found => {
  const matching = items.filter((item) => mismatch(wanted.expect, item) === undefined).length;
  if (matching === (wanted.gone ? 0 : 1)) return { state: 'present' };
  if (wanted.gone) return { state: 'changed', got: got('it was deleted and is there again') };
  return matching === 0
    ? { state: 'lost', got: got(`none of ${items.length} items matches`) }
    : { state: 'duplicated', got: got(`it is there ${matching} times`) };
};

const judgeList = (items: readonly unknown[], wanted: ReadBack, reply: Reply): Found => {
  const got = (why: string): AckedWrite['got'] => ({ status: reply.status, body: reply.body, why });
  if (wanted.among) return judgeAmong(items, wanted, got);
  if (wanted.gone) return items.length === 0 ? { state: 'present' } : { state: 'changed', got: got('it was deleted and is there again') };
  const matching = items.filter((item) => mismatch(wanted.expect, item) === undefined).length;
  if (matching === 1 && items.length === 1) return { state: 'present' };
  if (items.length > 1) return { state: 'duplicated', got: got(`it is there ${items.length} times`) };
  const wrong = items.length === 1 ? mismatch(wanted.expect, items[0]) : undefined;
  return wrong ? { state: 'changed', got: got(mismatchText(wrong)) } : { state: 'lost', got: got('the list is empty') };
};

/** What one answer says about a write. Pure. */
export const judgeAnswer = (wanted: ReadBack, reply: Reply): Found => {
  const got = (why: string): AckedWrite['got'] => ({ status: reply.status, body: reply.body, why });
  if (gone.has(reply.status)) return wanted.gone ? { state: 'present' } : { state: 'lost', got: got(`answered ${reply.status}`) };
  // 429 and 408 say nothing of the row.
  if (reply.status === 429 || reply.status === 408) return { state: 'unknown', got: got(`answered ${reply.status}`) };
  if (reply.status < 200 || reply.status >= 300) return { state: 'unreadable', got: got(`answered ${reply.status}`) };
  const value = wanted.at === undefined ? reply.body : atPointer(reply.body, wanted.at);
  if (Array.isArray(value) && !Array.isArray(wanted.expect)) return judgeList(value, wanted, reply);
  if (wanted.gone) return { state: 'changed', got: got('it was deleted and is there again') };
  if (value === undefined) return { state: 'lost', got: got(`${wanted.at ?? 'the answer'} leads nowhere`) };
  const wrong = mismatch(wanted.expect, value);
  return wrong ? { state: 'changed', got: got(mismatchText(wrong)) } : { state: 'present' };
};

const tries = 3;

const readBack = async (acked: Acked, send: Send, signal: AbortSignal): Promise<Found> => {
  let found: Found = { state: 'unknown', got: { why: 'not read: time was up' } };
  for (let attempt = 0; attempt < tries && !signal.aborted; attempt++) {
    for (const wanted of [acked.wanted, ...acked.or]) {
      try {
        const one = judgeAnswer(wanted, await send(wanted.read, { headers: wanted.headers }));
        if (one.state === 'present') return one;
        if (wanted === acked.wanted) found = one;
      } catch (error) {
        found = { state: 'unknown', got: { why: messageOf(error) } };
      }
    }
    // Only an answer that came and is clear is believed at once; errors of the server are asked again.
    if (found.state !== 'unknown' && found.state !== 'unreadable') break;
  }
  return found;
};

/**
 * Reads every acknowledged write back, `atOnce` at a time. What was not read when the signal aborts, or got no answer, is
 * unknown.
 */
export const verifyWrites = async (writes: readonly Acked[], send: Send, signal: AbortSignal, atOnce = 16): Promise<AckedWrite[]> => {
  const results: AckedWrite[] = [];
  const queue = writes.entries();
  const worker = async (): Promise<void> => {
    for (const [index, acked] of queue) {
      const { state, got } = await readBack(acked, send, signal);
      const { read, expect, gone: isGone } = acked.wanted;
      results[index] = { ...acked.about, read, expect: isGone ? 'gone' : expect, state, ...(got ? { got } : {}) };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
};
