import type { Report } from '../../model/report.ts';
import { passingText, troubleOf } from './reasons.ts';
import type { Suite } from './suite.ts';

/** The gate's answer: one test a rollout, named so that it is the same one for the next version. */
export const gateSuites = ({ verdict }: Extract<Report, { kind: 'gate' }>): readonly Suite[] => {
  const { artifact, environment, direction, from, to, reasons } = verdict;
  const trouble = troubleOf(reasons);
  return [
    {
      name: `gate ${artifact}`,
      properties: { ...(from ? { 'N-1': from.version } : {}), N: to.version },
      cases: [{ name: `${environment}, ${direction}`, ...(trouble ? { trouble } : {}), out: passingText(reasons) }],
    },
  ];
};

/** Two schemas: one test for the mode that was asked about. */
export const schemaSuites = ({ report, judgement }: Extract<Report, { kind: 'schema' }>): readonly Suite[] => {
  const trouble = troubleOf(judgement.reasons);
  return [
    {
      name: `schema ${report.a.name} → ${report.b.name}`,
      durationMs: report.ms,
      cases: [{ name: report.mode, ...(trouble ? { trouble } : {}), out: passingText(judgement.reasons) }],
    },
  ];
};
