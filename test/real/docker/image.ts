import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// An image that is started as PostgreSQL's official ones are, of the programs that come from npm and the libraries of this machine:
// no registry of images is asked for anything.

const entrypoint = `#!/bin/sh
set -e
if [ ! -e "$PGDATA/PG_VERSION" ]; then
  printf %s "$POSTGRES_PASSWORD" >/tmp/password
  /postgres/bin/initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile=/tmp/password -A scram-sha-256 $POSTGRES_INITDB_ARGS
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
fi
shift
exec /postgres/bin/postgres -D "$PGDATA" -c listen_addresses=* "$@"
`;

/** The libraries of this machine that programs and libraries below a folder are linked with. */
const librariesOf = (native: string): readonly string[] => {
  const files = [
    '/bin/sh',
    ...['bin', 'lib', join('lib', 'postgresql')].flatMap((folder) => {
      const at = join(native, folder);
      return existsSync(at) ? readdirSync(at).map((name) => join(at, name)) : [];
    }),
  ].filter((file) => file === '/bin/sh' || /\/bin\/|\.so(\.|$)/.test(file));
  const linked = execFileSync('sh', ['-c', 'ldd "$@" 2>/dev/null || true', 'sh', ...files], { encoding: 'utf8', maxBuffer: 64 << 20 });
  const found = linked.match(/(?<=\s)\/[^\s]+(?= \(0x)/g) ?? [];
  return [...new Set(found)].filter((path) => !path.startsWith(native) && !path.includes('/native/'));
};

/** Makes an image of a server's programs (`bin` is their folder), under a name. */
export const makeImage = (bin: string, name: string): void => {
  const root = mkdtempSync(join(tmpdir(), 'drill-image-'));
  try {
    const native = dirname(bin);
    for (const folder of ['bin', 'etc', 'tmp', 'var/lib/drill']) mkdirSync(join(root, folder), { recursive: true });
    for (const folder of ['tmp', 'var/lib/drill']) chmodSync(join(root, folder), 0o1777);
    cpSync(native, join(root, 'postgres'), { recursive: true, verbatimSymlinks: true });
    for (const file of ['/bin/sh', ...librariesOf(native)]) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      copyFileSync(file, join(root, file));
    }
    writeFileSync(join(root, 'etc/passwd'), 'postgres:x:999:999::/tmp:/bin/sh\n');
    writeFileSync(join(root, 'entrypoint.sh'), entrypoint, { mode: 0o755 });
    const changes = ['ENTRYPOINT ["/entrypoint.sh"]', 'CMD ["postgres"]', 'USER 999:999', 'EXPOSE 5432'].flatMap((change) => [
      '--change',
      change,
    ]);
    const shell = 'root=$1; shift; tar -C "$root" --numeric-owner -c . | docker import "$@"';
    execFileSync('sh', ['-c', shell, 'sh', root, ...changes, '-', name], { stdio: ['ignore', 'ignore', 'inherit'] });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
