import type { Finding, Severity } from '../model/finding.ts';
import type { Outcome, Reason } from '../model/outcome.ts';
import type { About, Report, Reporter } from '../model/report.ts';
import { type Annotation, commandText, logLine, most } from './github/command.ts';
import { cellsText } from './phrases/cells.ts';
import { fromRoot, unplaced } from './phrases/files.ts';
import { headline } from './phrases/headline.ts';
import { plural } from './phrases/plural.ts';
import { gravestFirst } from './phrases/weight.ts';

const ofSeverity = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<Severity, Annotation['type']>;
const ofOutcome = { fail: 'error', inconclusive: 'warning', pass: 'notice' } as const satisfies Record<Outcome, Annotation['type']>;

const ofFinding = (finding: Finding, file: string, about: About): Annotation => {
  const { at, rule, what, fix, cells } = finding;
  const place = at.new ?? { file, line: 1, column: undefined };
  const hit = cellsText({ cells });
  return {
    type: ofSeverity[finding.severity],
    title: rule,
    message: [`${what}${hit === '' ? '' : ` (${hit})`}`, `What to do: ${fix}`].join('\n'),
    file: fromRoot(place.file, about).path,
    line: place.line,
    ...(place.column === undefined ? {} : { column: place.column }),
  };
};

const ofReason = ({ outcome, code, what, fix }: Reason): Annotation => ({
  type: ofOutcome[outcome],
  title: code,
  message: fix === undefined ? what : `${what}\nWhat to do: ${fix}`,
});

const isOpen = ({ outcome }: Reason): boolean => outcome !== 'pass';

/** Everything that is to be shown. A check's reasons repeat its findings, where these say it all. */
const annotationsOf = (report: Report): readonly Annotation[] => {
  if (report.kind === 'drill') return report.judgement.reasons.filter(isOpen).map(ofReason);
  if (report.kind === 'gate') return report.verdict.reasons.filter(isOpen).map(ofReason);
  if (report.kind !== 'check') return [];
  const about = report.about ?? unplaced;
  const found = report.report.contracts.flatMap(({ findings, files }) =>
    findings.filter(({ waived }) => !waived).map((finding) => ({ finding, file: files.new })),
  );
  const shown = gravestFirst(found).map(({ finding, file }) => ofFinding(finding, file, about));
  const reasons = report.judgement.reasons.filter(isOpen).map(ofReason);
  const gravest = ofOutcome[report.judgement.outcome];
  return shown.some(({ type }) => type === 'error' || type === gravest) ? shown : [...reasons, ...shown];
};

/** The first of each type; where there are more than are shown, the last one counts the rest. */
const limited = (annotations: readonly Annotation[]): readonly Annotation[] =>
  (['error', 'warning', 'notice'] as const).flatMap((type) => {
    const all = annotations.filter((annotation) => annotation.type === type);
    if (all.length <= most) return all;
    const rest = all.length - (most - 1);
    return [
      ...all.slice(0, most - 1),
      { type, title: 'drill', message: `${rest} more ${type}s are not shown here: GitHub shows ${most} of a step. --format json has all.` },
    ];
  });

const waivedIn = (reports: readonly Report[]): number =>
  reports
    .flatMap((report) => (report.kind === 'check' ? report.report.contracts : []))
    .reduce((sum, { findings }) => sum + findings.filter(({ waived }) => waived).length, 0);

/** Workflow commands of GitHub Actions, which it shows beside the lines of a pull request; then the verdicts, for the log. */
export const github: Reporter = {
  name: 'github',
  kinds: ['check', 'drill', 'gate'],
  render: (reports) => {
    const waived = waivedIn(reports);
    const lines = [
      ...limited(reports.flatMap(annotationsOf)).map(commandText),
      ...reports.flatMap((report) => headline(report) ?? []).map(logLine),
      ...(waived > 0 ? [logLine(`${plural(waived, 'accepted finding is', 'accepted findings are')} not annotated`)] : []),
    ];
    return lines.map((line) => `${line}\n`).join('');
  },
};
