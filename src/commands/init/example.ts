import { readFileSync } from 'node:fs';
import { access, cp, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { DrillError } from '../../core/error.ts';
import { ownPackage } from '../../core/package.ts';
import { yaml } from '../../core/yaml.ts';
import { schemaLine } from './schema-line.ts';

const packageRoot = ownPackage().root;

/** What may stand in a folder that an example is written into: what a package manager or git has put there. */
const notInTheWay = /^(\..*|package\.json|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|node_modules|readme(\.\w+)?|licen[cs]e(\.\w+)?)$/i;

const keep = (map: unknown, wanted: (name: string, value: unknown) => boolean): void => {
  const { isMap, isPair, isScalar } = yaml();
  if (!isMap(map)) return;
  map.items = map.items.filter(
    (pair) => isPair(pair) && wanted(isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : '', pair.value),
  );
};

const textOf = (map: unknown, key: string): string => (yaml().isMap(map) ? String(map.get(key)) : '');

/** Packages that the example's services import and the folder has not: they are dependencies of drill, which npm puts within reach. */
export const unresolved = (folder: string): readonly string[] =>
  ['pg'].filter((name) => {
    try {
      createRequire(join(folder, 'drills', 'orders', 'server.js')).resolve(name);
      return false;
    } catch {
      return true;
    }
  });

/** The package's own drill.yaml as far as it is about one artifact; its comments stay. */
export const onlyAbout = (text: string, artifact: string): string => {
  const { isMap, parseDocument } = yaml();
  const document = parseDocument(text);
  keep(document.get('artifacts'), (name) => name === artifact);
  const environments = new Set<string>();
  const gone: string[] = [];
  keep(document.get('drills'), (name, drill) => {
    const about = textOf(drill, 'artifact') === artifact;
    if (about) environments.add(textOf(drill, 'environment'));
    else gone.push(name);
    return about;
  });
  keep(document.get('environments'), (name) => environments.has(name));
  const stores = document.getIn(['artifacts', artifact, 'stores']);
  const environmentMap = document.get('environments');
  if (isMap(environmentMap))
    for (const { value } of environmentMap.items)
      keep(isMap(value) ? value.get('stores') : undefined, (name) => isMap(stores) && stores.has(name));
  keep(document.get('policy'), (name) => name === artifact || name === 'default');
  const written = document.toString({ lineWidth: 0, flowCollectionPadding: true });
  const isOfGone = (line: string): boolean => line.startsWith('#') && gone.some((name) => `${line} `.includes(`drill run ${name} `));
  return written
    .split('\n')
    .filter((line) => !isOfGone(line))
    .join('\n')
    .replace(/^# yaml-language-server:.*$/m, schemaLine);
};

/**
 * Writes the example `orders` into a folder, so that `drill run` works there.
 * @returns what was written, relative to the folder
 * @throws DrillError `init/not-empty`
 */
export const writeExample = async (folder: string): Promise<readonly string[]> => {
  const inTheWay = (await readdir(folder)).filter((name) => !notInTheWay.test(name));
  if (inTheWay.length > 0)
    throw new DrillError(
      'init/not-empty',
      `the folder is not empty: ${inTheWay.slice(0, 5).join(', ')}${inTheWay.length > 5 ? ' …' : ''}`,
      {
        why: 'The example brings a drill.yaml, drills/ and contracts/ of its own.',
        fix: 'run it in an empty folder; `drill init` without `--example` writes a drill.yaml for what is here',
      },
    );
  const parts = ['drills/orders', 'contracts/orders'];
  for (const part of parts) {
    await access(join(packageRoot, part)).catch((cause: unknown) => {
      throw new DrillError('init/no-example', `this installation of drill has no ${part}`, { kind: 'internal', cause });
    });
    await cp(join(packageRoot, part), join(folder, part), {
      recursive: true,
      filter: (path) => !['node_modules', '.drill', '.git'].includes(basename(path)),
    });
  }
  await writeFile(join(folder, 'drill.yaml'), onlyAbout(readFileSync(join(packageRoot, 'drill.yaml'), 'utf8'), 'orders'));
  return ['drill.yaml', ...parts];
};
