import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const program = resolve(import.meta.dirname, '../../bin/drill.js');

/** A repository on a branch of main with one artifact, and a `drill` to put on the path: the program as it is built. */
export interface Repository extends Disposable {
  readonly root: string;
  /** Folder with the executable `drill`. */
  readonly bin: string;
  readonly git: (...words: readonly string[]) => string;
  readonly write: (name: string, text: string) => void;
}

export const contract = (type: string): string =>
  `${JSON.stringify({ type: 'object', properties: { a: { type } }, required: ['a'] }, null, 2)}\n`;

const definition = `version: 1
artifacts:
  orders:
    versions: { '1': { path: v1 }, '2': { path: v2 } }
    contracts: { doc: { format: json-schema, file: 'contracts/{version}.json' } }
`;

/** @param below the folder of the repository that the workspace lies in, e.g. `services/orders` */
export const openRepository = (remove: (folder: string) => void, below = '.'): Repository => {
  const home = mkdtempSync(join(tmpdir(), 'drill-ci-'));
  const [root, bin] = [join(home, 'repository'), join(home, 'bin')];
  const workspace = join(root, below);
  for (const folder of [bin, join(workspace, 'v1'), join(workspace, 'v2'), join(workspace, 'contracts')])
    mkdirSync(folder, { recursive: true });
  writeFileSync(join(bin, 'drill'), `#!/usr/bin/env bash\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(program)} "$@"\n`);
  chmodSync(join(bin, 'drill'), 0o755);
  const write = (name: string, text: string): void => writeFileSync(join(workspace, name), text);
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-C', root, '-c', 'user.name=x', '-c', 'user.email=x@example.com', '-c', 'commit.gpgsign=false', ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  write('v1/a', '1');
  write('v2/a', '2');
  write('contracts/1.json', contract('string'));
  write('contracts/2.json', contract('string'));
  write('drill.yaml', definition);
  write('.gitignore', '.drill\ndrill.sarif\n');
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-qm', 'one');
  git('update-ref', 'refs/remotes/origin/main', 'HEAD');
  git('switch', '-qc', 'branch');
  return { root, bin, git, write, [Symbol.dispose]: () => remove(home) };
};
