import { canonicalJson, sha256 } from '../../core/hash.ts';
import type { Finding } from '../../model/finding.ts';
import type { AckedWrite, FailedExpectation, Failure } from '../../model/journal.ts';

// Where an environment is not marked synthetic its values are other people's: the journal keeps their hashes alone.

const hidden = (value: unknown): unknown => (value === undefined ? undefined : sha256(canonicalJson(value)));

/** `GET /people?name=x` names a person: the method stays, the rest is a hash. */
const hideLine = (line: string): string => `${line.split(' ')[0] ?? ''} ${sha256(line)}`;

/** A mismatch in words holds both values, and its pointer may be made of data too: what is left is the kind of failure. */
const hideMismatch = (what: string): string => /^(?:answered \d+|no answer)/.exec(what)?.[0] ?? 'not what was expected';

/** The text of an answer may be repeated in the reason; then the kind of mismatch is all that is kept. */
export const hideWrite = (write: AckedWrite): AckedWrite => ({
  ...write,
  resource: write.resource === write.key ? write.key : sha256(write.resource),
  request: hideLine(write.request),
  read: hideLine(write.read),
  expect: hidden(write.expect),
  ...(write.got ? { got: { ...write.got, body: hidden(write.got.body), why: write.state } } : {}),
});

const hideFailed = (failed: FailedExpectation): FailedExpectation => ({
  ...failed,
  request: hideLine(failed.request),
  what: hideMismatch(failed.what),
  ...(failed.expected === undefined ? {} : { expected: hidden(failed.expected) }),
  ...(failed.got === undefined ? {} : { got: hidden(failed.got) }),
});

const hideFinding = (finding: Finding): Finding =>
  finding.witness ? { ...finding, witness: { ...finding.witness, value: hidden(finding.witness.value) } } : finding;

/**
 * A failure as it may be written down: a database quotes values in its messages, and a program says and logs what it likes.
 * What is left is what happened in our own words, and how much of a log there was.
 */
export const hideFailure = (failure: Failure, ours: string): Failure => ({
  ...failure,
  what: ours,
  ...(failure.log ? { log: [`(${failure.log.length} lines are not shown: the environment is not marked \`synthetic\`)`] } : {}),
});

/** The observations as they may be written down. */
export const redact = <
  T extends { writes: readonly AckedWrite[]; failedExpectations: readonly FailedExpectation[]; findings: readonly Finding[] },
>(
  seen: T,
  synthetic: boolean,
): T =>
  synthetic
    ? seen
    : {
        ...seen,
        writes: seen.writes.map(hideWrite),
        failedExpectations: seen.failedExpectations.map(hideFailed),
        findings: seen.findings.map(hideFinding),
      };
