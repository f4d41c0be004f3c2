import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contractDigest } from '../../compat/document.ts';
import { folderTree, type Tree } from '../../compat/document/tree.ts';
import type { ContractDefinition } from '../../workspace/definition.ts';
import type { Artifact, ArtifactVersion, Workspace } from '../../workspace/workspace.ts';
import { openBase, treeOf } from './base.ts';

export const fileOf = (contract: ContractDefinition, version: string): string => contract.file.replaceAll('{version}', version);

/** One version's document of a contract: a file of the workspace, or bytes out of git. */
export type Where =
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'git'; readonly tree: Tree; readonly file: string; readonly bytes: Uint8Array }
  | { readonly kind: 'same'; readonly file: string };

type Named = Pick<ArtifactVersion, 'version'> & Partial<Pick<ArtifactVersion, 'source'>>;

const fromGit = async ({ root }: Workspace, version: Named, file: string): Promise<Where> => {
  if (!version.source || !('git' in version.source)) return { kind: 'same', file };
  const base = await openBase(root, version.source.git);
  const bytes = await base.read(file);
  return bytes ? { kind: 'git', tree: treeOf(base), file, bytes } : { kind: 'same', file };
};

/**
 * Where the documents of two versions are. Where both have the very same file, a version from git has it as it is in git;
 * what is left `same` must not be compared: it would be a file against itself.
 */
export const documentsOf = async (
  workspace: Workspace,
  contract: ContractDefinition,
  from: Named,
  to: Named,
): Promise<readonly [old: Where, fresh: Where]> => {
  const [old, fresh] = [fileOf(contract, from.version), fileOf(contract, to.version)];
  if (old !== fresh || from.version === to.version)
    return [
      { kind: 'file', file: old },
      { kind: 'file', file: fresh },
    ];
  const [a, b] = [await fromGit(workspace, from, old), await fromGit(workspace, to, fresh)];
  if (a.kind === 'same' && b.kind === 'same') return [a, b];
  const onDisk = (where: Where): Where => (where.kind === 'same' ? { kind: 'file', file: where.file } : where);
  // A version that is in git without this file has none to be compared.
  const lacks = (where: Where, { source }: Named): boolean => where.kind === 'same' && source !== undefined && 'git' in source;
  return lacks(a, from) || lacks(b, to)
    ? [
        { kind: 'same', file: old },
        { kind: 'same', file: fresh },
      ]
    : [onDisk(a), onDisk(b)];
};

const digestOf = async ({ root }: Workspace, where: Where): Promise<string | undefined> => {
  if (where.kind === 'same') return undefined;
  try {
    if (where.kind === 'git') return await contractDigest(where.tree, where.file, where.bytes);
    return await contractDigest(
      folderTree(root, (path) => path),
      where.file,
      await readFile(join(root, where.file)),
    );
  } catch {
    return undefined;
  }
};

/** The digests of all contracts' documents of two versions as they are now. Never fails: what cannot be read has none. */
export const contractDigests = (
  workspace: Workspace,
  artifact: Artifact,
  from: string,
  to: string,
): Promise<readonly { readonly name: string; readonly old?: string; readonly new?: string }[]> => {
  const named = (version: string): Named => artifact.ordered.find((each) => each.version === version) ?? { version };
  return Promise.all(
    Object.entries(artifact.contracts ?? {}).map(async ([name, contract]) => {
      try {
        const [a, b] = await documentsOf(workspace, contract, named(from), named(to));
        const [old, fresh] = [await digestOf(workspace, a), await digestOf(workspace, b)];
        return { name, ...(old !== undefined && { old }), ...(fresh !== undefined && { new: fresh }) };
      } catch {
        return { name };
      }
    }),
  );
};
