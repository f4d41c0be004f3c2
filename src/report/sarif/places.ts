import type { Place } from '../../core/error.ts';
import type { About } from '../../model/report.ts';
import { fromRoot } from '../phrases/files.ts';

/** What relative addresses of the working tree are relative to. */
export const treeId = 'SRCROOT';

/** Of a committed tree; letters that an identifier may have. */
export const commitId = (commit: string): string => `SRCROOT-${commit.replace(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')}`;

const addressOf = (path: string): string =>
  path
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');

/** The address of a file: relative to the repository's root, with the tree that it lies in. */
export const artifactLocation = (file: string, about: About): { readonly uri: string; readonly uriBaseId?: string } => {
  const { path, commit } = fromRoot(file, about);
  if (commit !== undefined) return { uri: addressOf(path), uriBaseId: commitId(commit) };
  return path.startsWith('/') ? { uri: `file://${addressOf(path)}` } : { uri: addressOf(path), uriBaseId: treeId };
};

const logical = ({ pointer }: Place) => (pointer === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: pointer || '/' }] });

/** A place in a file. Lines and columns count from 1, columns in UTF-16 units. */
export const locationOf = (place: Place, about: About) => ({
  physicalLocation: {
    artifactLocation: artifactLocation(place.file, about),
    region: { startLine: place.line, startColumn: place.column },
  },
  ...logical(place),
});

/** A file as a whole, where what is told of is no more in it; readers want a line all the same. */
export const wholeFile = (file: string, about: About) => ({
  physicalLocation: { artifactLocation: artifactLocation(file, about), region: { startLine: 1 } },
});
