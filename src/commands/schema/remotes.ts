import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Document, readDocument } from '../../compat/document.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import { canonicalJson } from '../../core/hash.ts';

/** What references may lead to, out of `--schemas`. */
export interface Remotes {
  /** By absolute URI. */
  readonly documents: ReadonlyMap<string, Document>;
  /** Files of a folder that cannot be read, by the URI of their place: an error only for who refers to them. */
  readonly broken: ReadonlyMap<string, DrillError>;
}

export const noRemotes: Remotes = { documents: new Map(), broken: new Map() };

/** `$id` (`id` in draft-04) at the root of a document, where it is absolute. */
const idOf = (root: unknown): string | undefined => {
  if (typeof root !== 'object' || root === null) return undefined;
  const { $id, id } = root as Record<string, unknown>;
  const found = typeof $id === 'string' ? $id : typeof id === 'string' ? id : '';
  return URL.canParse(found) ? found.replace(/#$/, '') : undefined;
};

type Named = readonly (readonly [uri: string, document: Document])[];

const uriOf = (path: string): string => pathToFileURL(path).href;

const readOne = async (path: string, name: string): Promise<Named> => {
  const document = await readDocument(path, name);
  const id = idOf(document.value);
  return [[uriOf(path), document], ...(id === undefined ? [] : [[id, document] as const])];
};

const filesIn = async (folder: string, name: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(json|ya?ml)$/i.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0)
    throw new DrillError('schema/no-schemas', `${name} has no .json, .yaml or .yml file`, { fix: 'Name a folder that holds schemas.' });
  return files;
};

/**
 * Schemas that references may lead to, out of `--schemas`: a folder (each file by its own `$id`, and by its `file:` address, so that
 * references between files work), or `file=uri`. Nothing is ever fetched.
 * @throws DrillError (usage) for what is not there, for a file that was named and is unreadable, or for a URI of two schemas
 */
export const readRemotes = async (where: readonly string[], cwd: string): Promise<Remotes> => {
  const documents = new Map<string, Document>();
  const broken = new Map<string, DrillError>();
  const add = (uri: string, document: Document): void => {
    const other = documents.get(uri);
    if (other && canonicalJson(other.value) !== canonicalJson(document.value))
      throw new DrillError('schema/uri-twice', `two different schemas stand under the URI ${uri}: ${other.file} and ${document.file}`, {
        why: 'A reference to it could mean the one or the other.',
        fix: 'Leave one of the two out of --schemas.',
      });
    documents.set(uri, document);
  };
  const addAll = (named: Named): void => {
    for (const [uri, document] of named) add(uri, document);
  };
  for (const text of where) {
    const [, file, uri] = /^(.+?)=([a-z][a-z\d+.-]*:.*)$/i.exec(text) ?? [];
    if (file !== undefined && uri !== undefined) {
      add(uri.replace(/#$/, ''), await readDocument(resolve(cwd, file), file));
      continue;
    }
    const path = resolve(cwd, text);
    const kind = await stat(path).catch((cause: unknown) => {
      throw new DrillError(
        'schema/no-schemas',
        `--schemas ${text}: ${(cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file or folder' : messageOf(cause)}`,
        {
          cause,
          fix: 'Give a folder, a file whose root has an "$id", or file=uri.',
        },
      );
    });
    if (!kind.isDirectory()) {
      addAll(await readOne(path, text));
      continue;
    }
    for (const one of await filesIn(path, text))
      try {
        addAll(await readOne(one, join(text, one.slice(path.length))));
      } catch (error) {
        if (!(error instanceof DrillError) || error.problems[0]?.code === 'schema/uri-twice') throw error;
        broken.set(uriOf(one), error);
      }
  }
  return { documents, broken };
};
