import type { Catalog, CatalogObject } from '../../catalog.ts';
import { casts } from './catalog/casts.ts';
import { collations } from './catalog/collations.ts';
import { columns } from './catalog/columns.ts';
import { composites } from './catalog/composites.ts';
import { constraints } from './catalog/constraints.ts';
import { conversions } from './catalog/conversions.ts';
import { domains } from './catalog/domains.ts';
import { enums } from './catalog/enums.ts';
import { eventTriggers } from './catalog/event-triggers.ts';
import { extensions } from './catalog/extensions.ts';
import { foreignServers } from './catalog/foreign-servers.ts';
import { grants } from './catalog/grants.ts';
import { indexes } from './catalog/indexes.ts';
import { operators } from './catalog/operators.ts';
import { policies } from './catalog/policies.ts';
import { publications } from './catalog/publications.ts';
import { anyComment, anyMember, type Query } from './catalog/query.ts';
import { ranges } from './catalog/ranges.ts';
import { routines } from './catalog/routines.ts';
import { rules } from './catalog/rules.ts';
import { schemas } from './catalog/schemas.ts';
import { sequences } from './catalog/sequences.ts';
import { settings as settingsOfDatabase } from './catalog/settings.ts';
import { statistics } from './catalog/statistics.ts';
import { tables } from './catalog/tables.ts';
import { triggers } from './catalog/triggers.ts';
import { types } from './catalog/types.ts';
import { views } from './catalog/views.ts';
import { bySortKey } from '../../objects.ts';
import type { Session } from './session.ts';

const queries: readonly Query[] = [
  schemas,
  extensions,
  tables,
  columns,
  constraints,
  indexes,
  sequences,
  enums,
  domains,
  composites,
  ranges,
  types,
  views,
  routines,
  triggers,
  policies,
  grants,
  rules,
  statistics,
  publications,
  eventTriggers,
  collations,
  casts,
  conversions,
  operators,
  foreignServers,
  settingsOfDatabase,
];

/** What the texts of definitions would depend on otherwise; and compiling such a query takes longer than answering it. */
const settings: Readonly<Record<string, string>> = {
  search_path: '',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  TimeZone: 'UTC',
  extra_float_digits: '1',
  bytea_output: 'hex',
  lc_monetary: 'C',
  quote_all_identifiers: 'off',
  jit: 'off',
};

/** The server's version, what the session had set so far, and which parts there is something in. */
const current = `SELECT ${[
  "current_setting('server_version_num') AS version",
  ...Object.keys(settings).map((name) => `current_setting('${name}') AS "${name}"`),
  `EXISTS (SELECT FROM ${anyMember}) AS extensions`,
  `EXISTS (SELECT FROM ${anyComment}) AS comments`,
  ...queries.flatMap(({ any }, index) => (any === undefined ? [] : [`EXISTS (SELECT FROM ${any}) AS "any ${index}"`])),
].join(', ')}`;

const setting = (to: Readonly<Record<string, string>>): readonly [sql: string, values: readonly string[]] => [
  `SELECT ${Object.keys(settings)
    .map((name, index) => `set_config('${name}', $${index + 1}, false)`)
    .join(', ')}`,
  Object.keys(settings).map((name) => to[name] ?? ''),
];

/** `180004` is 18.4. */
const versionText = (number: number): string => `${Math.floor(number / 10000)}.${number % 10000}`;

/**
 * Reads the whole catalog of the database that the session is connected to, in one statement and so as of one moment; also
 * within a transaction. Nothing in it depends on the session's search_path and settings or on oids; it holds neither what is the
 * server's own or an extension's, nor our book-keeping. PostgreSQL 14 to 18. Rejects with what the server says.
 */
export const readCatalog = async (session: Session): Promise<Catalog> => {
  const [before] = await session.query<Record<string, string>>(current);
  const version = Number(before?.['version'] ?? 0);
  const look = { major: Math.floor(version / 10000), extensions: before?.['extensions'] === 't', comments: before?.['comments'] === 't' };
  await session.query(...setting(settings));
  try {
    const asked = queries.filter(({ any }, index) => any === undefined || before?.[`any ${index}`] === 't');
    const rows = await session.query<{ object: string }>(asked.map(({ sql }) => sql(look)).join('\nUNION ALL\n'));
    const objects = rows.map(({ object }) => JSON.parse(object) as CatalogObject).sort(bySortKey);
    return { engine: 'postgres', server: versionText(version), objects };
  } finally {
    // In a transaction that failed nothing can be set; its end takes the settings back.
    await session.query(...setting(before ?? {})).catch(() => []);
  }
};
