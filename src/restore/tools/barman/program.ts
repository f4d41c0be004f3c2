import { existsSync, readFileSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DrillError, messageOf } from '../../../core/error.ts';
import type { BackupSettings } from '../../../workspace/definition/backup.ts';
import type { Capabilities, ProviderContext } from '../../provider.ts';
import { environmentOf } from '../environment.ts';
import { readIni } from '../ini.ts';
import { type Ask, askTool, refusedBy, type Said, type Tool, type Trouble } from '../tool.ts';

// Barman, through its own program, with its own configuration. Where root runs it, it goes on as its own user by itself.

export const capabilities: Capabilities = { list: true, take: true, pointInTime: true, verify: true, snapshot: false };

export interface Barman {
  /** In Barman’s configuration. */
  readonly server: string;
  /** @throws DrillError where it does not end with one of the codes, 0 by default */
  readonly ask: (args: readonly string[], ask: Ask, signal: AbortSignal, codes?: readonly number[]) => Promise<Said>;
  /** The same with its answer as JSON: what it says of the server. */
  readonly askJson: <T>(args: readonly string[], signal: AbortSignal) => Promise<T>;
  /** Lets it write to a folder that is ours. */
  readonly lend: (folder: string) => Promise<void>;
}

const troubles: readonly Trouble[] = [
  {
    words: /Unknown server/,
    code: 'backup/no-stanza',
    what: 'Barman knows no server of that name',
    fix: 'check `name` against `barman list-servers`, and `config`',
    usage: true,
  },
  {
    words: /Another .* (?:is )?(?:running|in progress)|lock.*(?:busy|held)/i,
    code: 'backup/locked',
    what: 'Barman is at work on this server already',
    fix: 'wait until it has ended, and plan the drill for another time than the backup',
  },
  {
    words: /Configuration file '.*' does not exist|There are errors in the configuration/,
    code: 'backup/unreadable',
    what: 'Barman does not get along with its configuration',
    fix: 'check `config`',
    usage: true,
  },
  {
    words: /rsync.*(?:not found|No such file)|FileNotFoundError.*rsync|command not found/i,
    code: 'backup/tool-missing',
    what: 'Barman restores with rsync, and there is none here',
    fix: 'apt-get install rsync',
  },
  {
    words: /unrecognized arguments|invalid choice/,
    code: 'backup/tool-too-old',
    what: 'this release of Barman does not know what it was told',
    fix: 'install Barman 3.0 or newer',
  },
  {
    words: /run 'barman check/,
    code: 'backup/not-taken',
    what: 'Barman takes no backup: it finds something wrong with how it is set up',
    fix: 'look at `barman check` of the server: it tells what',
  },
  {
    words: /recovery-staging-path/,
    code: 'backup/compressed',
    what: 'backups that pg_basebackup compresses are not brought back yet',
    fix: 'leave backup_compression out of Barman’s configuration',
  },
];

/** Whom it goes on as, where root runs it. */
const userIn = (config: string): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const name = readIni(readFileSync(config, 'utf8')).get('barman')?.get('barman_user')?.[0] ?? 'barman';
    const entry = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .find(([known]) => known === name);
    return entry && { uid: Number(entry[2]), gid: Number(entry[3]) };
  } catch (cause) {
    throw new DrillError('backup/unreadable', `Barman’s configuration cannot be read: ${messageOf(cause)}`, {
      cause,
      fix: 'check `config`',
    });
  }
};

/** @throws DrillError for a configuration that cannot be read, and for variables that are not there */
export const openBarman = (
  { name, config, program = 'barman', env: named }: BackupSettings<'barman'>,
  context: ProviderContext,
): Barman => {
  const path =
    config === undefined
      ? existsSync('/etc/barman/barman.conf')
        ? '/etc/barman/barman.conf'
        : '/etc/barman.conf'
      : resolve(context.root, config);
  const { env, secrets } = environmentOf(named, context);
  const tool: Tool = { name: 'Barman', program, install: 'apt-get install barman', env, secrets };
  const ask: Barman['ask'] = async (args, how, signal, codes = [0]) => {
    const found = await askTool(tool, ['-c', path, ...args], how, signal);
    if (found.code !== undefined && codes.includes(found.code)) return found;
    throw refusedBy(tool, args, found, troubles);
  };
  return {
    server: name,
    ask,
    askJson: async <T>(args: readonly string[], signal: AbortSignal) => {
      const { out } = await ask(['-f', 'json', ...args], {}, signal);
      try {
        return (JSON.parse(out) as Readonly<Record<string, T>>)[name] as T;
      } catch (cause) {
        throw new DrillError('backup/unreadable', `what barman ${args[0] ?? ''} prints cannot be read: ${messageOf(cause)}`, {
          cause,
          kind: 'internal',
        });
      }
    },
    lend: async (folder) => {
      const user = userIn(path);
      if (user) await chown(folder, user.uid, user.gid);
    },
  };
};
