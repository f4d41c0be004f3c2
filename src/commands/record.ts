import type { Command } from 'commander';
import { DrillError } from '../core/error.ts';
import { exitCodes } from '../core/exit.ts';
import { openLedger } from '../evidence/ledger.ts';
import type { Entry } from '../model/fact.ts';
import type { VersionId } from '../model/version.ts';
import { artifactNamed } from '../workspace/choose.ts';
import { loadWorkspace } from '../workspace/load.ts';
import type { Artifact, Workspace } from '../workspace/workspace.ts';
import { describe, fileOption, formatOption, type Io, jsonOption, reporterNamed, type Subcommand } from './command.ts';
import { environmentNamed } from './environment.ts';
import { identify } from './gate/versions.ts';
import { facts, type Wanted } from './record/fact.ts';
import { kinds } from './record/kinds.ts';

interface RecordOptions {
  readonly to?: string;
  readonly version?: string;
  readonly from?: string;
  readonly digest?: string;
  readonly environment?: string;
  readonly reason?: string;
  readonly firstRelease?: boolean;
  readonly beside?: boolean;
  readonly format: string;
  readonly file?: string;
}

const digestForm = /^sha256:[0-9a-f]{64}$/;

/** The version that was named: as an argument, with --to or with --version, and only one. */
const versionOf = (kind: string, named: string | undefined, { to, version }: RecordOptions): string => {
  const [first, second] = new Set([named, to, version].filter((each) => each !== undefined));
  if (first === undefined)
    throw new DrillError('record/which-version', `which version? drill record ${kind} needs one`, {
      fix: `drill record ${kind} <artifact> <version>`,
    });
  if (second !== undefined)
    throw new DrillError('record/two-versions', `two versions were named: ${first} and ${second}`, { fix: 'Name one.' });
  return first;
};

/** By its own word where a digest is given (a version that is not declared here), else as declared or as the ledger knows it. */
const idOf = async (
  workspace: Workspace,
  artifact: Artifact,
  entries: readonly Entry[],
  version: string,
  digest: string | undefined,
): Promise<VersionId> => {
  if (digest === undefined) return identify(workspace, artifact, entries, version);
  if (digestForm.test(digest)) return { version, digest };
  throw new DrillError('record/digest', `${JSON.stringify(digest)} is not a digest`, {
    fix: 'A digest is sha256: and 64 hexadecimal digits.',
  });
};

const enter = async (io: Io, kind: keyof typeof facts, name: string, named: string | undefined, options: RecordOptions): Promise<void> => {
  const reporter = reporterNamed(options.format);
  const workspace = await loadWorkspace(io.cwd, options.file);
  const artifact = artifactNamed(workspace, name);
  const needsEnvironment = kind !== 'version' && kind !== 'bad';
  const environment =
    needsEnvironment || options.environment !== undefined ? environmentNamed(workspace, options.environment).name : undefined;
  const ledger = openLedger(workspace.root, io.clock);
  const { entries } = await ledger.read();
  const wanted: Wanted = {
    artifact: name,
    id: await idOf(workspace, artifact, entries, versionOf(kind, named, options), options.digest),
    ...(options.from !== undefined && { from: await identify(workspace, artifact, entries, options.from) }),
    ...(environment !== undefined && { environment }),
    ...(options.reason !== undefined && options.reason !== '' && { reason: options.reason }),
    ...(options.firstRelease && { firstRelease: true }),
    ...(options.beside && { beside: true }),
  };
  const entry = await ledger.append(facts[kind](wanted, entries));
  io.out(reporter.render([{ kind: 'history', entries: [entry] }], io.look.out));
};

/** The options that only some kinds have. */
const own = {
  environment: (command: Command) => command.option('--environment <name>', 'where; may be left out where drill.yaml declares one alone'),
  reason: (command: Command) => command.option('--reason <text>', 'why, for those who read it later'),
  from: (command: Command) => command.option('--from <version>', 'what was left, instead of what the ledger says is deployed'),
  firstRelease: (command: Command) => command.option('--first-release', 'there is no N-1 yet'),
  beside: (command: Command) => command.option('--beside', 'what ran there goes on: a canary, or one region of several'),
} as const;

const subcommand = (io: Io, exit: (code: 0) => void, { kind, is, options, examples }: (typeof kinds)[number]): Command => {
  const command = describe(kind, is, examples)
    .argument('<artifact>', 'the artifact')
    .argument('[version]', 'the version; also --to or --version')
    .option('--to <version>', 'the version')
    .option('--version <version>', 'the same')
    .option('--digest <sha256:…>', 'its digest, for a version that is not declared in drill.yaml');
  for (const option of options) own[option](command);
  return command
    .addOption(formatOption())
    .addOption(jsonOption())
    .addOption(fileOption())
    .action(async (artifact: string, version: string | undefined, given: RecordOptions) => {
      await enter(io, kind, artifact, version, given);
      exit(exitCodes.pass);
    });
};

export const record: Subcommand = {
  name: 'record',
  build: (io, exit) => {
    const command = describe('record', 'Enters what happened into the ledger.', [
      ['drill record deployed orders 1.5.0 --environment local', '1.5.0 runs there now'],
      ['drill record good orders 1.5.0 --environment local', 'it has proved itself: what to go back to from now on'],
      ['drill record bad orders 1.5.0 --reason "loses orders"', 'never go back to it'],
    ]);
    for (const kind of kinds) command.addCommand(subcommand(io, exit, kind));
    return command;
  },
};
