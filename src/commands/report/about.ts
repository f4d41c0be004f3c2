import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { About } from '../../model/report.ts';
import { rules } from '../explain/rules.ts';
import { toolVersion } from '../version.ts';

/** The folder that `.git` lies in, here or above; where there is none, this very folder. */
const rootAbove = (from: string): string => {
  for (let at = from; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (dirname(at) === at) return from;
  }
};

const folderIn = (root: string, folder: string): string => {
  const path = relative(root, folder).split(sep).join('/');
  return path === '' ? '' : `${path}/`;
};

/** What reports on contracts tell besides findings: where files lie in the repository, so that other programs find them there, and the rules. */
export const aboutOf = (cwd: string, workspaceRoot: string = cwd): About => {
  const root = rootAbove(cwd);
  return { tool: toolVersion(), folder: folderIn(root, cwd), workspace: folderIn(root, workspaceRoot), rules };
};
