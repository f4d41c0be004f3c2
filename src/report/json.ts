import type { Report, Reporter } from '../model/report.ts';

/** One versioned document a report. */
const documentOf = (report: Report): unknown => {
  switch (report.kind) {
    case 'drill':
      return { ...report.journal, judgement: report.judgement };
    case 'check':
      return { ...report.report, judgement: report.judgement };
    case 'schema':
      return { ...report.report, judgement: report.judgement };
    case 'readiness':
      return { ...report.report, judgement: report.judgement };
    case 'migration':
      return { ...report.report, judgement: report.judgement };
    case 'generated':
    case 'snapshot':
    case 'backups':
      return report.report;
    case 'gate':
      return { format: 'rollback-drill/verdict', version: 1, ...report.verdict };
    case 'history':
      return { format: 'rollback-drill/history', version: 1, entries: report.entries, lastKnownGood: report.lastKnownGood };
    case 'ledger': {
      const { kind: _, ...ledger } = report;
      return { format: 'rollback-drill/ledger', version: 1, ...ledger };
    }
  }
};

/** Machine-readable: the document itself for one report, a list for several or none. */
export const json: Reporter = {
  name: 'json',
  render: (reports) =>
    `${JSON.stringify(reports.length === 1 && reports[0] ? documentOf(reports[0]) : reports.map(documentOf), null, 2)}\n`,
};
