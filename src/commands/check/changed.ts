import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { contractDigest } from '../../compat/document.ts';
import { folderTree, type Tree } from '../../compat/document/tree.ts';
import { canonicalJson, sha256 } from '../../core/hash.ts';
import { yaml } from '../../core/yaml.ts';
import type { CheckReport } from '../../model/check.ts';
import type { Judgement } from '../../model/verdict.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';
import { baselineName } from '../../workspace/baseline.ts';
import { openBase, treeOf } from './base.ts';
import { usageFilesOf } from './consumers.ts';
import { fileOf } from './files.ts';
import { filesOfStore, listFolder } from './stores/digest.ts';

const run = promisify(execFile);

/** What was looked at of one artifact, and what of it, or of what it is judged by, is not as it is committed. */
interface Looked {
  /** Contract files, by what they are now. */
  readonly digests: Readonly<Record<string, string>>;
  readonly changed: readonly string[];
}

/** The working tree against the commit that it comes from. */
export interface Changes {
  /** `main (0a1b2c3)` */
  readonly name: string;
  readonly commit: string;
  /** drill.yaml itself is another: it says what is compared, so nothing can be passed over. */
  readonly isDeclaredAnew: boolean;
  readonly of: (artifact: Artifact) => Promise<Looked>;
}

/** Where both came from: what happened since on the other side is none of our changes. */
const commonAncestor = async (root: string, commit: string): Promise<string> => {
  try {
    const { stdout } = await run('git', ['-C', root, 'merge-base', commit, 'HEAD']);
    return stdout.trim() || commit;
  } catch {
    // In a shallow clone it is not known: then the ref itself.
    return commit;
  }
};

/** By what a contract says, what it refers to in other files included; the bytes alone where it cannot be read. */
const digestOf = async (tree: Tree, file: string, bytes: Uint8Array): Promise<string> =>
  contractDigest(tree, file, bytes).catch(() => `unreadable ${sha256(bytes)}`);

const present = (path: string): Promise<Uint8Array | undefined> => readFile(path).catch(() => undefined);

/** The waivers of an artifact in the text of a baseline, and those of all; the text itself where it cannot be read. */
const acceptedIn = (bytes: Uint8Array | undefined, artifact: string): string => {
  if (!bytes) return '';
  const text = new TextDecoder().decode(bytes);
  try {
    const waivers: unknown = (yaml().parse(text) as { readonly waivers?: unknown } | null)?.waivers;
    if (!Array.isArray(waivers)) return text;
    return waivers
      .filter((waiver: { readonly artifact?: unknown } | null) => (waiver?.artifact ?? artifact) === artifact)
      .map((waiver: unknown) => canonicalJson(waiver))
      .toSorted()
      .join('\n');
  } catch {
    return text;
  }
};

/**
 * Opens the changes of the working tree since it left `ref`, whether they are committed or not.
 * @throws DrillError (usage) for what is no ref, with the nearest one; outside a git repository; where there is no git
 */
export const openChanges = async (workspace: Workspace, ref: string): Promise<Changes> => {
  const { root } = workspace;
  const named = await openBase(root, ref);
  const base = named.isUnborn ? named : await openBase(root, await commonAncestor(root, named.commit));
  const [before, now] = [treeOf(base), folderTree(root, (path) => path)];
  const definition = relative(root, workspace.file).split(sep).join('/');
  const [wasAccepted, isAccepted] = await Promise.all([base.read(baselineName), present(join(root, baselineName))]);
  const [declared, declares] = await Promise.all([base.read(definition), present(workspace.file)]);
  return {
    name: named.isUnborn ? named.name : `${ref} (${base.commit.slice(0, 7)})`,
    commit: base.commit,
    isDeclaredAnew: !declared || !declares || Buffer.compare(declared, declares) !== 0,
    of: async (artifact) => {
      const ofStores = await Promise.all(
        Object.entries(artifact.stores ?? {}).flatMap((store) =>
          artifact.ordered.flatMap((version) => [filesOfStore(version, store, base.list), filesOfStore(version, store, listFolder(root))]),
        ),
      );
      const files = Object.values(artifact.contracts ?? {}).flatMap((contract) =>
        artifact.ordered.map(({ version }) => fileOf(contract, version)),
      );
      const digests: Record<string, string> = {};
      const changed: string[] = [];
      for (const file of new Set(ofStores.flat().toSorted())) {
        const [was, is] = await Promise.all([base.read(file), present(join(root, file))]);
        if (is) digests[file] = sha256(is);
        if ((was && sha256(was)) !== digests[file]) changed.push(file);
      }
      for (const file of [...new Set(files)].toSorted()) {
        const [was, is] = await Promise.all([base.read(file), present(join(root, file))]);
        if (is) digests[file] = await digestOf(now, file, is);
        const digest = was && (await digestOf(before, file, was));
        if (digest !== digests[file] || digest?.startsWith('unreadable')) changed.push(file);
      }
      // What consumers use and what is accepted decides as well as the contract does.
      for (const file of new Set(usageFilesOf(workspace, artifact))) {
        const [was, is] = await Promise.all([base.read(file), present(join(root, file))]);
        const [old, fresh] = await Promise.all([was && digestOf(before, file, was), is && digestOf(now, file, is)]);
        if (old !== fresh) changed.push(file);
      }
      if (acceptedIn(wasAccepted, artifact.name) !== acceptedIn(isAccepted, artifact.name)) changed.push(baselineName);
      return { digests, changed };
    },
  };
};

/** An artifact of which nothing changed: all its contracts were looked at and are, by their hashes, what was committed. */
export const unchangedReport = (
  { name, stores = {} }: Artifact,
  changes: Changes,
  { digests }: Looked,
  at: Date,
): { readonly report: CheckReport; readonly judgement: Judgement } => {
  const count = Object.keys(digests).length;
  const files = Object.keys(stores).length === 0 ? 'contract file' : 'file';
  const what = `${count === 1 ? `the 1 ${files} of` : `all ${count} ${files}s of`} ${name} ${count === 1 ? 'is' : 'are'} as committed at ${changes.name}: nothing changed that could break`;
  return {
    report: {
      format: 'rollback-drill/check',
      version: 1,
      artifact: name,
      from: { version: changes.name, digest: sha256(changes.commit) },
      to: { version: 'working tree', digest: sha256(canonicalJson(digests)) },
      at: at.toISOString(),
      contracts: [],
    },
    judgement: { outcome: 'pass', reasons: [{ outcome: 'pass', code: 'check/unchanged', what }] },
  };
};
