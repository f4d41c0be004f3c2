// Starts the unleash-server that this folder's lock file names, on PORT, with the database at DATABASE_URL.
// The same file in every version: what differs between them is the release, and not how it is run.
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

// Read when unleash-server is loaded. `telemetry: false` below is not enough: the variable's default outvotes it.
process.env.SEND_TELEMETRY = 'false';
process.env.CHECK_VERSION = 'false';

const { start } = await import('unleash-server');
const { version } = JSON.parse(readFileSync(findPackageJSON('unleash-server', import.meta.url), 'utf8'));

// One line an event, without the colours of the default log.
const say =
  (level, name) =>
  (...words) =>
    console.log(level, name, ...words);
const getLogger = (name) => ({
  debug: () => {},
  info: say('INFO', name),
  warn: say('WARN', name),
  error: say('ERROR', name),
  fatal: say('FATAL', name),
});

// More than any client asks for. 8.2.0 would otherwise answer a search with 429 after fifteen in a minute.
const unlimited = 1_000_000;

const unleash = await start({
  databaseUrl: process.env.DATABASE_URL,
  // The default is TLS, which a server without it refuses.
  db: { ssl: false },
  server: {
    host: '127.0.0.1',
    port: Number(process.env.PORT),
    secret: 'made up, for rehearsals alone',
    // It would wait for idle connections to end; ours, below, does not.
    gracefulShutdownEnable: false,
    gracefulShutdownTimeout: 200,
  },
  authentication: { type: 'none' },
  // It tells its contract at /docs/openapi.json.
  enableOAS: true,
  getLogger,
  telemetry: false,
  versionCheck: { enable: false },
  // Integrations may point at this machine, and there at nobody.
  allowPrivateUrlInIntegration: true,
  rateLimiting: { searchFeaturesMaxPerMinute: unlimited },
  // Proof of work: every answer says which version gave it.
  preHook: (app) =>
    app.use((_request, response, next) => {
      response.setHeader('x-unleash-version', version);
      next();
    }),
});

process.once('SIGTERM', () => {
  // Never longer than a second, whatever its connections do.
  setTimeout(() => process.exit(0), 1000).unref();
  void unleash.stop().finally(() => process.exit(0));
});
