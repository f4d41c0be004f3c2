import type { AckedWrite, FailedExpectation } from '../../model/journal.ts';

/** Characters of a value, as JSON, that a journal keeps: an answer of megabytes shows no more than its beginning. */
const most = 4000;

/** A value as the journal keeps it: itself, or the beginning of its text and its length. */
const bounded = (value: unknown): unknown => {
  const text = JSON.stringify(value) ?? '';
  return text.length <= most ? value : { beginning: text.slice(0, most), characters: text.length };
};

export const boundedWrite = (write: AckedWrite): AckedWrite => ({
  ...write,
  expect: bounded(write.expect),
  ...(write.got ? { got: { ...write.got, body: bounded(write.got.body), why: write.got.why.slice(0, most) } } : {}),
});

export const boundedFailure = (failed: FailedExpectation): FailedExpectation => ({
  ...failed,
  what: failed.what.slice(0, most),
  ...(failed.expected === undefined ? {} : { expected: bounded(failed.expected) }),
  ...(failed.got === undefined ? {} : { got: bounded(failed.got) }),
});
