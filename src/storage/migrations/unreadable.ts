import { DrillError } from '../../core/error.ts';

const reasons: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  EACCES: ['permission denied', 'Give the user that runs drill the right to read it.'],
  EPERM: ['permission denied', 'Give the user that runs drill the right to read it.'],
  ELOOP: ['its symbolic links lead in a circle', 'Let the link lead to what is meant, or take it out.'],
  ENOENT: ['it is a link that leads nowhere', 'Let the link lead to what is meant, or take it out.'],
  EISDIR: ['it is a folder, and called as a file is', 'Give the folder a name without .sql, or take it out.'],
};

/** Nothing of that name, or a file where a folder is asked for. */
const none = ['ENOENT', 'ENOTDIR'];

/** What is there and cannot be read: what lies in it may be a migration, so that it is never passed over. */
export const unreadable = (named: string, cause: unknown): DrillError => {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const [what, fix] = reasons[code] ?? [message, 'Mend that, or take it out.'];
  return new DrillError('migrations/unreadable', `cannot read ${named}: ${what}`, { cause, fix });
};

/**
 * What a read gives; undefined where there is nothing of that name.
 * @param named the file or folder as messages name it
 * @param codes what the system says where there is nothing
 * @throws DrillError `migrations/unreadable` where there is something, and it cannot be read
 */
export const ifThere = <T>(reading: Promise<T>, named: string, codes: readonly string[] = none): Promise<T | undefined> =>
  reading.catch((cause: unknown) => {
    if (codes.includes((cause as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw unreadable(named, cause);
  });
