import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A container engine, as long as it is held; `missing`: there is none here, and why. */
type Engine = AsyncDisposable | { readonly missing: string };

const answers = (): boolean => {
  try {
    execFileSync('docker', ['version', '--format', '{{.Server.Version}}'], { stdio: 'ignore', timeout: 10_000 });
    return true;
  } catch {
    return false;
  }
};

const program = (name: string): boolean => (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, name)));

/** The engine that answers here, else one of our own, which is ended with all that it holds. */
export const openEngine = async (): Promise<Engine> => {
  if (!program('docker')) return { missing: 'there is no program docker' };
  if (answers()) return { [Symbol.asyncDispose]: async () => {} };
  if (process.getuid?.() !== 0) return { missing: 'no engine answers, and only root can start one' };
  if (!program('dockerd')) return { missing: 'no engine answers, and there is no program dockerd' };
  const folder = mkdtempSync(join(tmpdir(), 'drill-engine-'));
  const host = `unix://${join(folder, 'socket')}`;
  const log = join(folder, 'log');
  const args = ['-H', host, '--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--pidfile', join(folder, 'pid')];
  const engine = spawn('dockerd', args, { stdio: ['ignore', openSync(log, 'a'), openSync(log, 'a')], detached: true });
  const ended = once(engine, 'exit');
  const end = async (): Promise<void> => {
    engine.kill('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20_000).unref())]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.env['DOCKER_HOST'] = host;
  for (let look = 0; look < 120 && engine.exitCode === null; look++) {
    if (answers()) return { [Symbol.asyncDispose]: end };
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const said = readFileSync(log, 'utf8').trim().split('\n').slice(-2).join(' / ');
  await end();
  return { missing: `dockerd does not start: ${said.slice(-400)}` };
};
