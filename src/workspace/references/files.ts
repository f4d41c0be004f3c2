import { realpathSync, type Stats, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { Problem } from '../../core/error.ts';
import { pathText, pointerOf } from '../reading/places.ts';
import { member, membersOf, type ReferenceRule, type Subject, textAt } from './reference.ts';

const statOf = (path: string): Stats | undefined => {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a file where a folder should be, a loop of links, a name too long
  }
};

const missing = ({ places }: Subject, path: readonly string[], what: string, fix?: string): Problem => ({
  code: 'config/missing-path',
  what: `${pathText(pointerOf(...path))}: ${what}`,
  ...(fix ? { fix } : {}),
  at: places.value(pointerOf(...path)),
});

/** Every artifact with its versions that lie in this workspace's folders. */
const artifactsOf = ({ data }: Subject) =>
  membersOf(member(data, 'artifacts')).map(([name, artifact]) => ({
    name,
    artifact,
    versions: membersOf(member(artifact, 'versions')),
    local: membersOf(member(artifact, 'versions')).flatMap(([version, source]) => {
      const path = member(source, 'git') === undefined ? textAt(source, 'path') : undefined;
      return path === undefined ? [] : [{ version, path }];
    }),
  }));

const isOutside = (root: string, path: string): boolean => {
  const way = relative(root, path);
  return way === '..' || way.startsWith('../') || way.startsWith('..\\') || isAbsolute(way);
};

export const versionFolders: ReferenceRule = {
  name: 'the folder of a version is there',
  check: (subject) =>
    artifactsOf(subject).flatMap(({ name, versions }) =>
      versions.flatMap(([version, source]) =>
        (['path', 'with'] as const).flatMap((key): readonly Problem[] => {
          const path = textAt(source, key);
          if (path === undefined || member(source, 'git') !== undefined) return [];
          const stat = statOf(resolve(subject.root, path));
          const at = ['artifacts', name, 'versions', version, key];
          if (key === 'path' && isOutside(subject.root, resolve(subject.root, path)))
            return [missing(subject, at, `${path} leads out of the workspace`, 'keep the versions beside drill.yaml, or name a git ref')];
          if (!stat) return [missing(subject, at, `there is no folder ${path}`)];
          return stat.isDirectory() ? [] : [missing(subject, at, `${path} is not a folder`)];
        }),
      ),
    ),
};

/** Does a path in a folder lead out of it by links? What is not there leads nowhere. */
const leadsOut = (folder: string, path: string): boolean => {
  try {
    return isOutside(realpathSync(folder), realpathSync(resolve(folder, path)));
  } catch {
    return false;
  }
};

export const configFiles: ReferenceRule = {
  name: 'the config of an artifact lies inside each of its versions',
  check: (subject) =>
    artifactsOf(subject).flatMap(({ name, artifact, local }): readonly Problem[] => {
      const config = textAt(artifact, 'config');
      if (config === undefined) return [];
      const at = ['artifacts', name, 'config'];
      const inside = 'config is part of the version: name a file inside its folder';
      if (isOutside('/v', resolve('/v', config))) return [missing(subject, at, `${config} leads out of the version`, inside)];
      const linked = local.filter(({ path }) => leadsOut(resolve(subject.root, path), config));
      if (linked.length > 0)
        return linked.map(({ version, path }) =>
          missing(subject, at, `${config} of version ${version} is a link that leads out of ${path}`, inside),
        );
      return local
        .filter(({ path }) => statOf(resolve(subject.root, path))?.isDirectory() && !statOf(resolve(subject.root, path, config)))
        .map(({ version, path }) => missing(subject, at, `version ${version} has no ${config} in ${path}`));
    }),
};

export const migrationFolders: ReferenceRule = {
  name: 'the migrations of a store lie in some version',
  // Not in each: the first versions of an artifact may have had none.
  check: (subject) =>
    artifactsOf(subject).flatMap(({ name, artifact, local, versions }) =>
      membersOf(member(artifact, 'stores')).flatMap(([store, about]): readonly Problem[] => {
        const folder = textAt(about, 'migrations');
        if (folder === undefined || local.length === 0 || local.length < versions.length) return [];
        if (local.some(({ path }) => statOf(resolve(subject.root, path, folder))?.isDirectory())) return [];
        return [missing(subject, ['artifacts', name, 'stores', store, 'migrations'], `no version of ${name} has a folder ${folder}`)];
      }),
    ),
};

export const storeFiles: ReferenceRule = {
  name: 'the statements and the seed of a store lie in some version',
  // Not in each: a version that nobody goes back to needs none.
  check: (subject) =>
    artifactsOf(subject).flatMap(({ name, artifact, local, versions }) =>
      membersOf(member(artifact, 'stores')).flatMap(([store, about]) =>
        (['statements', 'seed'] as const).flatMap((key): readonly Problem[] => {
          const path = textAt(about, key);
          const at = ['artifacts', name, 'stores', store, key];
          if (path === undefined) return [];
          if (isOutside('/v', resolve('/v', path)))
            return [missing(subject, at, `${path} leads out of the version`, 'name a file inside its folder')];
          if (local.length === 0 || local.length < versions.length) return [];
          if (local.some((version) => statOf(resolve(subject.root, version.path, path)))) return [];
          return [missing(subject, at, `no version of ${name} has ${path}`)];
        }),
      ),
    ),
};

export const contractFiles: ReferenceRule = {
  name: 'the document of a contract is there for each version',
  // Versions from npm, git or an image may be older than what is kept here; those without a document are not compared.
  check: (subject) =>
    artifactsOf(subject).flatMap(({ name, artifact, local }) =>
      membersOf(member(artifact, 'contracts')).flatMap(([contract, about]): readonly Problem[] => {
        const file = textAt(about, 'file');
        // What a drill captures is there once it has run.
        if (file === undefined || textAt(about, 'captured') !== undefined) return [];
        const at = ['artifacts', name, 'contracts', contract, 'file'];
        const wanted = file.includes('{version}')
          ? local.map(({ version }) => [file.replaceAll('{version}', version), ` for version ${version}`] as const)
          : [[file, ''] as const];
        return wanted.flatMap(([path, of]) => {
          const stat = statOf(resolve(subject.root, path));
          if (stat?.isFile()) return [];
          return [missing(subject, at, stat ? `${path} is not a file` : `there is no file ${path}${of}`)];
        });
      }),
    ),
};

export const workloadFiles: ReferenceRule = {
  name: 'the workload and the seed of a drill are there',
  check: (subject) =>
    membersOf(member(subject.data, 'drills')).flatMap(([name, drill]) =>
      (['workload', 'seed'] as const).flatMap((key): readonly Problem[] => {
        const file = textAt(drill, key);
        if (file === undefined) return [];
        const stat = statOf(resolve(subject.root, file));
        if (stat?.isFile()) return [];
        return [missing(subject, ['drills', name, key], stat ? `${file} is not a file` : `there is no file ${file}`)];
      }),
    ),
};
