import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DrillError } from '../core/error.ts';
import { sha256 } from '../core/hash.ts';
import { parseJson } from './document/json.ts';
import type { Parsed } from './document/parsed.ts';
import { parseYaml } from './document/yaml.ts';

/** A contract as it was read: its value, and where each part of it stands. */
export interface Document extends Parsed {
  /** `sha256:…` of its bytes. */
  readonly digest: string;
}

/** A YAML parser needs some 60 bytes of memory for each byte that it reads. */
const maxYamlBytes = 32 * 1024 * 1024;
const maxBytes = 256 * 1024 * 1024;

const textOf = (file: string, bytes: Uint8Array): string => {
  const at = { file, line: 1, column: 1 };
  if (bytes.length > maxBytes)
    throw new DrillError('contract/too-large', `${file} has ${bytes.length} bytes; the limit is ${maxBytes}`, { at });
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
 * @throws DrillError (usage) with every problem of the file, each with its line and column.
 */
export const parseDocument = (file: string, bytes: Uint8Array): Document => ({ ...parse(file, bytes), digest: sha256(bytes) });

const parse = (file: string, bytes: Uint8Array): Parsed => {
  const text = textOf(file, bytes);
  const looksJson = /^\s*[[{"]/.test(text) || /\.json$/i.test(file);
  if (looksJson && !/\.ya?ml$/i.test(file)) return parseJson(file, text);
  if (looksJson) {
    try {
      return parseJson(file, text);
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

/** Reads and parses a contract. `name` is what messages call it. */
export const readDocument = async (path: string, name: string = path): Promise<Document> => {
  const unreadable = (what: string, cause?: unknown): DrillError =>
    new DrillError('contract/unreadable', what, { ...(cause === undefined ? {} : { cause }), at: { file: name, line: 1, column: 1 } });
  const found = await stat(path).catch((cause: unknown) => {
    throw unreadable(
      `${name} cannot be read: ${(cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (cause as Error).message}`,
      cause,
    );
  });
  if (found.isDirectory()) throw unreadable(`${name} is a folder, not a document`);
  if (!found.isFile()) throw unreadable(`${name} is not a regular file`);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw unreadable(`${name} cannot be read: ${(cause as Error).message}`, cause);
  });
  return parseDocument(name, bytes);
};

/** Where a document lies: its absolute path, or one from `cwd`; and how messages call it. */
export interface Whereabouts {
  readonly path: string;
  readonly name?: string;
}

/** Reads two contracts. @throws DrillError (usage) with the problems of both. */
export const readDocuments = async (pair: readonly [Whereabouts, Whereabouts], cwd: string): Promise<readonly [Document, Document]> => {
  const [old, next] = await Promise.allSettled(pair.map(({ path, name }) => readDocument(resolve(cwd, path), name ?? path)));
  const problems = [old, next].flatMap((read) => {
    if (read?.status !== 'rejected') return [];
    if (read.reason instanceof DrillError) return read.reason.problems;
    throw read.reason;
  });
  const [first, ...more] = problems;
  if (first) throw DrillError.of([first, ...more]);
  if (old?.status !== 'fulfilled' || next?.status !== 'fulfilled') throw new Error('two documents were asked for');
  return [old.value, next.value];
};
