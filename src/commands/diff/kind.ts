import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DrillError } from '../../core/error.ts';

/** A snapshot says what it is where it begins. */
const beginning = 256;
const mark = /^\uFEFF?\s*\{\s*"format"\s*:\s*"rollback-drill\/snapshot"/;

/** Does a text begin as a snapshot does? */
export const beginsAsSnapshot = (text: string): boolean => mark.test(text.slice(0, beginning));

export const isSnapshot = async (file: string, cwd: string): Promise<boolean> => {
  // What cannot be read is told of by whoever reads it.
  try {
    // A pipe that nobody writes to would be waited for, and nothing could end that; Windows knows no such flag.
    await using handle = await open(resolve(cwd, file), constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    if (!(await handle.stat()).isFile()) return false;
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(beginning), 0, beginning, 0);
    return beginsAsSnapshot(buffer.toString('utf8', 0, bytesRead));
  } catch {
    return false;
  }
};

/** Are both snapshots of stores, and no contracts? @throws DrillError (usage) where one is and the other is not */
export const areSnapshots = async (old: string, next: string, cwd: string): Promise<boolean> => {
  const [a, b] = await Promise.all([isSnapshot(old, cwd), isSnapshot(next, cwd)]);
  return bothOrNone([old, a], [next, b]);
};

type Asked = readonly [name: string, isSnapshot: boolean];

/** Are both snapshots? @throws DrillError (usage) where one is and the other is not */
export const bothOrNone = ([old, a]: Asked, [next, b]: Asked): boolean => {
  if (a === b) return a;
  const [snapshot, contract] = a ? [old, next] : [next, old];
  throw new DrillError('diff/two-kinds', `${snapshot} is the snapshot of a store and ${contract} is none, so they cannot be compared`, {
    fix: 'Give two snapshots, or two contracts.',
  });
};
