import { DrillError, messageOf, type Place } from '../../../core/error.ts';
import { splitScript } from './script.ts';
import type { Session } from './session.ts';

// What pg_dump writes as plain text is made for psql. The schema in it is SQL; the rows of COPY are left out, and
// roles that the dump speaks of and that are not here are made, for it does not bring them along.

/**
 * Refuses what begins as other forms of a dump do.
 * @param text its first characters; bytes may stand for them
 */
export const refuseOtherForms = (text: string, file: string): void => {
  const fix = 'make a plain one: pg_dump --schema-only --format=plain';
  if (text.startsWith('PGDMP'))
    throw new DrillError('dump/not-plain', `${file} is a dump in pg_dump’s custom format, which only pg_restore reads`, { fix });
  if (text.startsWith('toc.dat\0')) throw new DrillError('dump/not-plain', `${file} is a dump in pg_dump’s tar format`, { fix });
  const all = /^-- PostgreSQL database cluster dump$/m.exec(text.slice(0, 400));
  if (all) throw new DrillError('dump/of-cluster', `${file} is a dump of a whole server (pg_dumpall); a store is one database`, { fix });
};

const missingRole = /^role "(.+)" does not exist$/;

/** Why a server refuses a statement that another one wrote. */
const advice = (message: string): string | undefined => {
  const [, extension] = /extension "([^"]+)" is not available/.exec(message) ?? [];
  if (extension !== undefined) return `the embedded server has no extension ${extension}: capture from a database that has it, with --url`;
  if (/unrecognized configuration parameter/.test(message)) return 'the dump is of a later PostgreSQL than this one: capture with --url';
  return undefined;
};

/** The role that owns most of what the dump makes: its objects are the database owner's, as they were where it was made. */
const commonOwner = (sql: string): string | undefined => {
  const counts = new Map<string, number>();
  for (const [, owner = ''] of sql.matchAll(/^ALTER [^\n]* OWNER TO ((?:"(?:[^"]|"")*"|[^\s";])+);$/gm))
    counts.set(owner, (counts.get(owner) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
};

/**
 * pg_dump fills materialised views with the rows; of a schema alone nobody can tell whether they were, so they are taken for it.
 * One may read another: as long as one more can be filled, all are tried.
 */
const fillViews = async (session: Session): Promise<void> => {
  for (let left = Infinity; ;) {
    const empty = await session.query<{ name: string }>(
      "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'm' AND NOT relispopulated",
    );
    if (empty.length === 0 || empty.length === left) return;
    left = empty.length;
    for (const { name } of empty) await session.query(`REFRESH MATERIALIZED VIEW ${name}`).catch(() => []);
  }
};

/**
 * Up to 14 everybody may make tables in the schema `public` from the start. pg_dump of a later version writes that down as a right that
 * was given, for to it that is no default; nor is it to the server that the dump is run on, unless that is as old.
 */
const withoutOldDefaults = async (session: Session, text: string): Promise<void> => {
  const from = Number(/^-- Dumped from database version (\d+)/m.exec(text.slice(0, 2000))?.[1]);
  if (from >= 15 || Number.isNaN(from)) return;
  await session.query(
    "DO $$ BEGIN IF current_setting('server_version_num')::int >= 150000 AND to_regnamespace('public') IS NOT NULL THEN REVOKE CREATE ON SCHEMA public FROM PUBLIC; END IF; END $$",
  );
};

/**
 * Makes the schema of a plain dump in an empty database. Rows of COPY are left out; roles that are not there are made.
 * @param file the dump's name as it shall stand in messages
 * @throws DrillError `dump/…` with the line that could not be run
 */
export const loadDump = async (session: Session, text: string, file: string): Promise<void> => {
  refuseOtherForms(text, file);
  const script = splitScript(text);
  const placed = (line: number, column: number): Place => ({ file, line, column });
  if (script.kind === 'unreadable') {
    const { code, what, fix, line, column } = script.problem;
    const connects = code === 'sql/psql-command' && /^\\c(onnect)?\b/.test(what);
    throw new DrillError(connects ? 'dump/connects' : code, connects ? `${file} goes from one database to another: ${what}` : what, {
      fix: connects ? 'make it of one database and without --create: pg_dump --schema-only' : fix,
      at: placed(line, column),
    });
  }
  const roles = new Set<string>();
  for (const { text: statement, line, column, copy } of script.statements) {
    if (copy) continue;
    if (/^CREATE\s+DATABASE\b/i.test(statement))
      throw new DrillError('dump/creates-database', 'the dump makes its own database', {
        fix: 'make it without --create: pg_dump --schema-only',
        at: placed(line, column),
      });
    for (;;) {
      try {
        await session.query(statement);
        break;
      } catch (error) {
        const role = missingRole.exec(messageOf(error))?.[1];
        if (role === undefined || roles.has(role)) {
          const fix = advice(messageOf(error));
          throw new DrillError('dump/refused', `PostgreSQL refuses a statement of ${file}: ${messageOf(error)}`, {
            ...(fix === undefined ? {} : { fix }),
            at: placed(line, column),
            cause: error,
          });
        }
        roles.add(role);
        await session.query(`CREATE ROLE "${role.replaceAll('"', '""')}"`);
      }
    }
  }
  if (!script.statements.some(({ text: statement }) => /^REFRESH\s/i.test(statement))) await fillViews(session);
  await withoutOldDefaults(session, text);
  const owner = commonOwner(script.statements.map(({ text: statement }) => `${statement};`).join('\n'));
  if (owner === undefined) return;
  const [{ name } = { name: '' }] = await session.query<{ name: string }>('SELECT quote_ident(current_database()) AS name');
  await session.query(`ALTER DATABASE ${name} OWNER TO ${owner}`);
};
