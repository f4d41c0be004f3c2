import { canonicalJson, sha256 } from '../../core/hash.ts';
import type { Finding } from '../../model/finding.ts';
import type { AckedWrite, FailedExpectation } from '../../model/journal.ts';

// Where an environment is not marked synthetic its values are other people's: the journal keeps their hashes alone.

const hidden = (value: unknown): unknown => (value === undefined ? undefined : sha256(canonicalJson(value)));

/** The text of an answer may be repeated in the reason; then the kind of mismatch is all that is kept. */
const hideWrite = (write: AckedWrite): AckedWrite => ({
  ...write,
  expect: hidden(write.expect),
  ...(write.got ? { got: { ...write.got, body: hidden(write.got.body), why: write.state } } : {}),
});

const hideFailed = (failed: FailedExpectation): FailedExpectation => ({
  ...failed,
  what: failed.what.replace(/ is .*$/, ' is not what was expected'),
  ...(failed.expected === undefined ? {} : { expected: hidden(failed.expected) }),
  ...(failed.got === undefined ? {} : { got: hidden(failed.got) }),
});

const hideFinding = (finding: Finding): Finding =>
  finding.witness ? { ...finding, witness: { ...finding.witness, value: hidden(finding.witness.value) } } : finding;

/** The observations as they may be written down. */
export const redact = <T extends { writes: readonly AckedWrite[]; failedExpectations: readonly FailedExpectation[]; findings: readonly Finding[] }>(seen: T, synthetic: boolean): T =>
  synthetic
    ? seen
    : { ...seen, writes: seen.writes.map(hideWrite), failedExpectations: seen.failedExpectations.map(hideFailed), findings: seen.findings.map(hideFinding) };
