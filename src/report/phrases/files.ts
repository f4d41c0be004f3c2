import type { About } from '../../model/report.ts';

/** A file as it is named in a report, found again from the repository's root. */
export interface Named {
  /** With `/`, relative to the root; absolute where it lies outside. */
  readonly path: string;
  /** Where it was committed, e.g. `main (0a1b2c3)`; absent for a file of the working tree. */
  readonly commit?: string;
}

const fromCommit = /^(.+ \([0-9a-f]{7,64}\)):(.+)$/s;

const normal = (path: string): string => {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
};

/** Finds a file of a report from the repository's root. */
export const fromRoot = (file: string, { folder, workspace }: Pick<About, 'folder' | 'workspace'>): Named => {
  const committed = fromCommit.exec(file);
  if (committed?.[1] !== undefined && committed[2] !== undefined)
    return { path: normal(`${workspace}${committed[2]}`), commit: committed[1] };
  return { path: file.startsWith('/') ? file : normal(`${folder}${file}`) };
};

/** What is taken for known where nobody said it. */
export const unplaced: About = { tool: '', folder: '', workspace: '', rules: [] };
