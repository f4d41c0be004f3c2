import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readDocument } from '../../compat/document.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import { canonicalJson } from '../../core/hash.ts';

type Schemas = Readonly<Record<string, unknown>>;

/** `$id` (`id` in draft-04) at the root of a document, where it is absolute. */
const idOf = (root: unknown): string | undefined => {
  if (typeof root !== 'object' || root === null) return undefined;
  const { $id, id } = root as Record<string, unknown>;
  const found = typeof $id === 'string' ? $id : typeof id === 'string' ? id : '';
  return URL.canParse(found) ? found.replace(/#$/, '') : undefined;
};

const readOne = async (path: string, name: string): Promise<readonly (readonly [string, unknown])[]> => {
  const { value: root } = await readDocument(path, name);
  const id = idOf(root);
  return [[pathToFileURL(path).href, root], ...(id === undefined ? [] : [[id, root] as const])];
};

const readFolder = async (folder: string, name: string): Promise<readonly (readonly [string, unknown])[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.(json|ya?ml)$/i.test(entry.name) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (files.length === 0)
    throw new DrillError('schema/no-schemas', `${name} has no .json, .yaml or .yml file`, { fix: 'Name a folder that holds schemas.' });
  return (await Promise.all(files.map((path) => readOne(path, join(name, path.slice(folder.length)))))).flat();
};

/**
 * Schemas that references may lead to, out of `--schemas`: a folder (each file by its own `$id`, and by its `file:` address, so that
 * references between files work), or `file=uri`. Nothing is ever fetched.
 * @throws DrillError (usage) for what is not there, is unreadable, or stands under a URI that is taken by another
 */
export const readRemotes = async (where: readonly string[], cwd: string): Promise<Schemas> => {
  const found = new Map<string, unknown>();
  const add = (uri: string, root: unknown): void => {
    if (found.has(uri) && canonicalJson(found.get(uri)) !== canonicalJson(root))
      throw new DrillError('schema/uri-twice', `two different schemas stand under the URI ${uri}`, {
        why: 'A reference to it could mean the one or the other.',
        fix: 'Leave one of the two out of --schemas.',
      });
    found.set(uri, root);
  };
  for (const text of where) {
    const [, file, uri] = /^(.+?)=([a-z][a-z\d+.-]*:.*)$/i.exec(text) ?? [];
    if (file !== undefined && uri !== undefined) {
      add(uri.replace(/#$/, ''), (await readDocument(resolve(cwd, file), file)).value);
      continue;
    }
    const path = resolve(cwd, text);
    const kind = await stat(path).catch((cause: unknown) => {
      throw new DrillError('schema/no-schemas', `--schemas ${text}: ${messageOf(cause)}`, {
        cause,
        fix: 'Give a folder, a file whose root has an "$id", or file=uri.',
      });
    });
    for (const [key, root] of kind.isDirectory() ? await readFolder(path, text) : await readOne(path, text)) add(key, root);
  }
  return Object.fromEntries(found);
};
