import type { Committed } from '../engines/postgres/transactions.ts';

// What a migration tool did, as steps. Tools note each migration in a table of their own, and so say where one ends and how it is called.

/** Tables in which the common tools keep what they have run. */
const books = [
  'migrations',
  'migration',
  'pgmigrations',
  'schema_migrations',
  'schema_version',
  'ar_internal_metadata',
  'knex_migrations',
  'knex_migrations_lock',
  '_prisma_migrations',
  'alembic_version',
  'flyway_schema_history',
  'goose_db_version',
  'gorp_migrations',
  'databasechangelog',
  'databasechangeloglock',
  'sequelizemeta',
  'typeorm_metadata',
  '__drizzle_migrations',
  'kysely_migration',
  'kysely_migration_lock',
  'mikro_orm_migrations',
  '__efmigrationshistory',
  'django_migrations',
  '_sqlx_migrations',
];

/** Is a table one in which a tool keeps what it has run? */
export const isBook = (table: string): boolean =>
  books.includes(
    table
      .slice(table.lastIndexOf('.') + 1)
      .replaceAll('"', '')
      .toLowerCase(),
  );

const about = new RegExp(
  String.raw`\b(into|update|from|table|exists|on|truncate|only|sequence)\s+((?:"?[\w$]+"?\.)?"?(?:${books.join('|')})(?:_id_seq|_pkey)?"?)(?![\w$."])`,
  'i',
);

const bookHit = (statement: string): string | undefined => about.exec(statement)?.[1]?.toLowerCase();

/** What says how its own session is, or waits for others; nothing of it is left. */
const ofSession =
  /^(?:show|explain|deallocate|discard|lock\s+table|savepoint|release|rollback|set\s+(?:session|local|client_encoding|application_name|datestyle|timezone|time\s+zone|statement_timeout|lock_timeout|idle_in|extra_float|intervalstyle|bytea_output|standard_conforming))\b/i;

/** What a SELECT may call and still only look. Any other function may do something. */
const safe =
  /^(?:count|max|min|sum|exists|coalesce|nullif|in|any|all|values|and|or|not|on|from|as|where|select|join|array|cast|case|using|over|pg_\w+|to_regclass|current_\w+|version|now|lower|upper|length|array_agg|string_agg|json\w*|obj_description|col_description|format_type|has_\w+_privilege|unnest|generate_series|row_number|concat|replace|substring|trim|regexp_\w+|quote_\w+)$/i;

const onlyLooks = (statement: string): boolean =>
  ofSession.test(statement) ||
  (/^select\b/i.test(statement) &&
    !/\binto\b/i.test(statement) &&
    [...statement.replaceAll(/'(?:[^']|'')*'/g, '').matchAll(/([\w$]+)"?\s*\(/g)].every(([, name = '']) => safe.test(name)));

/** Does it do something else than to look, or to keep the books of a tool? */
export const doesMore = (statement: string): boolean => !onlyLooks(statement) && bookHit(statement) === undefined;

/** One migration as its tool ran it. */
export interface RecordedStep {
  /** As the tool calls it; else its number. */
  readonly name: string;
  /** The tool itself has said where it ends. */
  readonly isNoted: boolean;
  readonly sql: string;
}

/** The name in a note: the first text of it that is no date. */
const nameIn = (statement: string): string | undefined => {
  const texts = [...statement.matchAll(/'((?:[^']|'')*)'/g)].map(([, text = '']) => text.replace(/^\//, ''));
  return texts.find(
    (text) => text !== '' && !/^\d{4}-\d\d-\d\d[ T]\d\d:/.test(text) && !/^[0-9a-f]{64}$|^[0-9a-f-]{36}$/.test(text) && text.length < 200,
  );
};

const copyIn = /^\s*copy\b[^;]*\bfrom\s+stdin\b/im;

/** Does a migration that was recorded send rows by COPY? They are in no log, so that it is run again without them. */
export const sendsRows = (sql: string): boolean => copyIn.test(sql);

/** A statement as a script has it; behind a COPY the end of its rows. */
const inScript = (statement: string): string => {
  const text = statement.trim().replace(/;+\s*$/, '');
  return copyIn.test(text) ? `${text};\n\\.\n` : `${text}\n;\n`;
};

const textOf = (units: readonly Committed[]): string => {
  const all = units.filter(({ statements }) => statements.length > 0);
  const script = (statements: readonly string[]): string => statements.map(inScript).join('');
  // One transaction is how a script is run anyway; more are written down.
  return all.length === 1
    ? script(all[0]?.statements ?? [])
    : all
        .map(({ statements }) =>
          statements.length === 1 && /\bconcurrently\b|^\s*(?:vacuum|alter\s+type\s[^;]*\badd\s+value)\b/i.test(statements[0] ?? '')
            ? script(statements)
            : `BEGIN;\n${script(statements)}COMMIT;\n`,
        )
        .join('');
};

/**
 * Divides what a tool did into its migrations: what it notes ends one (Prisma notes before it runs one). Its own tables are left out, and
 * what only looks.
 */
export const stepsIn = (committed: readonly Committed[]): readonly RecordedStep[] => {
  const steps: RecordedStep[] = [];
  let units: Committed[] = [];
  let name: string | undefined;
  /** Said once for all that comes after it. */
  let path: string | undefined;
  const close = (called: string | undefined): void => {
    const sql = textOf(units.length > 0 && path !== undefined ? [{ statements: [path], together: false }, ...units] : units);
    const step = (called ?? `${steps.length + 1}`).replaceAll(/[^\w.-]+/g, '-');
    // A migration that does nothing is one all the same, where its tool notes it; but some note it twice.
    if (sql !== '' || (called !== undefined && steps.at(-1)?.name !== step)) steps.push({ name: step, isNoted: called !== undefined, sql });
    units = [];
    name = undefined;
  };
  for (const { statements, together } of committed) {
    let unit: string[] = [];
    const flush = (): void => {
      if (unit.length > 0) units.push({ statements: unit, together });
      unit = [];
    };
    for (const statement of statements) {
      const hit = bookHit(statement);
      if (hit === undefined) {
        if (/^set\s+search_path\b/i.test(statement)) path = statement;
        else if (!onlyLooks(statement)) unit.push(statement);
        continue;
      }
      if (/_prisma_migrations/.test(statement)) {
        if (hit === 'into') {
          flush();
          close(name);
          name = nameIn(statement);
        }
        continue;
      }
      const isNote =
        hit === 'into' || (hit === 'update' && /alembic_version/i.test(statement)) || (hit === 'from' && /^\s*delete\b/i.test(statement));
      if (!isNote || /_lock\b/i.test(statement)) continue;
      flush();
      close(nameIn(statement));
    }
    flush();
  }
  close(name);
  return steps;
};
