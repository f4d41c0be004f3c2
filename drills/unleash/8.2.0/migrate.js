// Migrates the database at DATABASE_URL with db-migrate, as the unleash-server that this folder's lock file names does by itself when
// it starts; here also one at a time, and back.
//
//   node migrate.js up [how many]      all that are left, where nothing is said
//   node migrate.js down <how many>    the newest first
//
// The same file in every version.
import { createRequire, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

const server = findPackageJSON('unleash-server', import.meta.url);
const required = createRequire(server);
const { getInstance } = required('db-migrate');
required('db-migrate-shared').log.setLogLevel('error');

const [direction, count] = process.argv.splice(2);
const { hostname, port, username, password, pathname } = new URL(process.env.DATABASE_URL);
// It would be taken instead of what is given below.
delete process.env.DATABASE_URL;

const migrations = getInstance(true, {
  cwd: join(dirname(server), 'dist'),
  env: 'own',
  config: {
    own: {
      driver: 'pg',
      host: hostname,
      port: Number(port),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: pathname.slice(1),
      schema: 'public',
    },
  },
});

if (direction === 'up') await migrations.up(count === undefined ? undefined : Number(count));
else await migrations.down(Number(count));
process.exit(0);
