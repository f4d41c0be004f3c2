import { combine } from '../model/outcome.ts';
import type { Report, Reporter } from '../model/report.ts';
import { fromRoot, unplaced } from './phrases/files.ts';
import { artifactLocation, commitId, treeId } from './sarif/places.ts';
import { type Found, resultOf } from './sarif/result.ts';
import { descriptorOf, rulesOf } from './sarif/rules.ts';

type CheckOutcome = Extract<Report, { kind: 'check' }>;

const contractsOf = (checks: readonly CheckOutcome[]) => checks.flatMap(({ report }) => report.contracts);

/** Every file that was compared, once; the hash that it was read with. */
const artifactsOf = (checks: readonly CheckOutcome[], about: NonNullable<CheckOutcome['about']>) => {
  const files = contractsOf(checks).flatMap(({ files: { old, new: next }, digests }) => [
    { file: old, digest: digests?.old, roles: [] },
    { file: next, digest: digests?.new, roles: ['analysisTarget'] },
  ]);
  const each = files.map(({ file, digest, roles }) => ({
    location: artifactLocation(file, about),
    ...(roles.length > 0 ? { roles } : {}),
    ...(digest === undefined ? {} : { hashes: { 'sha-256': digest.replace(/^sha256:/, '') } }),
  }));
  return [...new Map(each.map((artifact) => [JSON.stringify(artifact), artifact])).values()];
};

const basesOf = (checks: readonly CheckOutcome[], about: NonNullable<CheckOutcome['about']>) => {
  const commits = contractsOf(checks).flatMap(({ files }) => fromRoot(files.old, about).commit ?? []);
  return Object.fromEntries([
    [treeId, { description: { text: 'The root of the repository, in the working tree.' } }],
    ...commits.map(
      (commit) => [commitId(commit), { description: { text: `The root of the repository, as committed: ${commit}.` } }] as const,
    ),
  ]);
};

const logOf = (checks: readonly CheckOutcome[]) => {
  const about = checks.find((check) => check.about)?.about ?? unplaced;
  const found = checks.flatMap(({ report }) =>
    report.contracts.flatMap((contract) => contract.findings.map((finding): Found => ({ finding, contract, artifact: report.artifact }))),
  );
  const rules = rulesOf(
    about.rules,
    found.map(({ finding }) => finding),
  );
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const anyWaived = found.some(({ finding }) => finding.waived);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'drill',
            ...(about.tool === '' ? {} : { version: about.tool, semanticVersion: about.tool }),
            rules: rules.map(descriptorOf),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: basesOf(checks, about),
        artifacts: artifactsOf(checks, about),
        results: found.map((one) => resultOf(one, indexOf.get(one.finding.rule) ?? -1, about, anyWaived)),
        properties: {
          outcome: combine(checks.map(({ judgement }) => judgement.outcome)),
          reasons: checks.flatMap(({ report, judgement }) => judgement.reasons.map((reason) => ({ artifact: report.artifact, ...reason }))),
        },
      },
    ],
  };
};

/** SARIF 2.1.0, for code scanning: one run, whatever was checked. */
export const sarif: Reporter = {
  name: 'sarif',
  kinds: ['check'],
  render: (reports) => `${JSON.stringify(logOf(reports.filter((report) => report.kind === 'check')), null, 2)}\n`,
};
