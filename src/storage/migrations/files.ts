import { join } from 'node:path';

/**
 * The SQL files of a folder of migrations, relative to it, in order: right in it, and one folder deeper as Prisma has them.
 * @param list names of what lies in a folder, without its path; undefined where there is no folder
 */
export const migrationFiles = async (
  list: (folder: string) => Promise<readonly string[] | undefined>,
  folder: string,
): Promise<readonly string[] | undefined> => {
  const names = await list(folder);
  if (!names) return undefined;
  const found = await Promise.all(
    names.map(async (name): Promise<readonly string[]> => {
      if (name.endsWith('.sql')) return [name];
      if (/\.[a-z]+$/.test(name)) return [];
      const within = (await list(join(folder, name))) ?? [];
      return within.filter((one) => one === 'migration.sql' || one === 'down.sql').map((one) => `${name}/${one}`);
    }),
  );
  return found.flat().toSorted();
};
