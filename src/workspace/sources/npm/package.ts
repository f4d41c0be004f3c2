import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DrillError, messageOf } from '../../../core/error.ts';
import { canonicalJson, sha256 } from '../../../core/hash.ts';
import { readText } from '../../reading/file.ts';
import { pointerOf } from '../../reading/places.ts';
import type { Workspace } from '../../workspace.ts';
import { nameOf, pointerTo, type VersionFrom } from '../source.ts';
import { notHashed, treeHash } from '../tree-hash.ts';

/** One package as package-lock.json (version 2 and up) names it. */
interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

export interface Lock {
  readonly lockfileVersion?: number;
  readonly packages?: Readonly<Record<string, Locked>>;
}

/** A version from npm: the package, and what stands beside it in the working directory. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** Absolute path of the `with` folder. */
  readonly beside?: string;
  /** What is handed to npm as package.json. */
  readonly manifest: unknown;
  /** The lock that is committed with the `with` folder. */
  readonly lock?: Lock;
  readonly scripts: boolean;
}

/** What of the `with` folder is no part of the version: what somebody may have installed there to try it. */
export const notBeside: readonly string[] = [...notHashed, 'node_modules'];

const readJson = (path: string): unknown => {
  const text = readText(path, path, 'source');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new DrillError('source/bad-json', `${path} is not JSON: ${messageOf(error)}`, { cause: error });
  }
};

/** Reads what drill.yaml and the `with` folder say about a version. */
export const packageOf = (workspace: Workspace, version: VersionFrom<'npm'>): Package => {
  const { npm, with: beside, scripts = false } = version.source;
  const cut = npm.lastIndexOf('@');
  const name = npm.slice(0, cut);
  const wanted = npm.slice(cut + 1);
  const own = { name: 'drill-version', private: true, dependencies: { [name]: wanted } };
  if (beside === undefined) return { name, version: wanted, manifest: own, scripts };

  const folder = resolve(workspace.root, beside);
  const at = workspace.placeOf(pointerOf(...pointerTo(version, 'with')));
  const [manifestFile, lockFile] = [join(folder, 'package.json'), join(folder, 'package-lock.json')];
  if (!existsSync(manifestFile)) {
    if (existsSync(lockFile)) throw new DrillError('source/no-manifest', `${beside} has a package-lock.json and no package.json`, { at });
    return { name, version: wanted, beside: folder, manifest: own, scripts };
  }
  const manifest = readJson(manifestFile) as { dependencies?: Record<string, string> };
  if (!existsSync(lockFile)) {
    const merged = { ...manifest, dependencies: { ...manifest.dependencies, [name]: wanted } };
    return { name, version: wanted, beside: folder, manifest: merged, scripts };
  }
  const lock = readJson(lockFile) as Lock;
  const locked = lock.packages?.[`node_modules/${name}`]?.version;
  if (locked !== wanted)
    throw new DrillError(
      'source/lock-mismatch',
      `${nameOf(version)} is ${npm}, but ${beside}/package-lock.json ${locked === undefined ? `does not name ${name}` : `has ${name} ${locked}`}`,
      { fix: `run \`npm install --package-lock-only --save-exact ${npm}\` in ${beside}`, at },
    );
  return { name, version: wanted, beside: folder, manifest, lock, scripts };
};

/** Which packages a lock stands for, whatever registry or mirror they come from and however the file is laid out. */
export const lockHash = (lock: Lock): string =>
  sha256(
    canonicalJson(
      Object.entries(lock.packages ?? {})
        .filter(([path]) => path !== '')
        .map(([path, { version, integrity, resolved, link }]) => [path, version, integrity ?? resolved, link])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    ),
  );

/** The version's digest: its packages by their integrity, the package itself, and the files beside it. */
export const packageDigest = async (about: Package, lock: Lock): Promise<string> =>
  sha256(
    canonicalJson({
      npm: `${about.name}@${about.version}`,
      integrity: lock.packages?.[`node_modules/${about.name}`]?.integrity,
      lock: lockHash(lock),
      scripts: about.scripts,
      with: about.beside === undefined ? undefined : await treeHash(about.beside, notBeside),
    }),
  );
