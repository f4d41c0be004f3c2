import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupSettings } from '../../../src/workspace/definition/backup.ts';
import type { ProviderName } from '../../../src/workspace/definition/backups/registry.ts';
import type { House } from './house.ts';

// Each provider with a place of its own for its backups: how it is set up, and where in that place what lies.

export interface Subject<Name extends ProviderName = ProviderName> {
  readonly name: Name;
  /** Programs without which it is skipped, by the Debian package that has them. */
  readonly needs: Readonly<Record<string, string>>;
  /** Makes the place, and lets the server’s log go there. */
  readonly prepare: (house: House, at: string) => void;
  /** Settings for a place that is a copy of the first. */
  readonly settings: (house: House, at: string) => BackupSettings<Name>;
  /** Folders of a place with what is in a backup, and what is archived of the log. */
  readonly backups: (at: string) => string;
  readonly log: (at: string) => string;
  /** What is told where the place is another one: a stanza, a repository that is none. */
  readonly elsewhere: (house: House, at: string) => BackupSettings<Name>;
}

const owned = (house: House, ...paths: readonly string[]): void => {
  for (const path of paths) {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    if (house.user.uid !== undefined) chownSync(path, house.user.uid, house.user.gid ?? 0);
  }
};

const asServer = (house: House): { uid?: number; gid?: number } =>
  house.user.uid === undefined ? {} : { uid: house.user.uid, gid: house.user.gid ?? 0 };

const copyTo = (folder: string): string => `cp "$1" '${folder}/'.$2 && mv '${folder}/'.$2 '${folder}/'$2`;

const pgbackrestConfig = ({ connection }: House, at: string): string => {
  const path = join(at, 'pgbackrest.conf');
  const lines = [
    '[global]',
    `repo1-path=${at}/repository`,
    `lock-path=${at}/lock`,
    `log-path=${at}/log`,
    'repo1-retention-full=9',
    'start-fast=y',
    'repo1-cipher-type=aes-256-cbc',
    'repo1-cipher-pass=not-shown-to-anybody',
    // Whoever restores with this whole configuration writes into the source.
    '[global:restore]',
    'delta=y',
    'link-all=y',
    '[shop]',
    `pg1-path=${connection.data}`,
    `pg1-socket-path=${connection.sockets}`,
    `pg1-port=${connection.port}`,
    'pg1-user=drill',
  ];
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o644 });
  return path;
};

const pgbackrest: Subject<'pgbackrest'> = {
  name: 'pgbackrest',
  needs: { pgbackrest: 'pgbackrest' },
  prepare: (house, at) => {
    owned(house, at, join(at, 'repository'), join(at, 'lock'), join(at, 'log'));
    const config = pgbackrestConfig(house, at);
    execFileSync('pgbackrest', [`--config=${config}`, '--stanza=shop', 'stanza-create'], { ...asServer(house), cwd: '/' });
    house.alsoArchive(`pgbackrest --config='${config}' --stanza=shop archive-push "$1"`);
  },
  settings: (house, at) => ({ stanza: 'shop', config: pgbackrestConfig(house, at) }),
  backups: (at) => join(at, 'repository/backup/shop'),
  log: (at) => join(at, 'repository/archive/shop'),
  elsewhere: (house, at) => ({ stanza: 'shap', config: pgbackrestConfig(house, at) }),
};

const barmanConfig = ({ connection, user, bin }: House, at: string): string => {
  const path = join(at, 'barman.conf');
  const conninfo = `host=${connection.sockets} port=${connection.port} user=drill dbname=postgres`;
  const lines = [
    '[barman]',
    `barman_home = ${at}/home`,
    `barman_user = ${user.name}`,
    `configuration_files_directory = ${at}/more`,
    `log_file = ${at}/home/barman.log`,
    '[shop]',
    'description = shop',
    `conninfo = ${conninfo}`,
    `streaming_conninfo = ${conninfo}`,
    'backup_method = postgres',
    'archiver = on',
    'compression = gzip',
    'immediate_checkpoint = true',
    `incoming_wals_directory = ${at}/incoming`,
    `path_prefix = ${bin}`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o644 });
  return path;
};

const barman: Subject<'barman'> = {
  name: 'barman',
  needs: { barman: 'barman' },
  prepare: (house, at) => {
    owned(house, at, join(at, 'home'), join(at, 'incoming'));
    const config = barmanConfig(house, at);
    // Makes its folders; what it says of the server does not matter.
    execFileSync('barman', ['-q', '-c', config, 'cron'], { ...asServer(house), cwd: '/' });
    house.alsoArchive(copyTo(`${at}/incoming`));
  },
  settings: (house, at) => ({ name: 'shop', config: barmanConfig(house, at) }),
  backups: (at) => join(at, 'home/shop/base'),
  log: (at) => join(at, 'home/shop/wals'),
  elsewhere: (house, at) => ({ name: 'shap', config: barmanConfig(house, at) }),
};

const restic: Subject<'restic'> = {
  name: 'restic',
  needs: { restic: 'restic' },
  prepare: (house, at) => {
    owned(house, at, join(at, 'wal'), join(at, 'repository'));
    writeFileSync(join(at, 'password'), 'not-shown-to-anybody\n', { mode: 0o644 });
    execFileSync('restic', ['init', `--repo=${at}/repository`, `--password-file=${at}/password`, '--no-cache'], {
      ...asServer(house),
      cwd: '/',
      stdio: 'ignore',
    });
    house.alsoArchive(copyTo(`${at}/wal`));
  },
  settings: (_house, at) => ({ repository: join(at, 'repository'), passwordFile: join(at, 'password'), wal: join(at, 'wal') }),
  backups: (at) => join(at, 'repository/data'),
  log: (at) => join(at, 'wal'),
  elsewhere: (_house, at) => ({ repository: join(at, 'nowhere'), passwordFile: join(at, 'password') }),
};

const directory: Subject<'directory'> = {
  name: 'directory',
  needs: {},
  prepare: (house, at) => {
    owned(house, at, join(at, 'wal'), join(at, 'backups'));
    house.alsoArchive(copyTo(`${at}/wal`));
  },
  settings: (_house, at) => ({ repository: join(at, 'backups'), wal: join(at, 'wal') }),
  backups: (at) => join(at, 'backups'),
  log: (at) => join(at, 'wal'),
  elsewhere: (_house, at) => ({ repository: join(at, 'nowhere') }),
};

const base: Subject<'base'> = {
  name: 'base',
  needs: {},
  prepare: (house, at) => {
    owned(house, at, join(at, 'wal'));
    house.alsoArchive(copyTo(`${at}/wal`));
  },
  settings: (_house, at) => ({ repository: at }),
  backups: (at) => join(at, 'backups'),
  log: (at) => join(at, 'wal'),
  elsewhere: (_house, at) => ({ repository: join(at, 'nowhere') }),
};

/** What somebody has written himself: pg_basebackup, a folder each, and a line of JSON for it. */
const script = (house: House, at: string): string => {
  const path = join(at, 'backups.sh');
  const text = `#!/bin/sh
set -eu
cd '${at}'
line() { printf '{"id":"%s","at":"%s","from":"%s","systemIdentifier":"%s","major":${house.major}}\\n' "$1" "$2" "$3" "$(cat system)"; }
case $1 in
list) cat lines 2>/dev/null || true ;;
take)
  id=b$(date +%s%N)
  '${house.bin}/pg_basebackup' --dbname="$DRILL_SOURCE_URL" --pgdata="kept/$id" --checkpoint=fast --wal-method=none --no-sync 2>/dev/null
  '${house.bin}/psql' -AtXc 'SELECT system_identifier FROM pg_control_system()' "$DRILL_SOURCE_URL" >system
  from=$(sed -n 's/^START WAL LOCATION: \\([^ ]*\\).*/\\1/p' "kept/$id/backup_label")
  line "$id" "$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)" "$from" | tee -a lines
  echo 'that was it' ;;
restore) cp -a "kept/$DRILL_BACKUP" "$DRILL_FOLDER/" ;;
verify) '${house.bin}/pg_verifybackup' --no-parse-wal "kept/$DRILL_BACKUP" 2>&1 || true ;;
esac
`;
  writeFileSync(path, text, { mode: 0o755 });
  return path;
};

const command: Subject<'command'> = {
  name: 'command',
  needs: {},
  prepare: (house, at) => {
    owned(house, at, join(at, 'wal'), join(at, 'kept'));
    house.alsoArchive(copyTo(`${at}/wal`));
  },
  settings: (house, at) => {
    const path = script(house, at);
    const run = (what: string) => ({ command: [path, what] });
    const commands = { list: run('list'), take: run('take'), restore: run('restore'), verify: run('verify') };
    return { commands, form: 'physical', wal: join(at, 'wal') };
  },
  backups: (at) => join(at, 'kept'),
  log: (at) => join(at, 'wal'),
  elsewhere: (_house, at) => ({ commands: { list: { command: [join(at, 'no-such-program')] }, restore: { command: ['true'] } } }),
};

export const subjects: readonly Subject[] = [base, directory, command, restic, pgbackrest, barman] as readonly Subject[];

/** The largest file below a folder. */
export const largestIn = (folder: string): string => {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/pg_wal|\.tar$|manifest|\.json$/.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name));
  const [largest] = files.map((path) => ({ path, size: statSync(path).size })).sort((a, b) => b.size - a.size);
  if (!largest) throw new Error(`there is no file in ${folder}`);
  chmodSync(largest.path, 0o600); // Some tools take the right to write away.
  return largest.path;
};
