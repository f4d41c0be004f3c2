/** One row for one table. */
export interface Insert {
  /** As SQL writes it: `public.orders`. */
  readonly table: string;
  /** As SQL writes them, quoted where they have to be. What is not named gets its default. */
  readonly columns: readonly string[];
  /** Texts that the server reads as the columns' types. */
  readonly values: readonly (string | null)[];
  /** What a new sequence will give to columns that are not named, and other rows refer to. */
  readonly foretold?: Readonly<Record<string, string>>;
}

/** Parameters that one statement can have. */
const mostParameters = 60_000;

/** One statement for several rows of one table; `returning`: columns to be given back. */
export const insertText = (inserts: readonly Insert[], returning: readonly string[] = []): { text: string; values: (string | null)[] } => {
  const columns = [...new Set(inserts.flatMap((insert) => insert.columns))];
  const values: (string | null)[] = [];
  const rows = inserts.map((insert) => {
    const cells = columns.map((name) => {
      const index = insert.columns.indexOf(name);
      return index === -1 ? 'DEFAULT' : `$${values.push(insert.values[index] ?? null)}`;
    });
    return `(${cells.join(', ')})`;
  });
  const back = returning.length === 0 ? '' : ` RETURNING ${returning.join(', ')}`;
  const table = inserts[0]?.table ?? '';
  const what = columns.length === 0 ? 'DEFAULT VALUES' : `(${columns.join(', ')}) VALUES ${rows.join(', ')}`;
  return { text: `INSERT INTO ${table} ${what}${back}`, values };
};

/** Cut into lists that fit one statement each. Rows without any column go one by one. */
export const inStatements = (inserts: readonly Insert[]): readonly (readonly Insert[])[] => {
  const width = new Set(inserts.flatMap(({ columns }) => columns)).size;
  const size = width === 0 ? 1 : Math.max(1, Math.trunc(mostParameters / width));
  return Array.from({ length: Math.ceil(inserts.length / size) }, (_, index) => inserts.slice(index * size, (index + 1) * size));
};
