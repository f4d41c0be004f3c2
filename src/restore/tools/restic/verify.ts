import type { Verified } from '../../provider.ts';
import type { Restic } from './program.ts';

/** `no errors were found` is the only word that is good. */
export const verdictIn = (code: number | undefined, words: string): Verified => ({
  ok: code === 0 && /no errors were found/.test(words) && !/^(?:error|fatal|warning)\b/im.test(words),
  said: words.trim().split('\n').slice(-6).join('; '),
});

/** Restic's check of the structure; that the bytes are good is seen when they are brought back: each is under a hash. */
export const verifyBackup = async (restic: Restic, signal: AbortSignal): Promise<Verified> => {
  const { code, out, err } = await restic.ask(['check'], {}, signal, [0, 1]);
  return verdictIn(code, `${out}\n${err}`);
};
