/** Columns of a partition's key, of the table that is partitioned, with its type; both NULL: an expression, which nobody can set. */
export const keyColumnsOf = `SELECT quote_ident(a.attname), format_type(a.atttypid, NULL)
  FROM pg_partitioned_table p CROSS JOIN unnest(p.partattrs) k LEFT JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k
  WHERE p.partrelid = $1::regclass`;

/** By type, what lies at the ends, where the bounds of partitions rarely go: far away, and then further. */
const ends: readonly (readonly [types: RegExp, high: readonly string[], low: readonly string[]])[] = [
  [/^smallint$/, ['32766'], ['-32767']],
  [/^integer$/, ['2147483646'], ['-2147483647']],
  [/^bigint$/, ['9223372036854775806'], ['-9223372036854775807']],
  [/^(numeric|real|double precision)$/, ['1e9'], ['-1e9']],
  [/^(date|timestamp)/, ["'9999-12-30'", "'infinity'"], ["'0001-01-02'", "'-infinity'"]],
  [/^(text|character|citext)/, ["'zz'", "'z'"], ["''", "'!'"]],
  [/^uuid$/, ["'ffffffff-ffff-ffff-ffff-fffffffffffe'"], ["'00000000-0000-0000-0000-000000000001'"]],
];

/**
 * Keys that no partition but the default one is likely to take, the likeliest first: for each column of the key an expression.
 * Whether one of them takes them is seen by trying.
 */
export const keysNobodyTakes = (columns: readonly (readonly [name: string, type: string])[]): readonly ReadonlyMap<string, string>[] => {
  const known = columns.map(([name, type]) => {
    const found = ends.find(([types]) => types.test(type));
    return { name, values: found ? [...found[1], ...found[2]].map((value) => `${value}::${type}`) : [] };
  });
  const most = Math.max(0, ...known.map(({ values }) => values.length));
  const at = (index: number): ReadonlyMap<string, string> =>
    new Map(known.map(({ name, values }) => [name, values[Math.min(index, values.length - 1)] ?? 'NULL']));
  return [...Array.from({ length: most }, (_, index) => at(index)), new Map(known.map(({ name }) => [name, 'NULL']))];
};
