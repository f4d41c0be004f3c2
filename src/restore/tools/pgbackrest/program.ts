import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DrillError, messageOf } from '../../../core/error.ts';
import type { BackupSettings } from '../../../workspace/definition/backup.ts';
import type { Capabilities, ProviderContext } from '../../provider.ts';
import { environmentOf } from '../environment.ts';
import { type Ini, readIni } from '../ini.ts';
import { type Ask, askTool, refusedBy, type Said, type Tool, type Trouble } from '../tool.ts';

// What pgBackRest is told. For all that reads and restores it gets no configuration, for in that stands where the source has its files:
// a restore that takes them for its target writes into it. It is told of the repository alone, in its environment, where passwords may stand.

export const capabilities: Capabilities = { list: true, take: true, pointInTime: true, verify: true, snapshot: false };

export interface PgBackRest {
  readonly stanza: string;
  /** `--repo=2`; nothing where the first is meant. */
  readonly repo: readonly string[];
  /** Runs a command that does not know the source. @throws DrillError where it does not end with one of the codes, 0 by default */
  readonly ask: (args: readonly string[], ask: Ask, signal: AbortSignal, codes?: readonly number[]) => Promise<Said>;
  /** Runs a command as its user does, with his configuration. */
  readonly askAsConfigured: (args: readonly string[], signal: AbortSignal) => Promise<Said>;
}

/** Options that tell of a repository, and how it is talked to. Retention and the like are for whoever writes to it. */
const tells =
  /^(?:repo\d*-(?!retention-|bundle|block|hardlink)|io-timeout$|protocol-timeout$|sck-|tcp-|buffer-size$|process-max$|cmd-ssh$|compress-level-network$)/;

const troubles: readonly Trouble[] = [
  {
    words: /unable to acquire lock|another .* process|lock file exists/i,
    code: 'backup/locked',
    what: 'pgBackRest is at work on this stanza already',
    fix: 'wait until it has ended, and plan the drill for another time than the backup',
  },
  {
    words: /cipher|unable to flush|bad password|unable to decrypt|CryptoError/i,
    code: 'backup/encrypted',
    what: 'the repository of pgBackRest is encrypted, and not with what it was given',
    fix: 'name its passphrase: env: { PGBACKREST_REPO1_CIPHER_PASS: { fromEnvironment: … } }',
  },
  {
    words: /stop file exists/i,
    code: 'backup/locked',
    what: 'pgBackRest was stopped for this stanza',
    fix: 'pgbackrest start',
  },
  {
    words: /Permission denied/i,
    code: 'backup/unreadable',
    what: 'pgBackRest may not read what it needs',
    fix: 'run drill as the user whose repository it is',
  },
  {
    words: /invalid option|OptionInvalidError|not valid for command|unrecognized/i,
    code: 'backup/tool-too-old',
    what: 'this release of pgBackRest does not know what it was told',
    fix: 'install pgBackRest 2.40 or newer',
  },
];

/** What a configuration says, with the files that lie beside it. */
const readConfiguration = (config: string | undefined, root: string): Ini => {
  const known = ['/etc/pgbackrest/pgbackrest.conf', '/etc/pgbackrest.conf'];
  const path = config === undefined ? known.find((one) => existsSync(one)) : resolve(root, config);
  const more = config === undefined && existsSync('/etc/pgbackrest/conf.d') ? readdirSync('/etc/pgbackrest/conf.d').sort() : [];
  const paths = [
    ...(path === undefined ? [] : [path]),
    ...more.filter((name) => name.endsWith('.conf')).map((name) => join('/etc/pgbackrest/conf.d', name)),
  ];
  try {
    return readIni(paths.map((one) => readFileSync(one, 'utf8')).join('\n'));
  } catch (cause) {
    throw new DrillError('backup/unreadable', `pgBackRest’s configuration cannot be read: ${messageOf(cause)}`, { cause });
  }
};

/** Variables for what the configuration says of the repository: of the stanza before what is said for all. */
const variablesOf = (ini: Ini, stanza: string): Readonly<Record<string, string>> => {
  const env: Record<string, string> = {};
  for (const section of ['global', 'global:restore', stanza, `${stanza}:restore`])
    for (const [key, values] of ini.get(section) ?? [])
      if (tells.test(key))
        env[
          `PGBACKREST_${key
            .replace(/^repo-/, 'repo1-')
            .replaceAll('-', '_')
            .toUpperCase()}`
        ] = values.join(':');
  return env;
};

/** What is written into a repository must belong to whom it belongs: else the next backup of its owner fails. */
const ownerOf = (path: string | undefined): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0 || path === undefined) return undefined;
  const found = statSync(path, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined;
};

/** @throws DrillError for a configuration that cannot be read, and for variables that are not there */
export const openPgBackRest = (settings: BackupSettings<'pgbackrest'>, context: ProviderContext): PgBackRest => {
  const { stanza, config, repo, program = 'pgbackrest' } = settings;
  const { env, secrets } = environmentOf(settings.env, context);
  const told = variablesOf(readConfiguration(config, context.root), stanza);
  const hiddenOnes = Object.entries(told).flatMap(([name, value]) => (/(?:PASS|KEY|SECRET|TOKEN)/.test(name) ? [value] : []));
  const tool: Tool = { name: 'pgBackRest', program, install: 'apt-get install pgbackrest', env, secrets: [...secrets, ...hiddenOnes] };
  const said = async (args: readonly string[], ask: Ask, codes: readonly number[], signal: AbortSignal): Promise<Said> => {
    const found = await askTool(tool, args, ask, signal);
    if (found.code !== undefined && codes.includes(found.code)) return found;
    throw refusedBy(tool, args, found, troubles);
  };
  const quiet = ['--log-level-file=off', '--log-level-console=off', '--log-level-stderr=warn'];
  return {
    stanza,
    repo: repo === undefined ? [] : [`--repo=${repo}`],
    ask: ([command = '', ...args], ask, signal, codes = [0]) =>
      said(
        [command, '--no-config', `--stanza=${stanza}`, ...quiet, ...args],
        // What is damaged is damaged after a second too.
        { ...ask, env: { ...told, PGBACKREST_JOB_RETRY_INTERVAL: '1', ...env, ...ask.env } },
        codes,
        signal,
      ),
    askAsConfigured: ([command = '', ...args], signal) => {
      const as = ownerOf(told[`PGBACKREST_REPO${repo ?? 1}_PATH`] ?? '/var/lib/pgbackrest');
      const where = config === undefined ? [] : [`--config=${resolve(context.root, config)}`];
      return said(
        [command, ...where, `--stanza=${stanza}`, '--log-level-console=off', '--log-level-stderr=warn', ...args],
        { user: as },
        [0],
        signal,
      );
    },
  };
};
