import { posix } from 'node:path';
import { DrillError, type Problem } from '../../core/error.ts';
import { below, segmentsOf, valueAt } from '../pointer.ts';
import type { Parsed } from './parsed.ts';
import { checkSize, leavesRoot, type Tree } from './tree.ts';

/** One file of a contract. */
export interface ContractFile {
  /** From the root of the tree, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly parsed: Parsed;
  /** The absolute URI that a JSON Schema gives itself at its root. */
  readonly id: string | undefined;
}

/** A part of a file. */
export interface Target {
  readonly file: ContractFile;
  readonly pointer: string;
}

/** A reference while it is followed: its text, and where it stands. */
export interface Asked {
  readonly text: string;
  readonly file: ContractFile;
  readonly pointer: string;
  /** What stands in its way is not noted. */
  readonly isQuiet?: true;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The name that a schema gives itself: `id` in draft-04. */
export const idOf = (value: unknown): string | undefined => {
  if (!isRecord(value)) return undefined;
  const keyword = typeof value['$schema'] === 'string' && value['$schema'].includes('draft-04') ? 'id' : '$id';
  return typeof value[keyword] === 'string' ? value[keyword] : undefined;
};

const absolute = (uri: string | undefined): string | undefined =>
  uri !== undefined && URL.canParse(uri) ? uri.replace(/#$/, '') : undefined;

export const contractFile = (path: string, bytes: Uint8Array, parsed: Parsed): ContractFile => ({
  path,
  bytes,
  parsed,
  id: absolute(idOf(parsed.value)),
});

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The pointer of what calls itself by a name in a file. */
const anchored = (value: unknown, name: string, pointer = ''): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isRecord(value) && (value['$anchor'] === name || value['$dynamicAnchor'] === name || value['$id'] === `#${name}`)) return pointer;
  for (const [key, child] of Object.entries(value)) {
    const found = anchored(child, name, below(pointer, key));
    if (found !== undefined) return found;
  }
  return undefined;
};

/** More than any contract made by people has. */
const maxFiles = 5000;

/** Finds what references of a contract's files lead to. Nothing is fetched; what has an address elsewhere is left where it is. */
export interface Locator {
  /** Every file that was read. */
  readonly files: ReadonlyMap<string, ContractFile>;
  readonly problems: readonly Problem[];
  /** Undefined: it leads to an address elsewhere, or there is a problem, which is noted. */
  readonly locate: (asked: Asked) => Promise<Target | undefined>;
}

export const locatorOf = (main: ContractFile, tree: Tree, parse: (name: string, bytes: Uint8Array) => Parsed): Locator => {
  const files = new Map([[main.path, main]]);
  const missing = new Set<string>();
  const problems: Problem[] = [];
  let bytesRead = main.bytes.length;

  const note = ({ file, pointer, isQuiet }: Asked, code: string, what: string, fix: string): undefined => {
    if (isQuiet) return;
    problems.push({ code: `contract/${code}`, what, fix, at: file.parsed.placeOf(below(pointer, '$ref')) });
  };

  const open = async (path: string): Promise<ContractFile | undefined> => {
    if (missing.has(path) || files.has(path)) return files.get(path);
    if (files.size >= maxFiles)
      throw new DrillError('contract/too-large', `${main.parsed.file} consists of more than ${maxFiles} files`, {
        at: main.parsed.placeOf(''),
      });
    const bytes = await tree.read(path);
    if (!bytes) {
      missing.add(path);
      return undefined;
    }
    checkSize(main.parsed.file, (bytesRead += bytes.length));
    const file = contractFile(path, bytes, parse(tree.name(path), bytes));
    files.set(path, file);
    return file;
  };

  /** The file, what stands in its way noted. `broken` files were noted before. */
  const broken = new Set<string>();
  const opened = async (asked: Asked, path: string): Promise<ContractFile | 'none' | undefined> => {
    if (broken.has(path)) return undefined;
    try {
      return (await open(path)) ?? 'none';
    } catch (error) {
      if (!(error instanceof DrillError)) throw error;
      if (asked.isQuiet) return undefined;
      broken.add(path);
      const at = asked.file.parsed.placeOf(below(asked.pointer, '$ref'));
      problems.push(...error.problems.map((problem) => ({ ...problem, at: problem.at ?? at })));
      return undefined;
    }
  };

  const outside = (asked: Asked): undefined =>
    note(
      asked,
      'reference-outside',
      `${JSON.stringify(asked.text)} leads out of ${tree.root}`,
      'Only files below this folder are read: move the file there, or start from a folder that holds both.',
    );

  /** A path that an absolute URI would have if files lay beside each other as their identifiers do. */
  const besideBy = (file: ContractFile, uri: string): string | undefined => {
    if (file.id === undefined || !URL.canParse(uri)) return undefined;
    const [mine, theirs] = [new URL(file.id), new URL(uri)];
    if (mine.protocol !== theirs.protocol || mine.host !== theirs.host || !mine.pathname.startsWith('/')) return undefined;
    const way = posix.relative(posix.dirname(mine.pathname), theirs.pathname);
    const path = posix.join(posix.dirname(file.path), decoded(way));
    return leavesRoot(path) ? undefined : path;
  };

  const byIdentifier = async (asked: Asked, uri: string): Promise<ContractFile | undefined> => {
    for (const file of files.values()) if (file.id === uri) return file;
    const path = besideBy(asked.file, uri);
    for (const ending of path === undefined ? [] : ['', '.json', '.schema.json', '.yaml', '.yml']) {
      const found = await open(`${path}${ending}`).catch(() => undefined);
      if (found && (found.id === undefined || found.id === uri)) return found;
    }
    return undefined;
  };

  const fileOf = async (asked: Asked, address: string): Promise<ContractFile | undefined> => {
    const { file } = asked;
    if (address === '') return file;
    if (/^file:/i.test(address)) return outside(asked);
    const uri = URL.canParse(address, file.id) ? new URL(address, file.id).href : undefined;
    if (URL.canParse(address) || address.startsWith('//')) return uri === undefined ? undefined : byIdentifier(asked, uri);
    if (address.startsWith('/')) return uri === undefined ? outside(asked) : byIdentifier(asked, uri);
    const path = posix.join(posix.dirname(file.path), decoded(address));
    if (leavesRoot(path)) return outside(asked);
    const found = await opened(asked, path);
    if (found === 'none') {
      if (uri !== undefined) return byIdentifier(asked, uri);
      return note(
        asked,
        'missing-reference',
        `${JSON.stringify(asked.text)} leads to ${tree.name(path)}, which is not there`,
        'Correct the reference, or add the file.',
      );
    }
    // By its own words it is another schema than the one that is meant.
    return uri !== undefined && found?.id !== undefined && found.id !== uri ? byIdentifier(asked, uri) : found;
  };

  const nowhere = (asked: Asked, file: ContractFile): undefined =>
    note(
      asked,
      'missing-reference',
      `${JSON.stringify(asked.text)} leads nowhere: there is no such place in ${file.parsed.file}`,
      'Correct the reference, or add what it names.',
    );

  const locate = async (asked: Asked, steps = 0): Promise<Target | undefined> => {
    const cut = asked.text.indexOf('#');
    const file = await fileOf(asked, cut === -1 ? asked.text : asked.text.slice(0, cut));
    if (!file) return undefined;
    const fragment = cut === -1 ? '' : decoded(asked.text.slice(cut + 1));
    const pointer = fragment === '' || fragment.startsWith('/') ? fragment : anchored(file.parsed.value, fragment);
    if (pointer === undefined || steps > 64) return nowhere(asked, file);
    if (valueAt(file.parsed.value, pointer) !== undefined) return { file, pointer };
    // A pointer may lead through a part that stands elsewhere itself.
    let passed = '';
    for (const [i, segment] of segmentsOf(pointer).entries()) {
      const value = valueAt(file.parsed.value, passed);
      if (isRecord(value) && typeof value['$ref'] === 'string' && !Object.hasOwn(value, segment)) {
        const through = await locate({ ...asked, text: value['$ref'], file, pointer: passed }, steps + 1);
        if (!through) return undefined;
        const rest = below('', ...segmentsOf(pointer).slice(i));
        const text = `#${encodeURI(through.pointer + rest)}`;
        const found = await locate({ ...asked, file: through.file, text, pointer: through.pointer }, steps + 1);
        return found;
      }
      passed = below(passed, segment);
    }
    return nowhere(asked, file);
  };

  return { files, problems, locate: (asked) => locate(asked) };
};
