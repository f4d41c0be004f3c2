import type { Place } from '../../core/error.ts';
import type { Catalog } from '../catalog.ts';
import type { Asked } from './facts.ts';

/** One thing that an artifact writes, and how that is known. */
export interface Write {
  /** `column public.orders.note`; `table public.orders`: its rows as such. */
  readonly object: string;
  /** In words: `orders.sql:3`, `what the role shipping was granted`. */
  readonly by: string;
  readonly at?: Place;
}

/** An artifact's store in a database that it shares, and all that it is known to write. */
export interface Writer {
  readonly artifact: string;
  readonly store: string;
  readonly version: string;
  readonly writes: readonly Write[];
  /** Tables and columns that it was declared to own: `public.orders`, `public.orders.note`. */
  readonly owns: readonly string[];
}

/** Columns of one table, or its rows as such, that two artifacts write, with one place of each. */
export interface Shared {
  readonly table: string;
  /** Empty: its rows as such. */
  readonly columns: readonly string[];
  readonly writers: readonly [
    Pick<Writer, 'artifact' | 'store' | 'version'> & Write,
    Pick<Writer, 'artifact' | 'store' | 'version'> & Write,
  ];
}

/** What captured statements write, each object once, by the first that does. */
export const writesOfStatements = (statements: readonly Asked[]): readonly Write[] => {
  const seen = new Set<string>();
  return statements.flatMap(({ writes = [], name, at }) =>
    writes.flatMap((object): Write[] => {
      if (seen.has(object)) return [];
      seen.add(object);
      return [{ object, by: name, ...(at && { at }) }];
    }),
  );
};

const writing = /^(?:INSERT|UPDATE|DELETE|TRUNCATE|ALL)\b/i;

/**
 * What a role may write, by the schema's grants: where nothing was captured, that is all that is known.
 * @param groups the roles that it is a member of, whose rights it has too
 */
export const writesOfRole = ({ objects }: Catalog, role: string, groups: readonly string[] = []): readonly Write[] =>
  objects.flatMap((object): Write[] => {
    if (object.kind !== 'grant' || !/^(?:table|column) /.test(object.on)) return [];
    if (object.to !== role && object.to !== 'PUBLIC' && !groups.includes(object.to)) return [];
    if (!object.privileges.some((privilege) => writing.test(privilege))) return [];
    const by =
      object.to === role
        ? `what the role ${role} was granted`
        : object.to === 'PUBLIC'
          ? `what everybody was granted, and so the role ${role}`
          : `what ${object.to} was granted, of which the role ${role} is a member`;
    return [{ object: object.on, by }];
  });

/** The tables that an artifact's migrations make: whoever makes a table is taken to write it. */
export const writesOfMigrations = ({ objects }: Catalog): readonly Write[] =>
  objects.flatMap((object): Write[] =>
    object.kind === 'table' ? [{ object: `table ${object.name}`, by: 'its migrations, which make the table' }] : [],
  );

const nameIn = (object: string): string => object.replace(/^(?:table|column) /, '');

const tableOf = (object: string): string =>
  object.startsWith('column ') ? nameIn(object).replace(/\.(?:"(?:[^"]|"")+"|[^".]+)$/, '') : nameIn(object);

const isOwned = (object: string, { owns }: Writer): boolean => owns.includes(nameIn(object)) || owns.includes(tableOf(object));

/** Two writes meet in a column that both write, or where one of them writes the rows as such. */
const meeting = (a: Write, b: Write): string | undefined => {
  if (a.object === b.object) return a.object;
  if (tableOf(a.object) !== tableOf(b.object)) return undefined;
  if (a.object.startsWith('table ')) return b.object;
  return b.object.startsWith('table ') ? a.object : undefined;
};

const idOf = ({ artifact, store, version }: Writer): Pick<Writer, 'artifact' | 'store' | 'version'> => ({ artifact, store, version });

/**
 * What two artifacts both write and neither was declared to own. Columns of one table that the same two write are told once. One writer for
 * each column is enough: who inserts a row and who fills in another column of it later do not meet. Pure.
 */
export const sharedWrites = (a: Writer, b: Writer): readonly Shared[] => {
  const tables = new Map<string, Shared>();
  for (const mine of a.writes)
    for (const other of b.writes) {
      const object = meeting(mine, other);
      if (object === undefined || isOwned(object, a) || isOwned(object, b)) continue;
      const table = tableOf(object);
      const before = tables.get(table);
      const column = object.startsWith('column ') ? [nameIn(object).slice(table.length + 1)] : [];
      tables.set(table, {
        table,
        columns: [...new Set([...(before?.columns ?? []), ...column])].toSorted(),
        writers: before?.writers ?? [
          { ...idOf(a), ...mine },
          { ...idOf(b), ...other },
        ],
      });
    }
  return [...tables.values()].toSorted((x, y) => (x.table < y.table ? -1 : 1));
};
