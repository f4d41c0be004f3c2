import type { Report } from '../../model/report.ts';

/** What was judged and how, in one line; undefined for what is not judged. */
export const headline = (report: Report): string | undefined => {
  if (report.kind === 'check') {
    const { artifact, from, to } = report.report;
    return `${report.judgement.outcome.toUpperCase()} ${artifact === 'diff' ? '' : `${artifact} `}${from.version} → ${to.version}`;
  }
  if (report.kind === 'drill') {
    const { drill, artifact, environment, from, to } = report.journal;
    return `${report.judgement.outcome.toUpperCase()} ${drill}: ${artifact} ${from.version} → ${to.version} → ${from.version} on ${environment}`;
  }
  if (report.kind === 'gate') {
    const { outcome, artifact, environment, direction, from, to } = report.verdict;
    return `${outcome.toUpperCase()} ${artifact} ${from ? `${from.version} → ` : ''}${to.version} in ${environment} (${direction})`;
  }
  return undefined;
};
