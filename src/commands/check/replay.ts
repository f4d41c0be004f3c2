import { type Command, Option } from 'commander';
import { type Replay, replayed } from '../../compat/exchange/replay/replay.ts';
import { type DeclaredServer, targetOf } from '../../compat/exchange/replay/target.ts';
import { DrillError } from '../../core/error.ts';
import type { CheckReport } from '../../model/check.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Io } from '../command.ts';

export interface ReplayOptions {
  readonly replay?: string;
  readonly replayAs?: 'N-1' | 'N';
  readonly replayWrites?: true;
  readonly replayHeader?: readonly string[];
}

const several = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Adds the options of a replay to a command. */
export const withReplayOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--replay <url>',
        'send the requests that should be refused to a server that runs: on this machine, or declared in drill.yaml',
      ),
    )
    .addOption(new Option('--replay-as <version>', 'which version runs there (default: N)').choices(['N-1', 'N']))
    .addOption(new Option('--replay-writes', 'send requests that change data too; without it only to environments that are synthetic'))
    .addOption(
      new Option(
        '--replay-header <name=VARIABLE>',
        'a header of each request, its value from a variable of the environment; never printed',
      ).argParser(several),
    );

/** Headers that say how a message travels, which is not for anybody to set. */
const travelling: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'content-type',
  'transfer-encoding',
  'connection',
  'upgrade',
  'expect',
]);

const headerOf = (text: string, env: Io['env']): [string, string] => {
  const [, name = '', variable = ''] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
  const bad = (what: string, fix: string): DrillError => new DrillError('replay/bad-header', what, { fix });
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) || !/^[A-Za-z_]\w*$/.test(variable))
    // What was given may be the credential itself, so it is not repeated.
    throw bad('--replay-header takes the name of a header and the name of a variable', 'Write --replay-header authorization=API_TOKEN.');
  if (travelling.has(name.toLowerCase()))
    throw bad(`the header ${name} is not for --replay-header`, 'Leave it out: it follows from the request.');
  const value = env[variable];
  if (value === undefined || value === '') throw bad(`the variable ${variable} is not set`, `Set it to the value of the header ${name}.`);
  if (!/^[\t -~]+$/.test(value) || value.trim() !== value)
    throw bad(`the value of ${variable} cannot stand in a header`, 'Look for ends of lines and spaces around it.');
  return [name.toLowerCase(), value];
};

/** The servers that a workspace declares for some artifacts. */
export const serversOf = ({ environments }: Pick<Workspace, 'environments'>, artifacts: readonly string[]): DeclaredServer[] =>
  [...environments.values()].flatMap(({ name, urls = {}, synthetic }) =>
    Object.entries(urls)
      .filter(([artifact]) => artifacts.includes(artifact))
      .map(([, url]) => ({ environment: name, url, synthetic: synthetic === true })),
  );

/**
 * What a command was told about a replay; undefined where none is wanted.
 *
 * @throws DrillError (usage) where it would go somewhere else than to this machine or a declared server, and for options that do not fit
 */
export const replayOf = (
  options: ReplayOptions,
  servers: readonly DeclaredServer[],
  { env, signal }: Pick<Io, 'env' | 'signal'>,
): Replay | undefined => {
  if (options.replay === undefined) {
    const alone = (['replayAs', 'replayWrites', 'replayHeader'] as const).find((name) => options[name] !== undefined);
    if (alone)
      throw new DrillError('replay/nothing-to-replay', 'options of a replay were given, and no --replay', { fix: 'Add --replay <url>.' });
    return undefined;
  }
  const { url, synthetic } = targetOf(options.replay, servers);
  return {
    url,
    version: options.replayAs ?? 'N',
    writes: synthetic || options.replayWrites === true,
    headers: Object.fromEntries((options.replayHeader ?? []).map((text) => headerOf(text, env))),
    signal,
  };
};

/** A report with what the running server said, contract by contract. */
export const withReplay = async (report: CheckReport, replay: Replay): Promise<CheckReport> => {
  const contracts: CheckReport['contracts'][number][] = [];
  for (const { served, ...contract } of report.contracts)
    contracts.push(
      contract.format === 'openapi'
        ? { ...contract, replay: await replayed({ ...contract, ...(served ? { served } : {}) }, replay) }
        : contract,
    );
  return { ...report, contracts };
};
