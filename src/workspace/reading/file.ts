import { readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { DrillError, messageOf } from '../../core/error.ts';

/** The workspace's file. */
export const fileName = 'drill.yaml';

const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

/** The nearest drill.yaml from a folder upwards; its absolute path, or undefined. */
export const findUpwards = (from: string): string | undefined => {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (isThere(join(folder, fileName))) return join(folder, fileName);
    if (dirname(folder) === folder) return undefined;
  }
};

/** A path as the user would type it where they are. */
export const asTyped = (cwd: string, path: string): string => relative(cwd, path) || '.';

/** Where the first byte stands that is no UTF-8. */
const badByte = (bytes: Uint8Array): { line: number; column: number } => {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const next = bytes.indexOf(0x0a, start);
    const part = bytes.subarray(start, next === -1 ? bytes.length : next);
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(part);
    } catch {
      return { line, column: new TextDecoder().decode(part).indexOf('\uFFFD') + 1 };
    }
    start += part.length + 1;
  }
  return { line: 1, column: 1 };
};

/**
 * The text of a file that a user named, or an error that says what is wrong with it: `<room>/missing`, `/not-a-file`, `/unreadable`,
 * `/not-utf8`, `/empty`.
 * @param room first half of the error's code
 * @param named the file as messages shall call it
 */
export const readText = (path: string, named: string, room = 'config'): string => {
  let bytes: Buffer;
  try {
    if (statSync(path).isDirectory())
      throw new DrillError(`${room}/not-a-file`, `${named} is a folder, not a file`, { fix: 'name the file in it' });
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof DrillError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new DrillError(`${room}/missing`, `${named} is not there`, { cause: error });
    throw new DrillError(`${room}/unreadable`, `${named} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DrillError(`${room}/not-utf8`, `${named} is not UTF-8 text`, {
      fix: 'save it as UTF-8',
      at: { file: named, ...badByte(bytes) },
      cause: error,
    });
  }
  if (text.trim() === '') throw new DrillError(`${room}/empty`, `${named} is empty`, { at: { file: named, line: 1, column: 1 } });
  return text;
};
