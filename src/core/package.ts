import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
}

const manifestIn = (folder: string): Manifest | undefined => {
  const file = join(folder, 'package.json');
  const found = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined;
  return found?.name === 'rollback-drill' ? found : undefined;
};

const found = (folder: string): { readonly root: string; readonly manifest: Manifest } => {
  const manifest = manifestIn(folder);
  if (manifest) return { root: folder, manifest };
  if (dirname(folder) === folder) throw new Error('the package of this program is not to be found');
  return found(dirname(folder));
};

/** Where the package of this program lies, and its package.json; from src/ and from dist/ alike. */
export const ownPackage = (): { readonly root: string; readonly manifest: Manifest } => found(import.meta.dirname);
