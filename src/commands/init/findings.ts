import { closeSync, type Dirent, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join, relative } from 'node:path';

// What `drill init` goes by. It only looks; nothing is run.

/** What was found in a project. All paths are relative to it, with `/`. */
export interface Findings {
  readonly name?: string;
  readonly version?: string;
  /** `scripts.start` of package.json */
  readonly start?: string;
  readonly dependencies: readonly string[];
  readonly documents: readonly OpenApiDocument[];
  readonly migrations?: MigrationFolder;
  readonly dockerfile?: Dockerfile;
  /** Config files at the top. */
  readonly configs: readonly string[];
}

interface OpenApiDocument {
  readonly path: string;
  /** A path in it that answers whether the service is well. */
  readonly health?: string;
}

interface MigrationFolder {
  readonly path: string;
  /** `*.up.sql` and, with `down`, `*.down.sql`: drill can apply them itself. */
  readonly plain: boolean;
  readonly down: boolean;
}

interface Dockerfile {
  readonly path: string;
  /** Of the last CMD or ENTRYPOINT, where it is written as a list. */
  readonly command?: readonly string[];
}

const skipped = new Set(['node_modules', 'dist', 'build', 'coverage', 'vendor', 'target', 'tmp', 'test', 'tests', 'fixtures']);
const deepest = 5;
const mostFiles = 20_000;

const filesOf = (root: string): readonly string[] => {
  const found: string[] = [];
  const visit = (folder: string, depth: number): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      return; // a folder that we may not enter tells us nothing
    }
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length >= mostFiles) return;
      if (entry.isDirectory()) {
        if (depth < deepest && !entry.name.startsWith('.') && !skipped.has(entry.name)) visit(join(folder, entry.name), depth + 1);
      } else if (entry.isFile() && !/\p{Cc}/u.test(entry.name)) found.push(relative(root, join(folder, entry.name)).replaceAll('\\', '/'));
    }
  };
  visit(root, 0);
  return found;
};

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The beginning of a file, as much as is needed to know what it is. */
const beginning = (path: string, bytes: number): string => {
  try {
    const file = openSync(path, 'r');
    try {
      const buffer = Buffer.alloc(bytes);
      return buffer.toString('utf8', 0, readSync(file, buffer));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
};

const healthPaths = ['/healthz', '/health', '/readyz', '/ready', '/livez', '/status', '/ping'];

const documentsOf = (root: string, files: readonly string[]): readonly OpenApiDocument[] =>
  files
    .filter((path) => /\.(ya?ml|json)$/.test(path) && !/(^|\/)(package(-lock)?|tsconfig.*)\.json$/.test(path))
    .filter((path) => /(?:^|\{)\s*["']?openapi["']?\s*:\s*["']?3\./m.test(beginning(join(root, path), 4096)))
    .map((path) => {
      const text = beginning(join(root, path), 1 << 20);
      const health = healthPaths.find((wanted) => new RegExp(`(?:^|[{,])\\s*["']?${wanted}["']?\\s*:`, 'm').test(text));
      return { path, ...(health ? { health } : {}) };
    })
    // What is named like one, and stands nearer to the top, first.
    .toSorted(
      (a, b) => Number(/openapi/.test(b.path)) - Number(/openapi/.test(a.path)) || a.path.split('/').length - b.path.split('/').length,
    );

const migrationsOf = (files: readonly string[]): MigrationFolder | undefined => {
  const plain = files.filter((path) => path.endsWith('.up.sql')).map(folderOf);
  if (plain[0] !== undefined) return { path: plain[0] || '.', plain: true, down: files.some((path) => path.endsWith('.down.sql')) };
  const other = files.find((path) => /(^|\/)migrations?\/(.*\/)?[^/]+\.(sql|js|ts|mjs|cjs|py|rb)$/.test(path));
  const path = other && /^(?:.*\/)?migrations?(?=\/)/.exec(other)?.[0];
  return path === undefined ? undefined : { path, plain: false, down: false };
};

const dockerfileOf = (root: string, files: readonly string[]): Dockerfile | undefined => {
  const path = files.find((name) => name === 'Dockerfile') ?? files.find((name) => name.endsWith('/Dockerfile'));
  if (path === undefined) return undefined;
  const list = [...beginning(join(root, path), 1 << 16).matchAll(/^\s*(?:CMD|ENTRYPOINT)\s+(\[.*\])\s*$/gim)].at(-1)?.[1];
  try {
    const command = list === undefined ? undefined : (JSON.parse(list) as unknown);
    if (Array.isArray(command) && command.length > 0 && command.every((word) => typeof word === 'string')) return { path, command };
  } catch {
    // Not the list that it looks like; then it is no help.
  }
  return { path };
};

interface Manifest {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly scripts?: { readonly start?: unknown } | null;
  readonly dependencies?: object | null;
}

const manifestOf = (root: string): Manifest => {
  try {
    const read = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as unknown;
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
};

/** Looks around in a project. Never fails: what cannot be read is not found. */
export const lookAround = (root: string): Findings => {
  const files = filesOf(root);
  const { name, version, scripts, dependencies } = manifestOf(root);
  const start = scripts?.start;
  const migrations = migrationsOf(files);
  const dockerfile = dockerfileOf(root, files);
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof version === 'string' ? { version } : {}),
    ...(typeof start === 'string' && start !== '' ? { start } : {}),
    dependencies: typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : [],
    documents: documentsOf(root, files),
    ...(migrations ? { migrations } : {}),
    ...(dockerfile ? { dockerfile } : {}),
    configs: files.filter((path) => /^config(uration)?\.(ya?ml|json|toml|js|ts)$/.test(path)),
  };
};
