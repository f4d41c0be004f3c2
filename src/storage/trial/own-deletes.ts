import { isActive } from '../judging/triggers.ts';
import { constraintsOf } from '../judging/beside.ts';
import type { Insert } from '../rows/insert.ts';
import type { Statement } from '../statements/statement.ts';
import type { Prepared } from './prepare.ts';
import { names } from './reach.ts';
import type { ReadScript } from './script.ts';

// What a trigger of N does as N-1 puts in a row may keep N-1 from taking it out again: a row that refers to it. So one is put in and taken
// out in one go, of tables at whose writes the migration has something run.

const sets = /\b(?:create|alter)\b[^]*\b(?:trigger|function|procedure)\b/i;

const literal = (value: string | null): string => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);

/** Tables that the migration gives triggers, or whose triggers' functions it names. */
const setBy = ({ statements }: ReadScript, { objects }: Prepared['catalog']): ReadonlySet<string> => {
  const texts = statements.map(({ text }) => text).filter((text) => sets.test(text));
  const isNamed = (name: string): boolean => texts.some((text) => names(text, name));
  return new Set(
    objects.flatMap((one) => {
      if (one.kind === 'table') return texts.some((text) => /\btrigger\b/i.test(text) && names(text, one.name)) ? [one.name] : [];
      const called =
        one.kind === 'trigger' && isActive(one) ? /EXECUTE (?:FUNCTION|PROCEDURE) ([^(]+)\(/.exec(one.definition)?.[1] : undefined;
      return one.kind === 'trigger' && called !== undefined && isNamed(called) ? [one.table] : [];
    }),
  );
};

/** Was N-1 seen to do both? */
const isDone = (captured: Prepared['captured'], table: string): boolean =>
  captured === undefined ||
  (['insert', 'delete'] as const).every((verb) =>
    captured.some(({ kind, touches }) => kind === verb && (touches.length === 0 || touches.includes(`table ${table}`))),
  );

const statementOf = ({ table, columns, values }: Insert, { catalog }: Prepared): Statement[] => {
  const key = constraintsOf(catalog, table).find(({ type }) => type === 'primary key')?.columns ?? [];
  const made = new Set(
    catalog.objects.flatMap((one) =>
      one.kind === 'column' && one.table === table && (one.generated || one.identity === 'always') ? [one.column] : [],
    ),
  );
  if (key.length === 0 || key.some((name) => made.has(name) || !columns.includes(name))) return [];
  const valueOf = (name: string): string => literal(values[columns.indexOf(name)] ?? null);
  const given = columns.filter((name) => !made.has(name));
  return [
    {
      name: `insert into ${table} and delete`,
      origin: 'generated',
      kind: 'delete',
      text: `INSERT INTO ${table} (${given.join(', ')}) VALUES (${given.map(valueOf).join(', ')}); DELETE FROM ${table} WHERE ${key
        .map((name) => `${name} = ${valueOf(name)}`)
        .join(' AND ')}`,
      values: [],
      touches: [`table ${table}`, ...given.map((name) => `column ${table}.${name}`)],
    },
  ];
};

/** For each table that the migration sets something to work on: a row that N-1 puts in, and takes out. */
export const ownDeletes = (prepared: Prepared, up: ReadScript): readonly Statement[] => {
  const tables = setBy(up, prepared.catalog);
  const first = new Map(prepared.rows.spare.map((insert) => [insert.table, insert]));
  return [...first].flatMap(([table, insert]) =>
    tables.has(table) && isDone(prepared.captured, table) ? statementOf(insert, prepared) : [],
  );
};
