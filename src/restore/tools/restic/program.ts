import { resolve } from 'node:path';
import { DrillError, messageOf } from '../../../core/error.ts';
import type { BackupSettings } from '../../../workspace/definition/backup.ts';
import type { Capabilities, ProviderContext } from '../../provider.ts';
import { environmentOf } from '../environment.ts';
import { type Ask, askTool, refusedBy, type Said, type Tool, type Trouble } from '../tool.ts';

// restic, through its own program. What only reads takes no lock and keeps no cache: neither the repository nor the machine is changed.

export const capabilitiesOf = (wal: string | undefined): Capabilities => ({
  list: true,
  take: true,
  pointInTime: wal !== undefined,
  verify: true,
  snapshot: false,
});

export interface Restic {
  readonly tool: Tool;
  readonly repository: string;
  /** Arguments that name the repository and its password’s file. */
  readonly where: readonly string[];
  /** Arguments that choose among snapshots. */
  readonly chosen: readonly string[];
  /** @throws DrillError where it does not end with one of the codes, 0 by default */
  readonly ask: (args: readonly string[], ask: Ask, signal: AbortSignal, codes?: readonly number[]) => Promise<Said>;
  readonly askJson: <T>(args: readonly string[], ask: Ask, signal: AbortSignal) => Promise<readonly T[]>;
}

export const resticTroubles: readonly Trouble[] = [
  {
    words: /wrong password or no key found/,
    code: 'backup/encrypted',
    what: 'the repository of restic is encrypted with another password',
    fix: 'check `passwordFile`, or RESTIC_PASSWORD in `env`',
  },
  {
    words: /an empty password is not a password|unable to open.*password|Resolving password failed|password from stdin/i,
    code: 'backup/encrypted',
    what: 'the repository of restic is encrypted, and nothing says with which password',
    fix: 'say passwordFile: …, or env: { RESTIC_PASSWORD: { fromEnvironment: RESTIC_PASSWORD } }',
    usage: true,
  },
  {
    words: /unable to create lock|already locked/i,
    code: 'backup/locked',
    what: 'another restic has locked the repository',
    fix: 'wait until it has ended; restic unlock, where it was killed',
  },
  {
    words: /unable to open config file|Is there a repository|does not exist/i,
    code: 'backup/unreadable',
    what: 'there is no repository of restic',
    fix: 'check `repository`',
  },
  {
    words: /unknown (?:flag|command)/i,
    code: 'backup/tool-too-old',
    what: 'this release of restic does not know what it was told',
    fix: 'install restic 0.14 or newer',
  },
];

/** A repository that is no folder: `s3:…`, `sftp:…`, `rest:…`. */
const isElsewhere = (repository: string): boolean => /^[a-z0-9]+:/.test(repository);

/** @throws DrillError for variables that are not there */
export const openRestic = (settings: BackupSettings<'restic'>, context: ProviderContext): Restic => {
  const { repository, passwordFile, tags = [], host, program = 'restic', env: named } = settings;
  const { env, secrets } = environmentOf(named, context);
  const at = isElsewhere(repository) ? repository : resolve(context.root, repository);
  const tool: Tool = { name: 'restic', program, install: 'apt-get install restic', env: { ...env, RESTIC_REPOSITORY: at }, secrets };
  const where = passwordFile === undefined ? [] : [`--password-file=${resolve(context.root, passwordFile)}`];
  const ask: Restic['ask'] = async (args, how, signal, codes = [0]) => {
    const found = await askTool(tool, [...args, '--no-lock', '--no-cache', ...where], how, signal);
    if (found.code !== undefined && codes.includes(found.code)) return found;
    throw refusedBy(tool, args, found, resticTroubles);
  };
  return {
    tool,
    repository: at,
    where,
    chosen: [...(tags.length > 0 ? [`--tag=${tags.join(',')}`] : []), ...(host === undefined ? [] : [`--host=${host}`])],
    ask,
    askJson: async <T>(args: readonly string[], how: Ask, signal: AbortSignal) => {
      const { out } = await ask([...args, '--json'], how, signal);
      try {
        return out
          .split('\n')
          .filter(Boolean)
          .flatMap((line) => JSON.parse(line) as T | readonly T[]) as readonly T[];
      } catch (cause) {
        throw new DrillError('backup/unreadable', `what restic ${args[0] ?? ''} prints cannot be read: ${messageOf(cause)}`, {
          cause,
          kind: 'internal',
        });
      }
    },
  };
};
