import type { Catalog, RoutineObject, TableObject } from '../catalog.ts';
import type { Described } from '../dialect.ts';
import type { Fired, Statement } from './statement.ts';

/** What a body stands between; a name may end at it without a space: `SELECT 1 FROM orders$function$`. */
const quotes = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/gu;

/** Words of a body that may be names. */
const wordsOf = (body: string): ReadonlySet<string> =>
  new Set(
    body
      .replaceAll(quotes, ' ')
      .match(/"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu)
      ?.flatMap((word) => [word, word.toLowerCase()]) ?? [],
  );

/** A body whose words do not tell what it touches: it makes statements of its own, is written in another language, or hands whole rows on. */
const isOpaque = (definition: string): boolean =>
  !/\bLANGUAGE (?:sql|plpgsql)\b/i.test(definition) || /\b(?:EXECUTE|dblink)\b(?! (?:FUNCTION|PROCEDURE))/i.test(definition);

const lastName = (name: string): string => name.replace(/\(.*\)$/s, '').replace(/^(?:"(?:[^"]|"")*"|[^".]+)\./, '');

/** Of a statement that has to do with no object: `SELECT 1`. */
const nothing = 'nothing of the store';

interface Bodies {
  /** Adds what a routine touches to `objects`; false: it cannot be told. */
  readonly follow: (routine: string, objects: Set<string>, table?: string, seen?: Set<string>) => boolean;
}

const bodiesOf = (catalog: Catalog): Bodies => {
  const routines = catalog.objects.filter(
    (object): object is RoutineObject => object.kind === 'function' || object.kind === 'procedure' || object.kind === 'aggregate',
  );
  const byName = Map.groupBy(routines, ({ name }) => lastName(name));
  const relations = catalog.objects.filter(
    (object) => object.kind === 'table' || object.kind === 'view' || object.kind === 'materialized view',
  );
  const columns = Map.groupBy(
    catalog.objects.filter((object) => object.kind === 'column'),
    ({ table }) => table,
  );
  const follow: Bodies['follow'] = (called, objects, table, seen = new Set()) => {
    const all = byName.get(lastName(called)) ?? [];
    for (const routine of all) {
      objects.add(`${routine.kind} ${routine.name}`);
      if (seen.has(`${routine.name} ${table}`)) continue;
      seen.add(`${routine.name} ${table}`);
      if (routine.kind === 'aggregate' || isOpaque(routine.definition)) return false;
      const body = routine.definition.slice(routine.definition.search(/\bAS \$|\bBEGIN ATOMIC|\bRETURN\b/));
      const words = wordsOf(body);
      const wholeRows = /\*|\b(?:NEW|OLD)\b(?!\s*\.)/i.test(body.replaceAll(/\bRETURN\s+(?:NEW|OLD)\b/gi, ''));
      for (const relation of relations) {
        if (relation.name !== table && !words.has(lastName(relation.name))) continue;
        objects.add(`${relation.kind} ${relation.name}`);
        for (const column of columns.get(relation.name) ?? [])
          if (wholeRows || words.has(column.column)) objects.add(`column ${column.name}`);
      }
      for (const name of byName.keys())
        if (name !== lastName(called) && words.has(name) && !follow(name, objects, undefined, seen)) return false;
    }
    return true;
  };
  return { follow };
};

/** The tables above and below one in partitioning and inheritance. */
const family = (table: string, tables: ReadonlyMap<string, TableObject>): ReadonlySet<string> => {
  const found = new Set([table]);
  for (const name of found) {
    const own = tables.get(name);
    for (const parent of [own?.partitionOf?.parent, ...(own?.inherits ?? [])]) if (parent !== undefined) found.add(parent);
    for (const other of tables.values()) if (other.partitionOf?.parent === name || other.inherits?.includes(name)) found.add(other.name);
  }
  return found;
};

/** Does a routine's body write? Its words tell, without what stands in quotes. */
const mayWrite = ({ definition }: Pick<RoutineObject, 'definition'>): boolean =>
  /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate|copy)\b/i.test(definition.replaceAll(/'(?:[^']|'')*'/g, ''));

/** The routines among what is touched that write. */
export const writersIn = (catalog: Catalog, objects: ReadonlySet<string>): readonly RoutineObject[] =>
  catalog.objects.filter(
    (object): object is RoutineObject =>
      (object.kind === 'function' || object.kind === 'procedure') && objects.has(`${object.kind} ${object.name}`) && mayWrite(object),
  );

/** What a statement touches. */
export interface Touched {
  /** With what acts beside it: triggers and rules of what it writes, functions that it calls, partitions. Empty: it cannot be told. */
  readonly touches: readonly string[];
  /** What it touches by way of a view alone. */
  readonly behind: readonly string[];
  /** Triggers that it may set off, and what it touches by way of them alone. */
  readonly fires: readonly Fired[];
}

const untold: Touched = { touches: [], behind: [], fires: [] };

/** Adds the same columns of the tables above and below those that are touched. */
const withKin = (objects: Set<string>, touched: readonly string[], tables: ReadonlyMap<string, TableObject>): ReadonlySet<string> => {
  for (const table of touched)
    for (const other of family(table, tables)) {
      if (other === table) continue;
      objects.add(`table ${other}`);
      for (const object of objects)
        if (object.startsWith(`column ${table}.`)) objects.add(object.replace(`column ${table}.`, `column ${other}.`));
    }
  return objects;
};

/** What a statement touches, by what the server says of it. */
export const touchesOf = (catalog: Catalog, described: Extract<Described, { kind: 'described' }>, kind: Statement['kind']): Touched => {
  if (!described.objects) return untold;
  const objects = new Set(described.objects);
  const tables = new Map(catalog.objects.flatMap((object) => (object.kind === 'table' ? [[object.name, object] as const] : [])));
  const called = new Set<string>();
  const { follow } = bodiesOf(catalog);
  for (const object of described.objects)
    if (/^(?:function|procedure|aggregate) /.test(object) && !follow(object.replace(/^\S+ /, ''), called)) return untold;
  const isWriter = kind !== 'select' || writersIn(catalog, called).length > 0;
  const byTrigger: { readonly trigger: string; readonly reached: ReadonlySet<string> }[] = [];
  // Which of them it writes is not looked at: whoever writes one may set off what hangs on any.
  if (isWriter) {
    const touched = [...objects, ...called].flatMap((object) => (object.startsWith('table ') ? [object.slice('table '.length)] : []));
    for (const object of catalog.objects) {
      if (object.kind === 'rule' && touched.some((table) => object.definition.includes(table))) return untold;
      if (object.kind !== 'trigger' || object.enabled === 'disabled' || !touched.includes(object.table)) continue;
      const fired = /EXECUTE (?:FUNCTION|PROCEDURE) (.+?)\(/.exec(object.definition)?.[1];
      const reached = new Set<string>();
      if (fired === undefined || !follow(fired, reached, object.table)) return untold;
      byTrigger.push({ trigger: object.name, reached });
    }
  }
  // Who writes by way of a view, or takes whole rows, may meet all that is behind it.
  const behind = isWriter || described.wholeRows ? [] : (described.behind ?? []).filter((object) => !called.has(object));
  const touched = [...objects].flatMap((object) => (object.startsWith('table ') ? [object.slice('table '.length)] : []));
  if (described.wholeRows)
    for (const object of catalog.objects) {
      if (object.kind === 'column' && objects.has(`table ${object.table}`)) objects.add(`column ${object.name}`);
      if ((object.kind === 'view' || object.kind === 'materialized view') && objects.has(`${object.kind} ${object.name}`))
        for (const column of object.columns) objects.add(`column ${object.name}.${/^(?:"(?:[^"]|"")*"|\S+)/.exec(column)?.[0] ?? ''}`);
    }
  for (const object of called) objects.add(object);
  const own = withKin(new Set(objects), touched, tables);
  const all = withKin(new Set([...objects, ...byTrigger.flatMap(({ reached }) => [...reached])]), touched, tables);
  const fires = byTrigger.map(({ trigger, reached }) => ({
    trigger,
    touches: [...withKin(new Set([...objects, ...reached]), touched, tables)].filter((object) => !own.has(object)).toSorted(),
  }));
  return { touches: all.size === 0 ? [nothing] : [...all].toSorted(), behind: behind.toSorted(), fires };
};

/** Of a statement that no server explains: the tables that it names, with all of their columns. Empty: it names a view or a routine, and may touch anything. */
export const mentionedIn = (catalog: Catalog, text: string): readonly string[] => {
  const words = wordsOf(text);
  const named = catalog.objects.filter(({ name }) => words.has(lastName(name)));
  if (named.some(({ kind }) => kind === 'view' || kind === 'materialized view' || kind === 'function' || kind === 'procedure')) return [];
  const tables = new Set(named.flatMap(({ kind, name }) => (kind === 'table' ? [name] : [])));
  const columns = catalog.objects.flatMap((object) =>
    object.kind === 'column' && tables.has(object.table) ? [`column ${object.name}`] : [],
  );
  return tables.size === 0 ? [nothing] : [...[...tables].map((table) => `table ${table}`), ...columns].toSorted();
};
