// `npm run build` and `prepare`: compiles src/ into dist/, unless dist/ was made from these very files.
// Runs on the Node that npm runs on, which may be older than the program's own.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJoined, joinLibraries, pointing, writeLicences } from './libraries.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.made-from');

const hash = createHash('sha256');
const inputs = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .sort();
for (const file of [
  ...inputs,
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.js', 'scripts/libraries.js'].map((name) =>
    join(root, name),
  ),
])
  hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
const digest = hash.digest('hex');

/**
 * Few files start faster than five hundred: the program's own modules become one file for each command and one for what several share,
 * with the libraries that most commands need; of the compiler's output the types remain.
 */
const bundle = async (folder) => {
  const { rolldown } = await import('rolldown');
  const scripts = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.js'));
  const entries = {
    cli: 'cli.js',
    api: 'api.js',
    vitest: 'vitest.js',
    worker: 'compat/second-opinion/worker.js',
    gate: 'core/enclosure/gate.js',
  };
  const input = Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, join(folder, file)]));
  const external = (id) => !/^[./]/.test(id) && !isAbsolute(id) && !isJoined(id);
  const bundled = await rolldown({ cwd: root, input, platform: 'node', external, plugins: [pointing], logLevel: 'warn' });
  const { output } = await bundled.generate({ format: 'esm', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' });
  await bundled.close();
  for (const name of scripts) rmSync(join(folder, name));
  mkdirSync(join(folder, 'chunks'), { recursive: true });
  for (const part of output) writeFileSync(join(folder, part.fileName), part.type === 'chunk' ? part.code : part.source);
  writeLicences([...output, ...(await joinLibraries(rolldown, root, folder))], join(folder, 'licences.txt'));
};

const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/** `npm install --global git+…`, as pre-commit does it, prepares a clone without what it is built with: npm hands on that it is global. */
const bringCompiler = () => {
  const words = ['install', '--global=false', '--include=dev', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  const npm = process.env['npm_execpath'];
  spawnSync(npm ? process.execPath : 'npm', npm ? [npm, ...words] : words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
};

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  const made = join(root, `dist.${process.pid}`);
  if (!existsSync(tsc) && process.env['npm_config_global'] === 'true') bringCompiler();
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', made], { stdio: 'inherit' });
  if (status === 0) {
    await bundle(made);
    writeFileSync(join(made, '.made-from'), digest);
    // Out of the way first, then away: programs that start in between find the one or the other.
    const old = join(root, `dist.${process.pid}.old`);
    if (existsSync(join(root, 'dist'))) renameSync(join(root, 'dist'), old);
    renameSync(made, join(root, 'dist'));
    rmSync(old, { recursive: true, force: true });
  } else {
    rmSync(made, { recursive: true, force: true });
    process.exitCode = 1;
  }
}
