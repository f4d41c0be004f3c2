import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { DrillError } from '../core/error.ts';
import { interruptible } from '../core/interruptible.ts';
import { sha256 } from '../core/hash.ts';
import { stage } from '../core/stages.ts';
import { gather } from './document/gather.ts';
import { parseJson } from './document/json.ts';
import { contractFile } from './document/locate.ts';
import type { Parsed } from './document/parsed.ts';
import { mayLeadElsewhere } from './document/scan.ts';
import { checkSize, folderTree, leavesRoot, readRegular, type Tree } from './document/tree.ts';
import { parseYaml } from './document/yaml.ts';

/** A contract as it was read: its value, and where each part of it stands. */
export interface Document extends Parsed {
  /** `sha256:…` of its bytes; of the bytes of all its files where there are several. */
  readonly digest: string;
  /** The files that it was read from, absolute; absent where it was not read from disk. */
  readonly files?: readonly string[];
}

/** A YAML parser needs some 60 bytes of memory for each byte that it reads. */
const maxYamlBytes = 32 * 1024 * 1024;

const textOf = (file: string, bytes: Uint8Array): string => {
  const at = { file, line: 1, column: 1 };
  checkSize(file, bytes.length);
  if (bytes.subarray(0, 8192).includes(0))
    throw new DrillError('contract/binary', `${file} is a binary file, or text that is not UTF-8`, {
      at,
      fix: 'Give a JSON or YAML document in UTF-8.',
    });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DrillError('contract/not-utf-8', `${file} is not valid UTF-8`, { at, cause, fix: 'Save it as UTF-8.' });
  }
  if (text.trim() === '') throw new DrillError('contract/empty', `${file} is empty`, { at });
  return text;
};

/**
 * Parses a contract, JSON or YAML by its content (a name that ends in .yaml or .yml may hold either).
 *
 * @param like one that was read before and hardly differs: what both say in the same words is read once
 * @throws DrillError (usage) with every problem of the file, each with its line and column.
 */
export const parseDocument = (file: string, bytes: Uint8Array, like?: Document): Document => ({
  ...parse(file, bytes, like),
  digest: sha256(bytes),
});

/** What is longer takes so long that somebody may want to end it. */
const longBytes = 1 << 20;

const parse = (file: string, bytes: Uint8Array, like?: Document): Parsed =>
  bytes.length > longBytes ? interruptible(() => parsed(file, bytes, like)) : parsed(file, bytes, like);

const parsed = (file: string, bytes: Uint8Array, like?: Document): Parsed => {
  using _ = stage('reading');
  const text = textOf(file, bytes);
  const looksJson = /^\s*[[{"]/.test(text) || /\.json$/i.test(file);
  if (looksJson && !/\.ya?ml$/i.test(file)) return parseJson(file, text, like?.written);
  if (looksJson) {
    try {
      return parseJson(file, text, like?.written);
    } catch (error) {
      // A flow mapping is YAML too: `{openapi: 3.1.0}`.
      if (!(error instanceof DrillError) || error.problems[0]?.code !== 'contract/invalid-json') throw error;
    }
  }
  if (text.length > maxYamlBytes)
    throw new DrillError('contract/too-large', `${file} has more than ${maxYamlBytes} bytes of YAML`, {
      at: { file, line: 1, column: 1 },
      fix: 'Convert it to JSON, which may be larger.',
    });
  return parseYaml(file, text);
};

/** Reads and parses one file; references into others are left as they are. `name` is what messages call it. */
export const readDocument = async (path: string, name: string = path): Promise<Document> =>
  parseDocument(name, await readRegular(path, name));

/**
 * Reads a contract with all the files that it refers to, as one document; its places are those in the files.
 *
 * @param path of its first file, from the root of the tree; `bytes`, where that was read before; `like`, as `parseDocument`.
 * @throws DrillError (usage) with all that is wrong with its files, and with references out of the tree or to nowhere
 */
export const readContract = async (tree: Tree, path: string, bytes?: Uint8Array, like?: Document): Promise<Document> => {
  const name = tree.name(path);
  const read = bytes ?? (await tree.read(path));
  if (!read)
    throw new DrillError('contract/unreadable', `${name} cannot be read: there is no such file`, {
      at: { file: name, line: 1, column: 1 },
    });
  if (!mayLeadElsewhere(read)) return parseDocument(name, read, like);
  return gather(contractFile(path, read, parse(name, read)), tree, parse);
};

/** The digest of a contract as `readContract` gives it, without reading more of it than that needs. @throws DrillError as `readContract` */
export const contractDigest = async (tree: Tree, path: string, bytes: Uint8Array): Promise<string> =>
  mayLeadElsewhere(bytes) ? (await readContract(tree, path, bytes)).digest : sha256(bytes);

/** Where a contract lies: its absolute path, or one from `cwd`; and how messages call it. */
export interface Whereabouts {
  readonly path: string;
  readonly name?: string;
  /** The folder that its references must not leave; absent: `cwd` where the file lies below it, else the file's own folder. */
  readonly root?: string;
}

const contractOf = async (bytes: Uint8Array, { path, name = path, root }: Whereabouts, cwd: string, like?: Document): Promise<Document> => {
  const file = resolve(cwd, path);
  const folder = root ?? (leavesRoot(relative(cwd, file)) ? dirname(file) : resolve(cwd));
  const inside = relative(folder, file).split(sep).join('/');
  const others = (other: string): string => join(dirname(name), posix.relative(posix.dirname(inside), other));
  const tree = folderTree(folder, (other) => (other === inside ? name : others(other)));
  const files = [file];
  const read: Tree['read'] = (other) => {
    files.push(join(folder, other));
    return tree.read(other);
  };
  return { ...(await readContract({ ...tree, read }, inside, bytes, like)), files };
};

// What the user names is read wherever it leads; the tree is for what the file names.
const bytesOf = ({ path, name = path }: Whereabouts, cwd: string): Promise<Uint8Array> => readRegular(resolve(cwd, path), name);

/** Reads a contract from disk. @throws DrillError (usage) as `readContract` */
export const readContractFile = async (where: Whereabouts, cwd: string, like?: Document): Promise<Document> =>
  contractOf(await bytesOf(where, cwd), where, cwd, like);

/** The same document under another name. */
const renamed = (document: Document, file: string): Document => ({
  ...document,
  file,
  placeOf: (pointer) => ({ ...document.placeOf(pointer), file }),
});

const fulfilled = <T>(results: readonly PromiseSettledResult<T>[]): T[] => {
  const problems = results.flatMap((result) => {
    if (result.status === 'fulfilled') return [];
    if (result.reason instanceof DrillError) return result.reason.problems;
    throw result.reason;
  });
  const [first, ...more] = problems;
  if (first) throw DrillError.of([first, ...more]);
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
};

/** Nothing for a file that is wrong, which is told with those of the other. @throws what is no problem of the file */
const passOver = (error: unknown): undefined => {
  if (!(error instanceof DrillError)) throw error;
};

/** Reads two contracts; the same bytes are parsed once. @throws DrillError (usage) with the problems of both. */
export const readDocuments = async (pair: readonly [Whereabouts, Whereabouts], cwd: string): Promise<readonly [Document, Document]> => {
  const bytes = await Promise.allSettled(pair.map((where) => bytesOf(where, cwd)));
  const [a, b] = bytes.map((read) => (read.status === 'fulfilled' ? read.value : undefined));
  const isSame = a !== undefined && b !== undefined && Buffer.compare(a, b) === 0 && !mayLeadElsewhere(a);
  const [first] = pair;
  const once = isSame ? await contractOf(a, first, cwd).catch(passOver) : undefined;
  const open = async (i: 0 | 1, like?: Document): Promise<Document> => {
    const [one, where] = [bytes[i], pair[i]];
    if (one?.status !== 'fulfilled') throw one?.reason;
    return once ? renamed(once, where.name ?? where.path) : contractOf(one.value, where, cwd, like);
  };
  const before = await Promise.allSettled([open(0)]);
  if (before[0].status === 'rejected') passOver(before[0].reason);
  const read = [...before, ...(await Promise.allSettled([open(1, before[0].status === 'fulfilled' ? before[0].value : undefined)]))];
  const [old, next] = fulfilled(read);
  if (!old || !next) throw new Error('two documents were asked for');
  return [old, next];
};
