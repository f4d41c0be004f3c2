import type { Statement } from '../statements/statement.ts';
import type { Asking } from './ask.ts';
import { writtenBy } from './read-back.ts';
import { type Difference, differenceOf, type Done } from './compare.ts';

// What a statement that writes leaves in its table. Of a captured one all columns are known that it has to do with. What it leaves in the
// others counts where it put it there, a default, or what a trigger sets, and somebody asks for it. What the migration has made of them meets
// those who read them.

export const done = (one: Asking['reply'] | undefined): Done | undefined => (one?.kind === 'done' ? one : undefined);

/** Some columns of an answer. */
const only = (reply: Done, names: ReadonlySet<string>): Done => {
  const kept = reply.columns.flatMap(({ name }, index) => (names.has(name) ? [index] : []));
  return {
    ...reply,
    columns: reply.columns.filter(({ name }) => names.has(name)),
    rows: reply.rows.map((row) => kept.map((index) => row[index] ?? null)),
  };
};

/** Rows that are there more often after the statement than before. */
export const added = (before: Done, after: Done): Done => {
  const left = new Map<string, number>();
  for (const row of before.rows) left.set(JSON.stringify(row), (left.get(JSON.stringify(row)) ?? 0) + 1);
  const rows = after.rows.filter((row) => {
    const count = left.get(JSON.stringify(row)) ?? 0;
    left.set(JSON.stringify(row), count - 1);
    return count <= 0;
  });
  return { ...after, rows, count: rows.length };
};

const none: ReadonlySet<string> = new Set();

/** As an answer calls it. */
export const plain = (name: string): string => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name);

const text = (value: string | null | undefined): string => (value == null ? 'NULL' : JSON.stringify(value));

/** What the statement put into the columns. */
const putInto = ({ before, after }: Asking, names: ReadonlySet<string>): Done | undefined => {
  const [was, is] = [done(before), done(after)];
  return was && is && added(only(was, names), only(is, names));
};

/** How what was put into the columns differs on the other schema. */
export const putDifferently = (
  names: ReadonlySet<string>,
  [first, again]: readonly [Asking, Asking],
  other: Asking,
): Difference | undefined => {
  const [a, b, c] = [putInto(first, names), putInto(again, names), putInto(other, names)];
  if (!a || !b || !c || a.count !== b.count) return undefined;
  if (a.count === c.count) return differenceOf([a, b], c, false, true);
  const [column = ''] = names;
  const [was, is] = [a.rows[0]?.[0], c.rows[0]?.[0]];
  return {
    what: c.count > a.count ? `${column}: ${text(is)} is put in as well` : `${column}: ${text(was)} is not put in any more`,
    column,
  };
};

/** Others may have fewer rows, or other ones, by the migration: by how many the statement itself made them more or less. */
const isAsManyMore = ([first, again]: readonly [Asking, Asking], other: Asking): boolean => {
  const more = [first, again, other].map(({ before, after }) => {
    const [was, is] = [done(before), done(after)];
    return was && is ? is.rows.length - was.rows.length : undefined;
  });
  return more.every((one) => one !== undefined && one === more[0]);
};

/** It puts in what it says, and does not look at what is there. */
const looksAtNothing = ({ kind, text: sql }: Statement): boolean => kind === 'insert' && !/\bselect\b/i.test(sql);

/**
 * How the rows of its table differ that a statement left, on the other schema; undefined: they do not, or they were not read.
 * @param isTouched does anything that was captured touch the object?
 */
export const leftOtherwise = (
  statement: Statement,
  [first, again]: readonly [Asking, Asking],
  other: Asking,
  isTouched: (object: string) => boolean,
): Difference | undefined => {
  const { origin, touches } = statement;
  const [a, b, c] = [done(first.after), done(again.after), done(other.after)];
  if (!a || !b || !c) return undefined;
  if (origin === 'generated' || touches.length === 0) return differenceOf([a, b], c, false, true);
  const own = `column ${writtenBy(statement)}.`;
  const names = new Set(touches.flatMap((object) => (object.startsWith(own) ? [plain(object.slice(own.length))] : [])));
  const asked = a.columns.flatMap(({ name }) =>
    [name, `"${name.replaceAll('"', '""')}"`].some((one) => isTouched(`${own}${one}`)) ? [name] : [],
  );
  if (looksAtNothing(statement))
    return (
      (isAsManyMore([first, again], other) ? undefined : differenceOf([only(a, none), only(b, none)], only(c, none), false, true)) ??
      putDifferently(new Set(asked), [first, again], other)
    );
  const touched = differenceOf([only(a, names), only(b, names)], only(c, names), false, true);
  if (touched && !touched.isMore) return touched;
  // Where NULL was the migration may have filled in, and put in rows: what counts is what the statement did.
  const put = touched && putDifferently(names, [first, again], other);
  if (put) return put;
  for (const name of asked) {
    const difference = names.has(name) ? undefined : putDifferently(new Set([name]), [first, again], other);
    if (difference) return difference;
  }
  return undefined;
};
