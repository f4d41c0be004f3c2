import { canonicalJson, sha256 } from '../../core/hash.ts';
import type { ContractReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';

// Outside of synthetic environments the rows of a seed and captured parameters may be other people's: what shows a finding is kept as a
// hash. In our words, and in a server's, values stand between quotes, as names may: these go too.

const quiet = (text: string): string => text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '"…"');

const quietFinding = (finding: Finding): Finding => ({
  ...finding,
  what: quiet(finding.what),
  ...(finding.use && { use: { ...finding.use, of: quiet(finding.use.of) } }),
  ...(finding.witness && { witness: { ...finding.witness, value: sha256(canonicalJson(finding.witness.value)) } }),
});

/** A store as a journal may keep it: nobody's values in it. */
export const withoutValues = (report: ContractReport): ContractReport => {
  const { findings, notices, wayBack, chain } = report;
  const lost = chain?.pointOfNoReturn;
  return {
    ...report,
    findings: findings.map(quietFinding),
    ...(notices && { notices: notices.map(quiet) }),
    ...(wayBack !== undefined && { wayBack: quiet(wayBack) }),
    ...(chain && { chain: { ...chain, ...(lost && { pointOfNoReturn: { ...lost, why: quiet(lost.why) } }) } }),
  };
};
