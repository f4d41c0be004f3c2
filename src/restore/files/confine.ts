import { chmod, lchown, lstat, readdir, readFile, readlink, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { DrillError } from '../../core/error.ts';
import { serverUser } from '../../storage/engines/postgres/binaries.ts';

// A cluster that was brought back may point to where its source has its files: links of tablespaces, and the list from which a server
// makes them again when it recovers. A copy that is started with these writes into the source.

const isWithin = (folder: string, path: string): boolean => !relative(folder, path).startsWith('..') && relative(folder, path) !== path;

const points = (name: string, where: string): DrillError =>
  new DrillError('backup/points-outside', `${name} of the copy points out of the drill’s folder, to ${where}`, {
    why: 'A server that is started on it would write to the files of its source.',
    fix: 'Let the backup tool bring tablespaces to where the copy is; take the backup without links.',
    kind: 'internal',
  });

/** Lines of `tablespace_map`: an identifier and where it was. What was brought elsewhere is linked there, and the list goes. */
const settleSpaces = async (data: string): Promise<void> => {
  const text = await readFile(join(data, 'tablespace_map'), 'utf8').catch(() => '');
  for (const line of text.split('\n').filter(Boolean)) {
    const [id = '', ...rest] = line.split(' ');
    const found = await lstat(join(data, 'pg_tblspc', id)).catch(() => undefined);
    if (!found) throw points(`the tablespace ${id}`, rest.join(' '));
  }
  await rm(join(data, 'tablespace_map'), { force: true });
};

/**
 * Gives what was brought to the server's user, and makes sure that all of it lies in the folder. Tablespaces are folders or links in it.
 * @param folder the drill's own, with all that was brought
 * @param data of the cluster, in it
 * @returns how much it is
 * @throws DrillError `backup/points-outside`
 */
export const confine = async (folder: string, data: string): Promise<{ readonly files: number; readonly bytes: number }> => {
  await settleSpaces(data);
  const user = await serverUser();
  const root = await realpath(folder);
  let [files, bytes] = [0, 0];
  const visit = async (path: string): Promise<void> => {
    for (const entry of await readdir(path, { withFileTypes: true })) {
      const at = join(path, entry.name);
      if (entry.isSymbolicLink()) {
        const real = await realpath(at).catch(() => undefined);
        if (real === undefined || !isWithin(root, real))
          throw points(relative(data, at).split(sep).join('/'), real ?? (await readlink(at)));
      } else if (entry.isDirectory()) await visit(at);
      else if (entry.isFile()) {
        files++;
        bytes += (await lstat(at)).size;
      } else await rm(at); // A socket or a pipe that somebody copied with the rest.
      if (user) await lchown(at, user.uid, user.gid);
    }
  };
  for (const top of [data, join(folder, 'tablespaces')]) {
    const found = await lstat(top).catch(() => undefined);
    if (!found) continue;
    await visit(top);
    if (user) await lchown(top, user.uid, user.gid);
  }
  await chmod(data, 0o700);
  return { files, bytes };
};

/** Makes a link of a tablespace that lies in the drill's folder. */
export const linkSpace = async (data: string, id: string, at: string): Promise<void> => {
  await rm(join(data, 'pg_tblspc', id), { recursive: true, force: true });
  await symlink(at, join(data, 'pg_tblspc', id));
};

/** What a server refuses to start beside, where it was copied with the rest. */
export const removeRunning = async (data: string): Promise<void> => {
  for (const name of ['postmaster.pid', 'postmaster.opts', 'standby.signal']) await rm(join(data, name), { force: true });
  await writeFile(join(data, 'postgresql.auto.conf'), '', { mode: 0o600 });
};
