import type { Backup, Verified } from '../../provider.ts';
import type { PgBackRest } from './program.ts';

/** Of the words of `pgbackrest verify --verbose`: one backup with its state, or one archive with what is wrong in it. */
const paragraphs = (text: string): readonly string[] => text.split(/\n(?= {2}(?:backup|archiveId): )/);

const count = /\b(?:missing|checksum invalid|size invalid|other): [1-9]/;

/**
 * What pgBackRest's own verification says: it ends with 0 whatever it finds, so that its words count. A backup that it does not name was
 * not looked at, and is not good. What is wrong with other backups is no matter of this one.
 */
export const verdictIn = (words: string, id: string): Verified => {
  const parts = paragraphs(words);
  const own = parts.find((part) => part.trimStart().startsWith(`backup: ${id},`));
  const archives = parts.filter((part) => part.trimStart().startsWith('archiveId: ') && count.test(part));
  const state = own === undefined ? undefined : /status: ([^,\n]+)/.exec(own)?.[1];
  const lines = [...archives, ...(own === undefined ? [] : [own])].flatMap((part) => part.split('\n')).map((line) => line.trim());
  if (state === undefined) return { ok: false, said: `of the backup ${id}, nothing` };
  return { ok: state === 'valid' && !count.test(own ?? '') && archives.length === 0, said: lines.join('; ') };
};

export const verifyBackup = async (program: PgBackRest, { id }: Backup, signal: AbortSignal): Promise<Verified> => {
  const { out } = await program.ask(['verify', ...program.repo, '--output=text', '--verbose'], {}, signal);
  return verdictIn(out, id);
};
