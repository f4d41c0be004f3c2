import type { Catalog } from '../catalog.ts';
import type { Statement } from './statement.ts';
import { writersIn } from './touches.ts';

// What a statement may do to the rows of which table, as far as what hangs on the tables is set off by it. Where that cannot be said it
// does everything to all that it touches.

export type Verb = 'insert' | 'update' | 'delete' | 'truncate';

const verbs: Readonly<Record<Statement['kind'], readonly Verb[]>> = {
  select: [],
  insert: ['insert'],
  update: ['update'],
  upsert: ['insert', 'update'],
  delete: ['delete'],
  other: ['insert', 'update', 'delete', 'truncate'],
};

const all: readonly Verb[] = verbs.other;

/** Does it say itself what it writes? Not where it writes by way of a view, or calls what writes. */
export const saysWhatItWrites = (catalog: Catalog, { kind, touches, writes = [] }: Statement): boolean =>
  writersIn(catalog, new Set(touches)).length === 0 &&
  (kind === 'select' || (writes.length > 0 && !touches.some((object) => object.startsWith('view '))));

const tableOf = (written: string): string =>
  written.startsWith('table ')
    ? written.slice('table '.length)
    : written.replace(/^column /, '').replace(/\.(?:"(?:[^"]|"")*"|[^."]+)$/, '');

const verbsOf = ({ kind, text }: Statement, written: string): readonly Verb[] => {
  if (/^truncate\b/i.test(text)) return ['truncate'];
  if (kind !== 'other') return verbs[kind];
  return written.startsWith('table ') ? ['delete'] : ['insert', 'update'];
};

type Effects = Map<string, Set<Verb>>;

const add = (effects: Effects, table: string, some: readonly Verb[]): boolean => {
  const known = effects.get(table) ?? new Set();
  const before = known.size;
  for (const verb of some) known.add(verb);
  effects.set(table, known);
  return known.size > before;
};

/** What foreign keys do in other tables. True: more than was known. */
const cascade = (catalogs: readonly Catalog[], effects: Effects): boolean => {
  let isMore = false;
  for (const one of catalogs.flatMap(({ objects }) => objects)) {
    if (one.kind !== 'constraint' || one.references === undefined) continue;
    const met = effects.get(one.references.table);
    const some: readonly Verb[] = [
      ...(met?.has('delete') && /\bON DELETE CASCADE\b/.test(one.definition) ? (['delete'] as const) : []),
      ...(met?.has('delete') && /\bON DELETE SET\b/.test(one.definition) ? (['update'] as const) : []),
      ...(met?.has('update') && /\bON UPDATE (?:CASCADE|SET)\b/.test(one.definition) ? (['update'] as const) : []),
    ];
    if (some.length > 0 && add(effects, one.table, some)) isMore = true;
  }
  return isMore;
};

/** The rows of partitions, parents and children are one another's. True: more than was known. */
const shareKin = (catalogs: readonly Catalog[], effects: Effects): boolean => {
  let isMore = false;
  for (const one of catalogs.flatMap(({ objects }) => objects)) {
    if (one.kind !== 'table') continue;
    for (const parent of [one.partitionOf?.parent, ...(one.inherits ?? [])]) {
      if (parent === undefined) continue;
      const shared = [...(effects.get(parent) ?? []), ...(effects.get(one.name) ?? [])];
      if (shared.length > 0 && [add(effects, parent, shared), add(effects, one.name, shared)].includes(true)) isMore = true;
    }
  }
  return isMore;
};

/** What the statement may do, with what foreign keys of either schema do after it, by table. */
export const effectsOf = (old: Catalog, next: Catalog, statement: Statement): ReadonlyMap<string, ReadonlySet<Verb>> => {
  const effects: Effects = new Map();
  if (saysWhatItWrites(old, statement))
    for (const written of statement.writes ?? []) add(effects, tableOf(written), verbsOf(statement, written));
  else
    for (const object of statement.touches)
      if (/^(?:foreign table|table|view) /.test(object)) add(effects, object.replace(/^(?:foreign table|table|view) /, ''), all);
  while ([cascade([old, next], effects), shareKin([old, next], effects)].includes(true));
  return effects;
};
