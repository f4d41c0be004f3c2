import type { Look, Report, Reporter } from '../model/report.ts';
import { backupsText } from './terminal/backups.ts';
import { checkText } from './terminal/check.ts';
import { noCommand, quoted } from './terminal/foreign.ts';
import { historyText } from './terminal/history.ts';
import { journalText } from './terminal/journal.ts';
import { ledgerText } from './terminal/ledger.ts';
import { generatedText } from './terminal/generated.ts';
import { migrationText } from './terminal/migration.ts';
import { readinessText } from './terminal/readiness.ts';
import { schemaText } from './terminal/schema.ts';
import { snapshotText } from './terminal/snapshot.ts';
import { verdictText } from './terminal/verdict.ts';

const textOf = (report: Report, look: Look): string => {
  switch (report.kind) {
    case 'drill':
      return journalText(report, look);
    case 'check':
      return checkText(report.report, report.judgement, look);
    case 'schema':
      return schemaText(report, look);
    case 'migration':
      return migrationText(report.report, report.judgement, look);
    case 'readiness':
      return readinessText(report.report, report.judgement, look);
    case 'generated':
      return generatedText(report.report);
    case 'snapshot':
      return snapshotText(report.report, look);
    case 'backups':
      return backupsText(report.report, look);
    case 'gate':
      return verdictText(report.verdict, look);
    case 'history':
      return historyText(report, look);
    case 'ledger':
      return ledgerText(report, look);
  }
};

/** For people. */
export const terminal: Reporter = {
  name: 'terminal',
  render: (reports, look) => noCommand(reports.map((report) => textOf(quoted(report), look)).join('\n')),
};
