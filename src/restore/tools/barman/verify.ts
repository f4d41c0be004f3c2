import type { Backup, Verified } from '../../provider.ts';
import type { Barman } from './program.ts';

/** What it says where something is wrong, whatever it ends with. */
const wrong = /\b(?:error|failed|failure|mismatch|missing|not on disk|not in the manifest|corrupt|fatal|exception)\b/i;

/** Of a backup without a manifest there is nothing to look at: pg_verifybackup says so, and it is no fault of the backup. */
const noManifest = /manifest.*(?:not found|does not exist|could not open)|only.*postgres.*backup_method|cannot.*verif/i;

export const verdictIn = (code: number | undefined, words: string): Verified => {
  const said = words.trim().split('\n').slice(-6).join('; ');
  return { ok: code === 0 && !wrong.test(words) && words.includes('verified'), said };
};

/** Barman's verification of a backup by pg_verifybackup; undefined words are no praise. @throws DrillError what the tool says */
export const verifyBackup = async (barman: Barman, { id }: Backup, signal: AbortSignal): Promise<Verified> => {
  const { code, out, err } = await barman.ask(['verify-backup', barman.server, id], {}, signal, [0, 1, 2]);
  const words = `${out}\n${err}`;
  if (noManifest.test(words)) return { ok: true, said: 'it has no manifest that it could be held against' };
  return verdictIn(code, words);
};
