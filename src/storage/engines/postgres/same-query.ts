import type { Connection } from '../../engine.ts';

// Two queries are the same when the planner makes the same program of them, whatever they call their tables. EXPLAIN does not tell all
// of every node: what it leaves out (how many rows a LIMIT lets through, the frame of a window, rows of VALUES) is never the same.

const told: ReadonlySet<string> = new Set(
  'Seq Scan,Index Scan,Index Only Scan,Bitmap Heap Scan,Bitmap Index Scan,BitmapAnd,BitmapOr,Nested Loop,Hash Join,Merge Join,Hash,Sort,Incremental Sort,Aggregate,Group,Unique,Append,Merge Append,Result,Materialize,Memoize,Subquery Scan,Gather,Gather Merge,Function Scan,ProjectSet'.split(
    ',',
  ),
);

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The nodes of a plan, from the root down. */
const nodesOf = (plan: Json): readonly { readonly [key: string]: Json }[] =>
  isObject(plan) ? [plan, ...((plan['Plans'] as readonly Json[] | undefined) ?? []).flatMap(nodesOf)] : [];

const quoted = (name: string): string => (/^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** Splits what is joined by AND in one pair of brackets. */
const conjunctsOf = (text: string): readonly string[] => {
  if (!text.startsWith('((') || !text.endsWith('))')) return [text];
  const parts: string[] = [];
  let [depth, from, isText] = [0, 1, false];
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "'") isText = !isText;
    if (isText) continue;
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0 && at < text.length - 1) return [text];
    else if (depth === 1 && text.startsWith(' AND ', at)) {
      parts.push(text.slice(from, at));
      from = at + 5;
    }
  }
  return [...parts, text.slice(from, -1)];
};

const conditions: ReadonlySet<string> = new Set(['Filter', 'Join Filter', 'Hash Cond', 'Index Cond', 'Recheck Cond', 'Merge Cond']);

/** A plan in which tables are called by their turn, and conditions stand in order; undefined: EXPLAIN does not tell all of it. */
const programOf = (plan: Json): string | undefined => {
  const nodes = nodesOf(plan);
  if (nodes.length === 0 || !nodes.every(({ 'Node Type': type }) => typeof type === 'string' && told.has(type))) return undefined;
  const aliases = [...new Set(nodes.flatMap(({ Alias: alias }) => (typeof alias === 'string' ? [alias] : [])))];
  const names = new Map(aliases.map((alias, turn) => [quoted(alias), `r${turn}`]));
  const rename = (text: string): string =>
    text.replaceAll(/'(?:[^']|'')*'|("(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)(?=\.)/gu, (all, name?: string) =>
      name === undefined ? all : (names.get(name) ?? all),
    );
  return JSON.stringify(plan, (key: string, value: Json) => {
    if (key === 'Alias' && typeof value === 'string') return names.get(quoted(value));
    if (typeof value !== 'string' || key === 'Relation Name' || key === 'Schema' || key === 'Index Name') return value;
    return conditions.has(key) ? conjunctsOf(rename(value)).toSorted() : rename(value);
  });
};

const view = 'drill_same';

/** What a view with this query is like: its program, and which of its columns may be written to. */
const askView = async (connection: Connection, query: string): Promise<string | undefined> => {
  await connection.begin();
  try {
    const made = await connection.ask({ text: `CREATE TEMPORARY VIEW ${view} AS ${query}` });
    if (made.kind === 'refused') return undefined;
    const plan = await connection.ask({ text: `EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) SELECT * FROM ${view}` });
    const writes = await connection.ask({
      text: `SELECT pg_relation_is_updatable('${view}'::regclass, false), string_agg(pg_column_is_updatable(attrelid, attnum, false)::text, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '${view}'::regclass AND attnum > 0`,
    });
    if (plan.kind === 'refused' || writes.kind === 'refused') return undefined;
    const [explained] = JSON.parse(plan.rows[0]?.[0] ?? '[]') as readonly { readonly Plan?: Json }[];
    // Of a node that keeps rows once it is not told by which columns.
    const program = /\bDISTINCT ON\b/i.test(query) ? undefined : programOf(explained?.Plan ?? null);
    return program === undefined ? undefined : `${writes.rows[0]?.join(' ')} ${program}`;
  } finally {
    await connection.rollback();
  }
};

/** Do two queries give the same, whatever rows there are? `false`: that is not known. */
export const isSameQuery = async (connection: Connection, one: string, other: string): Promise<boolean> => {
  const first = await askView(connection, one);
  return first !== undefined && first === (await askView(connection, other));
};
