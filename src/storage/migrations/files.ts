import { join } from 'node:path';

/** As tools number and name migrations: `002_b`, `20240101-b`, `V2__b`, `R__view`. */
const numbered = /^(?:\d|[VU]\d[^/]*__|R__)/;

const otherSql = /\.(?:pgsql|psql|plpgsql|ddl)$/i;

/** What tools run as migrations beside SQL; what explains or describes them is not among it. */
const program = /(?<!\.d)\.(?:[cm]?[jt]s|py|rb|go|java|kt|php|cs|exs?|clj|sh)$/i;

/** A migration as SQL, or what is called as one is: who reads it tells what it can make nothing of. */
const isCandidate = (name: string): boolean =>
  /\.sql$/i.test(name) || otherSql.test(name) || (program.test(name) && numbered.test(name) && !/[._-]test\./i.test(name));

/** Folders within folders, at most so many; Flyway goes through all of them. */
const deepest = 4;

const within = async (
  list: (folder: string) => Promise<readonly string[] | undefined>,
  folder: string,
  depth: number,
): Promise<readonly string[]> => {
  const names = (await list(folder)) ?? [];
  const found = await Promise.all(
    names.map(async (name): Promise<readonly string[]> => {
      // Of what lies deeper, only what Prisma has there and what is called as a migration is: seeds and notes lie there too.
      if (isCandidate(name)) return numbered.test(name) || (depth === 1 && /^(?:migration|down)\.sql$/.test(name)) ? [name] : [];
      if (/^\.|\.[a-z]+$|^node_modules$/i.test(name) || depth === deepest) return [];
      return (await within(list, join(folder, name), depth + 1)).map((one) => `${name}/${one}`);
    }),
  );
  return found.flat();
};

/**
 * The files of a folder of migrations, relative to it, in order: the SQL right in it, what Prisma has one folder deeper, and what is called
 * as migrations are, wherever it lies and in whatever language.
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
      if (isCandidate(name)) return [name];
      if (/^\.|\.[a-z]+$|^node_modules$/i.test(name)) return [];
      return (await within(list, join(folder, name), 1)).map((one) => `${name}/${one}`);
    }),
  );
  return found.flat().toSorted();
};
