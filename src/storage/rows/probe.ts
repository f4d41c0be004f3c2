import type { Connection, Refusal } from '../engine.ts';
import type { Insert } from './insert.ts';
import type { Pools } from './pool.ts';
import { changed } from './repair.ts';
import type { Table } from './shape.ts';

/** Does the server read a text as a value of a type? What it says against it, if anything. */
export type Probe = (type: string, text: string) => Promise<string | undefined>;

/** Asks each thing once; inside of a transaction. */
export const probeOf = (connection: Connection): Probe => {
  const asked = new Map<string, string | undefined>();
  return async (type, text) => {
    const key = JSON.stringify([type, text]);
    if (!asked.has(key)) {
      const { reply } = await connection.attempt({ text: `SELECT CAST($1::text AS ${type})`, values: [text] });
      asked.set(key, reply.kind === 'done' ? undefined : `${reply.refusal.message} (${reply.refusal.code})`);
    }
    return asked.get(key);
  };
};

/** Errors of a value by itself: of its text, or of its domain. */
const ofValue = ({ code, table }: Refusal): boolean => /^(?:22|0A|54)/.test(code) || (code.startsWith('235') && table === undefined);

/** The row with other values where the server cannot read those that it has; the same row where it can read all of them. */
export const withReadable = async (
  probe: Probe,
  table: Table,
  pools: Pools,
  insert: Insert,
  refusal: Refusal,
  because: Map<string, string>,
): Promise<Insert> => {
  if (!ofValue(refusal)) return insert;
  const instead = new Map<string, string | null>();
  for (const [index, name] of insert.columns.entries()) {
    const [column, pool, value] = [table.columns.find((each) => each.name === name), pools.get(name), insert.values[index]];
    if (!column || !pool || value == null) continue;
    const why = await probe(column.type, value);
    if (why === undefined) continue;
    because.set(JSON.stringify([name, value]), why);
    const others = [...pool.boundaries.slice(0, 4), ...[0, 1, 2, 3].map((turn) => pool.nth(turn))];
    let found: string | null | undefined = column.nullable ? null : undefined;
    for (const other of others)
      if ((await probe(column.type, other)) === undefined) {
        found = other;
        break;
      }
    if (found !== undefined) instead.set(name, found);
  }
  return instead.size === 0 ? insert : changed(insert, [...instead.keys()], (name) => instead.get(name));
};
