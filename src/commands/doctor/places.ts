import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DrillError, messageOf, placeText } from '../../core/error.ts';
import { freePort } from '../../core/port.ts';
import { openScratch } from '../../core/scratch/scratch.ts';
import { loadWorkspace } from '../../workspace/load.ts';
import { npmCache } from '../../workspace/sources/npm/cache.ts';
import { type Check, type Finding, limited, missing, ok } from './check.ts';

const megabyte = 1 << 20;

/** The folder itself, or the nearest above it that is there. */
const nearestThere = async (folder: string): Promise<string> => {
  for (let at = folder; ; at = dirname(at)) {
    const there = await access(at).then(
      () => true,
      () => false,
    );
    if (there || at === dirname(at)) return at;
  }
};

/** Is there room in a folder? Below `least` bytes nothing works, below `enough` it may not. */
const room = async (folder: string, least: number, enough: number): Promise<Finding> => {
  const at = await nearestThere(folder);
  try {
    await access(at, constants.W_OK);
    const { bavail, bsize } = await statfs(at);
    const free = bavail * bsize;
    const what = `${Math.floor(free / megabyte)} MB free in ${folder}`;
    if (free < least) return missing(what, `free at least ${least / megabyte} MB there`);
    return free < enough ? limited(what, `${enough / megabyte} MB are better`) : ok(what);
  } catch (error) {
    return missing(`${folder} cannot be written to: ${messageOf(error)}`, 'make it writable for this user');
  }
};

export const temporary: Check = {
  name: 'temporary files',
  needed: true,
  look: async () => {
    try {
      // A new database takes 40 MB, and as much again for what a drill writes.
      await using scratch = await openScratch(`doctor-${randomBytes(4).toString('hex')}`);
      return await room(dirname(scratch.folder), 200 * megabyte, 1024 * megabyte);
    } catch (error) {
      return missing(
        messageOf(error),
        (error instanceof DrillError ? error.problems[0]?.fix : undefined) ?? 'set TMPDIR to a folder that can be written to',
      );
    }
  },
};

export const cache: Check = {
  name: 'cache',
  needed: false,
  look: () => room(npmCache(), 50 * megabyte, 1024 * megabyte),
};

export const ports: Check = {
  name: 'ports',
  needed: true,
  look: async () => {
    try {
      await Promise.all([freePort(), freePort(), freePort()]);
      return ok('the loopback address gives free ones');
    } catch (error) {
      return missing(`no port of 127.0.0.1 can be listened on: ${messageOf(error)}`, 'allow this user to listen on the loopback address');
    }
  },
};

export const workspace: Check = {
  name: 'drill.yaml',
  needed: true,
  look: async ({ cwd }) => {
    try {
      const { artifacts, drills, file } = await loadWorkspace(cwd);
      const many = (count: number, of: string): string => `${count} ${of}${count === 1 ? '' : 's'}`;
      const what = `${file}: ${many(artifacts.size, 'artifact')}, ${many(drills.size, 'drill')}`;
      return drills.size === 0 ? limited(what, 'add a drill') : ok(what);
    } catch (error) {
      if (!(error instanceof DrillError)) throw error;
      const [first, ...others] = error.problems;
      const what = `${first?.at ? `${placeText(first.at)}: ` : ''}${first?.what ?? ''}${others.length > 0 ? `, and ${others.length} more` : ''}`;
      return missing(what, first?.fix ?? 'correct it');
    }
  },
};

export const journals: Check = {
  name: '.drill',
  needed: true,
  look: async ({ cwd }) => {
    const root = await loadWorkspace(cwd).then(
      ({ root }) => root,
      () => cwd,
    );
    const at = await nearestThere(join(root, '.drill'));
    try {
      await access(at, constants.W_OK);
      return ok(`${join(root, '.drill')} can be written to`);
    } catch (error) {
      return missing(
        `${join(root, '.drill')}, for journals and the ledger, cannot be written to: ${messageOf(error)}`,
        'make the folder writable for this user',
      );
    }
  },
};
