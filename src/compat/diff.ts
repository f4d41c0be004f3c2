import { fileURLToPath } from 'node:url';
import { DrillError, messageOf } from '../core/error.ts';
import { atOnce, type Steps } from '../core/turns.ts';
import type { CheckReport } from '../model/check.ts';
import { commonFormatOf, type ContractOptions, contractSteps } from './compare.ts';
import { type Document, parseDocument, readContractFile, readDocuments } from './document.ts';
import type { FormatName } from './formats/format.ts';
import type { Role } from './judge.ts';
import type { Profile } from './profile.ts';

export interface DiffOptions {
  /** What they are, instead of a guess by their content. */
  readonly as?: FormatName;
  /** Does the artifact serve the contract, call it, or both, and nobody else does (default `provider`)? */
  readonly role?: Role;
  /** Its documents are stored and outlive a release (default false). */
  readonly persisted?: boolean;
  /** How clients read: by what travels (default), or with generated code, for which names count too. */
  readonly profile?: Profile;
}

/** Compares two contracts that were read, N-1 first; a check with one contract. */
const diffDocuments = (...asked: Parameters<typeof diffSteps>): CheckReport => atOnce(diffSteps(...asked));

/** The same step by step, for whoever may be told to stop. */
export const diffSteps = function* (
  old: Document,
  next: Document,
  options: DiffOptions & Pick<ContractOptions, 'exchanges'>,
  at: Date,
): Steps<CheckReport> {
  const format = options.as ?? commonFormatOf(old, next);
  const contract = yield* contractSteps(old, next, {
    name: format,
    format,
    role: options.role ?? 'provider',
    persisted: options.persisted === true,
    // No policy speaks of a diff: what was announced to end may be gone once its day has come.
    sunset: { allow: true, now: at },
    ...(options.profile ? { profile: options.profile } : {}),
    ...(options.exchanges ? { exchanges: options.exchanges } : {}),
  });
  return {
    format: 'rollback-drill/check',
    version: 1,
    artifact: 'diff',
    from: { version: old.file, digest: old.digest },
    to: { version: next.file, digest: next.digest },
    at: at.toISOString(),
    contracts: [contract],
  };
};

/** A contract: the path or `file:` URL of a JSON or YAML file, or the parsed document itself. */
export type Contract = string | URL | boolean | Readonly<Record<string, unknown>>;

/** A parsed document has no lines: its parts are found by their pointers alone. */
export const parsed = (value: unknown, name: string): Document => {
  let text: string;
  try {
    text = JSON.stringify(value) ?? '';
  } catch (cause) {
    throw new DrillError('contract/not-json', `${name} is not JSON: ${messageOf(cause)}`, { cause });
  }
  return { ...parseDocument(name, Buffer.from(text)), placeOf: (pointer) => ({ file: name, line: 1, column: 1, pointer }) };
};

const isFile = (contract: Contract): contract is string | URL => typeof contract === 'string' || contract instanceof URL;
const pathOf = (contract: string | URL): string => (typeof contract === 'string' ? contract : fileURLToPath(contract));

/**
 * What changes between two versions of a contract (OpenAPI or JSON Schema) mean for rolling out, for the time when both serve, and
 * for rolling back.
 *
 * @param old the contract of N-1; paths count from the working directory.
 * @param next the contract of N.
 * @throws DrillError (usage) for what cannot be read, or is no contract that is known
 */
export const diff = async (old: Contract, next: Contract, options: DiffOptions = {}): Promise<CheckReport> => {
  const read = (contract: Contract, name: string): Document | Promise<Document> =>
    isFile(contract) ? readContractFile({ path: pathOf(contract) }, process.cwd()) : parsed(contract, name);
  const [before, after] =
    isFile(old) && isFile(next)
      ? await readDocuments([{ path: pathOf(old) }, { path: pathOf(next) }], process.cwd())
      : [await read(old, 'the old document'), await read(next, 'the new document')];
  return diffDocuments(before, after, options, new Date());
};
