import { DrillError, messageOf } from '../../../core/error.ts';
import { nearest } from '../../../core/nearest.ts';
import type { Backup } from '../../provider.ts';
import { answerMs } from '../tool.ts';
import type { PgBackRest } from './program.ts';

/** Of `pgbackrest info --output=json`, as far as it is read. */
interface Stanza {
  readonly name: string;
  readonly status: { readonly code: number; readonly message: string };
  readonly db: readonly { readonly id: number; readonly 'repo-key': number; readonly 'system-id': number; readonly version: string }[];
  readonly backup: readonly Entry[];
}

interface Entry {
  readonly label: string;
  readonly error: boolean;
  readonly archive: { readonly start: string | null; readonly stop: string | null };
  readonly database: { readonly id: number; readonly 'repo-key': number };
  readonly info: { readonly size: number; readonly repository: { readonly size?: number; readonly delta?: number } };
  readonly lsn?: { readonly start: string | null; readonly stop: string | null };
  readonly timestamp: { readonly start: number; readonly stop: number };
}

/** Numbers that JavaScript cannot hold are left as they are written. */
const parse = (text: string): readonly Stanza[] => JSON.parse(text.replaceAll(/("system-id":)(\d+)/g, '$1"$2"')) as readonly Stanza[];

/** Codes of a stanza that is there and has no backup: none, or of a repository of several. */
const noBackup = 2;

/** What the repository has of the stanza. @throws DrillError `backup/no-stanza`, and what the tool says */
export const readStanza = async (program: PgBackRest, signal: AbortSignal): Promise<Stanza> => {
  const { out } = await program.ask(['info', ...program.repo, '--output=json'], { limitMs: answerMs }, signal);
  let all: readonly Stanza[];
  try {
    all = parse(out);
  } catch (cause) {
    throw new DrillError('backup/unreadable', `what pgbackrest info prints cannot be read: ${messageOf(cause)}`, {
      cause,
      kind: 'internal',
    });
  }
  const stanza = all.find(({ name }) => name === program.stanza);
  if (stanza && (stanza.status.code === 0 || stanza.status.code === noBackup || stanza.backup.length > 0)) return stanza;
  const near = nearest(
    program.stanza,
    all.map(({ name }) => name).filter((name) => name !== program.stanza),
  );
  throw new DrillError(
    'backup/no-stanza',
    `pgBackRest has no stanza ${program.stanza}: ${stanza?.status.message ?? 'nothing of that name'}`,
    {
      fix: near === undefined ? 'check `stanza`, `config` and where the repository is' : `did you mean ${near}?`,
    },
  );
};

const backupOf = ({ db }: Stanza, { label, archive, database, info, lsn, timestamp }: Entry): Backup => {
  const of = db.find((one) => one.id === database.id && one['repo-key'] === database['repo-key']);
  const timeline = archive.start === null ? undefined : Number.parseInt(archive.start.slice(0, 8), 16);
  const bytes = info.repository.size ?? info.repository.delta ?? info.size;
  return {
    id: label,
    at: new Date(timestamp.stop * 1000).toISOString(),
    form: 'physical',
    bytes,
    ...(of && { systemIdentifier: String(of['system-id']), major: Number.parseInt(of.version, 10) }),
    ...(timeline !== undefined && { timeline }),
    ...(lsn?.start && lsn.stop && { log: { from: lsn.start, to: lsn.stop } }),
  };
};

/** The newest first; one of which pgBackRest knows that pages of it were broken is listed too: its restore is judged. */
export const listBackups = async (program: PgBackRest, signal: AbortSignal): Promise<readonly Backup[]> => {
  const stanza = await readStanza(program, signal);
  return stanza.backup.map((entry) => backupOf(stanza, entry)).sort((a, b) => (a.at < b.at ? 1 : -1));
};
