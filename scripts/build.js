// `npm run build` and `prepare`: compiles src/ into dist/, unless dist/ was made from these very files.
// Runs on the Node that npm runs on, which may be older than the program's own.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'dist', '.made-from');

const hash = createHash('sha256');
const inputs = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .sort();
for (const file of [...inputs, ...['package.json', 'tsconfig.json', 'tsconfig.build.json'].map((name) => join(root, name))])
  hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
const digest = hash.digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
  const made = join(root, `dist.${process.pid}`);
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', made], { stdio: 'inherit' });
  if (status === 0) {
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
