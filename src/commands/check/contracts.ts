import { join, relative } from 'node:path';
import { type ContractOptions, contractSteps } from '../../compat/compare.ts';
import type { HowMany } from '../../compat/exchange/attach.ts';
import { type Document, readContract, readContractFile, readDocuments } from '../../compat/document.ts';
import type { Asker } from '../../compat/second-opinion/asker.ts';
import { withSecondOpinions } from '../../compat/second-opinion/contracts.ts';
import { sha256 } from '../../core/hash.ts';
import { inTurns } from '../../core/turns.ts';
import type { CheckReport, ContractReport } from '../../model/check.ts';
import type { Chosen } from '../../workspace/choose.ts';
import { worktreeVersion } from '../../workspace/choose.ts';
import type { ContractDefinition } from '../../workspace/definition.ts';
import { digestOf } from '../../workspace/sources/registry.ts';
import type { Artifact, ArtifactVersion, Workspace } from '../../workspace/workspace.ts';
import { type Base, treeOf } from './base.ts';
import { refuseUncaptured } from './captured.ts';
import { documentsOf, fileOf, type Where } from './files.ts';

const stanceOf = async (
  name: string,
  { format, role, persisted }: ContractDefinition,
  { stanceOn, exchanges }: Occasion,
): Promise<ContractOptions> => ({
  name,
  format,
  role: role ?? 'provider',
  persisted: persisted ?? false,
  ...(exchanges ? { exchanges } : {}),
  ...(await stanceOn?.(name)),
});

/** When it is checked, from which folder (messages name files as seen from there), and whom to ask for a second opinion. */
export interface Occasion {
  readonly at: Date;
  readonly cwd: string;
  readonly asker?: Asker;
  /** Ends the comparison. */
  readonly signal: AbortSignal;
  /** Of how many findings the calls are made that show them. */
  readonly exchanges?: HowMany;
  /** Hears of the files that a contract was read from. */
  readonly onRead?: (files: readonly string[]) => void;
  /** What is known of a contract besides its declaration: who calls it, and what the policy allows. */
  readonly stanceOn?: (contract: string) => Promise<Partial<ContractOptions>>;
}

const whereabouts = (workspace: Workspace, file: string, cwd: string): { path: string; name: string; root: string } => {
  const path = join(workspace.root, file);
  return { path, name: relative(cwd, path) || path, root: workspace.root };
};

const reportOf = (
  artifact: Artifact,
  from: CheckReport['from'],
  to: CheckReport['to'],
  at: Date,
  contracts: readonly ContractReport[],
): CheckReport => ({
  format: 'rollback-drill/check',
  version: 1,
  artifact: artifact.name,
  from,
  to,
  at: at.toISOString(),
  contracts,
});

const compare = async (
  old: Document,
  next: Document,
  stance: ContractOptions,
  { asker, signal, onRead }: Occasion,
): Promise<ContractReport> => {
  onRead?.([...(old.files ?? []), ...(next.files ?? [])]);
  const contract = { ...(await inTurns(contractSteps(old, next, stance), signal)), digests: { old: old.digest, new: next.digest } };
  return asker ? withSecondOpinions(contract, old, next, asker) : contract;
};

/** Two versions, one file: it would be compared with itself, and whatever changed would not be seen. */
const sameFile = (name: string, { format }: ContractDefinition, file: string): ContractReport => {
  const cell = { state: 'unknown', because: `both versions name the same file, ${file}` } as const;
  return {
    name,
    format,
    files: { old: file, new: file },
    compared: { what: format === 'openapi' ? 'operations' : 'schemas', count: 0, identical: 0 },
    cells: { rollout: cell, mixed: cell, rollback: cell },
    findings: [],
  };
};

type Readable = Exclude<Where, { readonly kind: 'same' }>;

const read = async (workspace: Workspace, old: Readable, fresh: Readable, cwd: string): Promise<readonly [Document, Document]> => {
  if (old.kind === 'file' && fresh.kind === 'file')
    return readDocuments([whereabouts(workspace, old.file, cwd), whereabouts(workspace, fresh.file, cwd)], cwd);
  const one = (where: Readable, like?: Document): Promise<Document> =>
    where.kind === 'git'
      ? readContract(where.tree, where.file, where.bytes, like)
      : readContractFile(whereabouts(workspace, where.file, cwd), cwd, like);
  const before = await one(old);
  return [before, await one(fresh, before)];
};

/** Compares the contracts of two declared versions of an artifact. @throws DrillError for a contract that cannot be read */
export const checkVersions = async (
  workspace: Workspace,
  artifact: Artifact,
  { from, to }: Chosen,
  occasion: Occasion,
): Promise<CheckReport> => {
  const { at, cwd } = occasion;
  const contracts: ContractReport[] = [];
  for (const [name, contract] of Object.entries(artifact.contracts ?? {})) {
    const [old, fresh] = await documentsOf(workspace, contract, from, to);
    if (old.kind === 'same' || fresh.kind === 'same') {
      contracts.push(sameFile(name, contract, whereabouts(workspace, old.file, cwd).name));
      continue;
    }
    refuseUncaptured(workspace, artifact.name, name, contract, [old, fresh]);
    contracts.push(await compare(...(await read(workspace, old, fresh, cwd)), await stanceOf(name, contract, occasion), occasion));
  }
  return reportOf(artifact, await idOf(workspace, from), await idOf(workspace, to), at, contracts);
};

const idOf = async (workspace: Workspace, version: ArtifactVersion): Promise<CheckReport['from']> => ({
  version: version.version,
  digest: await digestOf(workspace, version),
});

/**
 * Compares the contracts in the working tree with what is committed at a ref. `note` hears of a contract that was not there:
 * it is new, and nothing is compared. Where a file is named after the version, that of the newest version committed then counts.
 */
export const checkBase = async (
  workspace: Workspace,
  artifact: Artifact,
  to: ArtifactVersion,
  base: Base,
  occasion: Occasion,
  note: (text: string) => void,
): Promise<CheckReport> => {
  const { at, cwd } = occasion;
  const contracts: ContractReport[] = [];
  const index = artifact.ordered.indexOf(to);
  for (const [name, contract] of Object.entries(artifact.contracts ?? {})) {
    const file = fileOf(contract, to.version);
    const candidates = [
      ...new Set([
        file,
        ...artifact.ordered
          .slice(0, index)
          .reverse()
          .map(({ version }) => fileOf(contract, version)),
      ]),
    ];
    let committed: { path: string; bytes: Uint8Array } | undefined;
    for (const path of candidates) {
      const bytes = await base.read(path);
      if (!bytes) continue;
      committed = { path, bytes };
      break;
    }
    if (!committed) {
      note(`${artifact.name}: the contract ${name} (${file}) was not there at ${base.name}; there is nothing to compare it with`);
      continue;
    }
    const old = await readContract(treeOf(base), committed.path, committed.bytes);
    const next = await readContractFile(whereabouts(workspace, file, cwd), cwd, old);
    contracts.push(await compare(old, next, await stanceOf(name, contract, occasion), occasion));
  }
  const digest = await digestOf(workspace, to);
  return reportOf(
    artifact,
    { version: base.name, digest: sha256(base.commit) },
    { version: worktreeVersion(to.version, digest), digest },
    at,
    contracts,
  );
};
