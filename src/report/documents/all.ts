import { backupsDocument } from './backups.ts';
import { checkDocument } from './check.ts';
import { journalDocument } from './journal.ts';
import { historyDocument, ledgerDocument, verdictDocument } from './ledger.ts';
import { migrationDocument } from './migration.ts';
import { readinessDocument } from './readiness.ts';
import { generatedDocument, schemaDocument } from './schema.ts';
import { snapshotDocument } from './snapshot.ts';

const documents = {
  check: checkDocument,
  journal: journalDocument,
  schema: schemaDocument,
  generated: generatedDocument,
  captured: snapshotDocument,
  migration: migrationDocument,
  readiness: readinessDocument,
  verdict: verdictDocument,
  history: historyDocument,
  ledger: ledgerDocument,
  backups: backupsDocument,
};

/** The JSON Schemas of what `--format json` prints, as the files that are published; paths are relative to the package. */
export const reportSchemas = (): readonly { readonly folder: string; readonly name: string; readonly text: string }[] =>
  Object.entries(documents).map(([name, document]) => ({
    folder: 'contracts/reports/1',
    name: `${name}.schema.json`,
    text: `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: `rollback-drill/${name}`, ...document }, null, 2)}\n`,
  }));
