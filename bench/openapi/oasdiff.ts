import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kept } from './described.ts';

const version = 'v1.35.0';

/** The peer: its program, or why it is not there. Go fetches and builds it, once. */
export const oasdiff = (mayInstall: boolean): { readonly program: string } | { readonly missing: string } => {
  const folder = join(kept, `oasdiff-${version}`);
  const program = join(folder, process.platform === 'win32' ? 'oasdiff.exe' : 'oasdiff');
  if (existsSync(program)) return { program };
  if (!mayInstall) return { missing: 'oasdiff is not here, and is not installed for a short run' };
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) return { missing: 'there is no Go to install oasdiff with' };
  const { status, stderr } = spawnSync('go', ['install', `github.com/oasdiff/oasdiff@${version}`], {
    env: { ...process.env, GOBIN: folder },
    encoding: 'utf8',
  });
  return status === 0 && existsSync(program) ? { program } : { missing: `Go could not install oasdiff: ${stderr.trim().slice(-300)}` };
};
