import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { DrillError } from '../../core/error.ts';
import type { Step } from '../../storage/migrations/step.ts';
import { readMarked } from '../../storage/migrations/markers.ts';
import type { Sql } from '../../storage/migrations/step.ts';

const whyNot: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'it may not be read',
};

/** A file of SQL, whose name stays as it was given. @throws DrillError (usage) where it cannot be read or is not UTF-8 */
export const readSql = async (file: string, cwd: string): Promise<Sql> => {
  const bytes = await readFile(resolve(cwd, file)).catch((cause: NodeJS.ErrnoException) => {
    throw new DrillError('migration/unreadable', `cannot read ${file}: ${whyNot[cause.code ?? ''] ?? cause.message}`, { cause });
  });
  return { file, text: textOf(bytes, file) };
};

const textOf = (bytes: Uint8Array, file: string): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const good = new TextDecoder('utf-8').decode(bytes);
    const before = good.slice(0, good.indexOf('\uFFFD')).split('\n');
    throw new DrillError('migration/not-utf-8', `${file} is not valid UTF-8`, {
      at: { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 },
      fix: 'Save it as UTF-8.',
    });
  }
};

const markedStep = (name: string, sql: Sql): Step => {
  const marks = readMarked(sql);
  if (marks.kind === 'wrong') throw DrillError.of([marks.problem]);
  return marks.kind === 'none' ? { name, up: sql } : { name, up: marks.up, ...(marks.down && { down: marks.down }) };
};

/** A migration with its down, which may stand in one file with the markers of a tool. @throws DrillError (usage) for a file that cannot be read, or has a down and another beside it */
export const readStep = async (up: string, down: string | undefined, cwd: string): Promise<Step> => {
  const [upSql, downSql] = await Promise.all([readSql(up, cwd), down === undefined ? undefined : readSql(down, cwd)]);
  const step = markedStep(basename(up).replace(/(?:\.up)?\.sql$/, ''), upSql);
  if (step.down && downSql)
    throw new DrillError('migration/two-downs', `${up} goes back by itself, and ${down ?? ''} is another down of it`, {
      fix: 'Give one of them.',
    });
  return downSql ? { ...step, down: downSql } : step;
};
