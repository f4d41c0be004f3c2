import coerce from 'semver/functions/coerce.js';
import compare from 'semver/functions/compare.js';
import parse from 'semver/functions/parse.js';
import type { Document } from '../../document.ts';
import { isRecord } from './part.ts';

/** `info.version`, as it is written. */
export const versionOf = ({ value }: Document): string | undefined => {
  const info = isRecord(value) ? value['info'] : undefined;
  const version = isRecord(info) ? info['version'] : undefined;
  return typeof version === 'string' || typeof version === 'number' ? String(version) : undefined;
};

const isDate = (version: string): boolean => /^\d{4}-\d\d-\d\d\b/.test(version);

const read = (version: string): ReturnType<typeof parse> => parse(version) ?? coerce(version);

/** Is one version before another (negative), the same (0) or after it? Undefined where they cannot be told apart: of two kinds, or of none. */
export const orderOf = (a: string, b: string): number | undefined => {
  if (isDate(a) || isDate(b)) return isDate(a) && isDate(b) ? (a < b ? -1 : a > b ? 1 : 0) : undefined;
  const [x, y] = [read(a), read(b)];
  return x && y ? compare(x, y) : undefined;
};

/** What a version promises to keep: its major number, or, below 1, the minor one too. Undefined where it promises nothing that is known. */
export const promiseOf = (version: string): string | undefined => {
  const found = isDate(version) ? null : read(version);
  return found ? (found.major > 0 ? String(found.major) : `0.${found.minor}`) : undefined;
};

/** The promise after a promise: 2 after 1, 0.5 after 0.4. */
export const after = (promise: string): string => promise.replace(/\d+$/, (last) => String(Number(last) + 1));
