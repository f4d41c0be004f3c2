import { compareContracts, commonFormatOf } from '../../../src/compat/compare.ts';
import { type Document, readContract } from '../../../src/compat/document.ts';
import type { Tree } from '../../../src/compat/document/tree.ts';
import { DrillError, placeText } from '../../../src/core/error.ts';
import { lineOf } from '../contracts.ts';

/** The files of one version, by path. */
export type Files = Readonly<Record<string, string>>;

/** Files that lie nowhere but in memory; `name` stands before their paths in messages. */
export const treeOf = (files: Files, name = ''): Tree => ({
  root: 'the contract',
  name: (path) => `${name}${path}`,
  read: (path) => Promise.resolve(files[path] === undefined ? undefined : new TextEncoder().encode(files[path])),
});

/** Reads a contract whose first file is `api.yaml`. */
export const readFiles = (files: Files, name = '', main = 'api.yaml'): Promise<Document> => readContract(treeOf(files, name), main);

/** Findings between two contracts, a line each: rule, cells, places. */
export const findingsOf = async (old: Files, next: Files, main = 'api.yaml'): Promise<string[]> => {
  const [a, b] = [await readFiles(old, 'old/', main), await readFiles(next, 'new/', main)];
  return compareContracts(a, b, { name: 'http', format: commonFormatOf(a, b) }).findings.map(lineOf);
};

/** What is wrong, a line each: place and code. */
export const problemsOf = async (task: () => unknown): Promise<string[]> => {
  try {
    await task();
  } catch (error) {
    if (error instanceof DrillError) return error.problems.map(({ code, at }) => `${at ? placeText(at) : '-'} ${code}`);
    throw error;
  }
  return [];
};
