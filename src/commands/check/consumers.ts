import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { readContractFile } from '../../compat/document.ts';
import { usageOfDocument } from '../../compat/usage/document.ts';
import { readUsage } from '../../compat/usage/recorded.ts';
import type { Consumer, Use } from '../../compat/usage/usage.ts';
import { DrillError, messageOf } from '../../core/error.ts';
import { sha256 } from '../../core/hash.ts';
import { liveHere } from '../../evidence/history.ts';
import type { Entry } from '../../model/fact.ts';
import type { Artifact, Workspace } from '../../workspace/workspace.ts';
import { fileOf } from './files.ts';

/** An artifact that declares that it calls a contract, at one version, and where it stands what it uses; paths count from drill.yaml. */
interface Caller {
  readonly name: string;
  readonly contract?: string;
  readonly usage?: string;
}

const versionsOf = (
  { name, ordered }: Artifact,
  entries: readonly Entry[],
  environments: readonly string[],
): readonly { readonly version: string; readonly said: string }[] => {
  const deployed = [...new Set(environments.flatMap((environment) => liveHere(entries, name, environment).map(({ version }) => version)))];
  if (deployed.length > 0) return deployed.sort().map((version) => ({ version, said: `${name} ${version}` }));
  const newest = ordered.findLast(({ source }) => !source.onDemand) ?? ordered.at(-1);
  return newest
    ? [{ version: newest.version, said: `${name} ${newest.version} (its newest declared version; none is known to be deployed)` }]
    : [];
};

/** Who calls a contract of an artifact: each at every version that is deployed there, else at its newest declared one. */
const callersOf = (
  workspace: Workspace,
  artifact: string,
  contract: string,
  entries: readonly Entry[],
  environment: string | undefined,
): readonly Caller[] => {
  const environments = environment === undefined ? [...workspace.environments.keys()] : [environment];
  return [...workspace.artifacts.values()].flatMap((caller) => {
    const use = caller.consumes?.[artifact];
    if (!use || use.contract !== contract) return [];
    return versionsOf(caller, entries, environments).map(({ version, said }): Caller => {
      const own = use.as === undefined ? undefined : caller.contracts?.[use.as];
      return {
        name: said,
        ...(own ? { contract: fileOf(own, version) } : {}),
        ...(use.usage === undefined ? {} : { usage: use.usage.replaceAll('{version}', version) }),
      };
    });
  });
};

const isMissing = (error: unknown): boolean => error instanceof DrillError && /there is no such file/.test(error.message);

const usageOf = async ({ root }: Workspace, { contract, usage }: Caller, cwd: string): Promise<readonly Use[] | undefined> => {
  const all: (readonly Use[])[] = [];
  if (contract !== undefined) {
    const path = join(root, contract);
    try {
      all.push(usageOfDocument(await readContractFile({ path, name: relative(cwd, path), root }, cwd)));
    } catch (error) {
      // A deployed version from before there was such a file: nothing is known of it.
      if (!isMissing(error)) throw error;
      return undefined;
    }
  }
  if (usage !== undefined) {
    const path = join(root, usage);
    const named = relative(cwd, path);
    try {
      all.push(readUsage(named, await readFile(path, 'utf8')));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      if (error instanceof DrillError) throw error;
      throw new DrillError('usage/unreadable', `${named} cannot be read: ${messageOf(error)}`, { cause: error });
    }
  }
  return all.length === 0 ? undefined : all.flat();
};

/**
 * Who calls a contract, and what they use of it, as far as it is declared.
 * @param note hears of a consumer of which that is not known
 * @throws DrillError for what is declared and cannot be read
 */
export const consumersOf = async (
  workspace: Workspace,
  artifact: string,
  contract: string,
  entries: readonly Entry[],
  environment: string | undefined,
  { cwd, note }: { readonly cwd: string; readonly note: (text: string) => void },
): Promise<readonly Consumer[]> =>
  Promise.all(
    callersOf(workspace, artifact, contract, entries, environment).map(async (caller): Promise<Consumer> => {
      const uses = await usageOf(workspace, caller, cwd);
      if (uses) return { name: caller.name, uses };
      const files = [caller.contract, caller.usage].filter((file) => file !== undefined);
      note(
        `${artifact}: what ${caller.name} uses of ${contract} is not known${files.length === 0 ? ', for it names neither a contract of its own (`as`) nor `usage`' : `: ${files.join(', ')} is not there`}; it may be anything`,
      );
      return { name: caller.name };
    }),
  );

/** What a check of an artifact takes for used, as one text for each consumer: it changes with what is deployed, and with what is recorded. Never fails. */
export const usesOf = (
  workspace: Workspace,
  artifact: Artifact,
  entries: readonly Entry[],
  environment: string | undefined,
): readonly string[] =>
  Object.keys(artifact.contracts ?? {}).flatMap((contract) =>
    callersOf(workspace, artifact.name, contract, entries, environment)
      .filter((caller) => caller.contract !== undefined || caller.usage !== undefined)
      .map((caller) => {
        const digests = [caller.contract, caller.usage].map((file) => {
          if (file === undefined) return '';
          try {
            return sha256(readFileSync(join(workspace.root, file)));
          } catch {
            return 'unreadable';
          }
        });
        return [contract, caller.name, ...digests].join(' ');
      }),
  );

/** The files that say what is used of an artifact's contracts, of every version that is declared: which is deployed says the ledger alone. Relative to the root. */
export const usageFilesOf = ({ artifacts }: Workspace, artifact: Artifact): readonly string[] =>
  [...artifacts.values()].flatMap((caller) => {
    const use = caller.consumes?.[artifact.name];
    if (!use) return [];
    const own = use.as === undefined ? undefined : caller.contracts?.[use.as];
    return caller.ordered.flatMap(({ version }) => [
      ...(own ? [fileOf(own, version)] : []),
      ...(use.usage === undefined ? [] : [use.usage.replaceAll('{version}', version)]),
    ]);
  });
