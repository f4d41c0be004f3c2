#!/usr/bin/env node
// The launcher. It runs on any Node from 18 on, so it uses nothing newer; the program itself needs the
// Node of package.json's "engines". Where the one at hand is older, the package's own takes over.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const needed = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node.replace('>=', '');

const isEnough = (version) => {
  const [have, want] = [version, needed].map((text) => text.replace(/^v/, '').split('.').map(Number));
  for (let i = 0; i < want.length; i++) if (have[i] !== want[i]) return have[i] > want[i];
  return true;
};

const say = (text) => process.stderr.write(`${text}\n`);

/** The Node that came with the package (devDependency `node`), or undefined. */
const ownNode = () => {
  try {
    const home = dirname(createRequire(join(root, 'package.json')).resolve('node/package.json'));
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    const binary = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return isEnough(version) && existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
};

const program = join(root, 'dist', 'cli.js');
// What V8 made of the program is kept beside it, and goes away with it. Where nothing can be written there, each start compiles anew.
const compiled = join(root, 'dist', '.compiled');
const old = !isEnough(process.versions.node);
const other = old ? ownNode() : undefined;

if (!existsSync(program)) {
  say(`drill: the program is not built: ${program} is missing.\n  what to do: run \`npm run build\` in ${root}`);
  process.exitCode = 64;
} else if (!old) {
  // Whatever fails here must not end as Node ends it: exit code 1 means that a version cannot be taken back.
  try {
    module.enableCompileCache?.(compiled);
    const { main } = await import(new URL('../dist/cli.js', import.meta.url).href);
    process.exitCode = await main(process.argv.slice(2));
    // What a workload module may have left (a timer, a connection) must not keep us; without any we end before this.
    setTimeout(() => process.exit(), 1000).unref();
  } catch (error) {
    say(
      `drill: internal error: the program cannot be loaded.\n${error instanceof Error ? error.stack : String(error)}\n  what to do: run \`npm run build\`, or install again`,
    );
    process.exitCode = 70;
  }
} else if (other === undefined) {
  say(
    `drill: needs Node ${needed} or newer, got ${process.versions.node} (${process.execPath}).\n` +
      `  why: the package's own Node is not there (it comes with \`npm ci\` in the repository).\n` +
      `  what to do: install Node ${needed} or newer, or \`npm install --save-dev node@24\` beside rollback-drill and allow its install script.`,
  );
  process.exitCode = 64;
} else {
  // The channel tells the child that we are gone, should we be killed before we can say so.
  const child = spawn(other, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, DRILL_LAUNCHER: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    say(`drill: cannot start ${other}: ${error.message}`);
    process.exitCode = 70;
  });
  child.on('exit', (code, signal) => {
    if (signal) say(`drill: the program was ended by ${signal}`);
    process.exitCode = code ?? (['SIGINT', 'SIGTERM', 'SIGHUP'].includes(signal) ? 130 : 70);
  });
}
