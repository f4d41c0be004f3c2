import type { Place } from '../../read/place.ts';
import { canonical } from '../../text.ts';
import type { Value } from '../../value.ts';
import type { Application } from '../application.ts';
import { markOf } from '../marks.ts';
import type { Reader, Rule } from './reader.ts';

// Keywords that speak of arrays alone.

export const itemsOf = ({ part }: Application): readonly Value[] | undefined =>
  part.type === 'array' ? (part.value as readonly Value[]) : undefined;

/** Each of these items by its schema. All are asked where the refusals are collected. */
const each = (to: Application, keyword: string, from: number, until: number, schemaAt: (at: number) => Place): boolean => {
  const items = itemsOf(to) ?? [];
  let holds = true;
  for (let at = from; at < Math.min(until, items.length); at++) {
    to.evaluated?.items.add(at);
    if (to.demand(keyword, schemaAt(at), to.part.child(String(at), items[at] as Value))) continue;
    holds = false;
    if (!to.run.explains) break;
  }
  return holds;
};

const prefix = (reader: Reader): Rule['read'] extends (reader: Reader) => infer L ? L : never => {
  const schemas = reader.schemas();
  return (to) => each(to, reader.keyword, 0, schemas.length, (at) => schemas[at] as Place);
};

const rest = (reader: Reader, from: number): ReturnType<Rule['read']> => {
  const schema = reader.schema();
  return (to) => each(to, reader.keyword, from, Infinity, () => schema);
};

const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const items: Rule = {
  keyword: 'items',
  // Before 2020-12 a list is a prefix, and additionalItems speaks of the rest.
  read: (reader) =>
    Array.isArray(reader.given) && reader.dialect !== '2020-12' && !reader.dialect.startsWith('openapi')
      ? prefix(reader)
      : rest(reader, reader.dialect === '2020-12' || reader.dialect === 'openapi-3.1' ? lengthOf(reader.beside('prefixItems')) : 0),
};

const additionalItems: Rule = {
  keyword: 'additionalItems',
  read: (reader) => (Array.isArray(reader.beside('items')) ? rest(reader, lengthOf(reader.beside('items'))) : undefined),
};

const contains: Rule = {
  keyword: 'contains',
  read: (reader) => {
    const schema = reader.schema();
    const counts = reader.dialect !== 'draft-06' && reader.dialect !== 'draft-07';
    const evaluates = reader.dialect === '2020-12' || reader.dialect === 'openapi-3.1';
    const { silent } = reader.place.resource;
    const limit = (keyword: string, otherwise: number): number =>
      counts && reader.has(keyword) && !silent.has(keyword) ? reader.count(reader.beside(keyword)) : otherwise;
    const [min, max] = [limit('minContains', 1), limit('maxContains', Infinity)];
    return (to) => {
      const values = itemsOf(to);
      if (!values) return true;
      let found = 0;
      for (const [at, value] of values.entries()) {
        // Nobody asks which items, and enough is known.
        if (!to.evaluated && max === Infinity && found >= min) break;
        const said = to.ask(schema, to.part.child(String(at), value));
        if (!said.holds) continue;
        found++;
        if (evaluates) to.evaluated?.items.add(at);
        to.keep('contains', said);
      }
      const refuse = (keyword: string): false => to.refuse(markOf(keyword, to.place, to.part));
      if (found < min) return refuse(limit('minContains', -1) < 0 ? 'contains' : 'minContains');
      return found <= max || refuse('maxContains');
    };
  },
};

/** Read by `contains`; alone they say nothing. */
const containsLimit = (keyword: string): Rule => ({
  keyword,
  read: (reader) => {
    reader.count();
    return undefined;
  },
});

const size = (keyword: string, holds: (size: number, limit: number) => boolean): Rule => ({
  keyword,
  read: (reader) => {
    const limit = reader.count();
    return (to) => holds(itemsOf(to)?.length ?? limit, limit);
  },
});

const uniqueItems: Rule = {
  keyword: 'uniqueItems',
  read: (reader) => {
    if (!reader.flag()) return undefined;
    return (to) => {
      const values = itemsOf(to) ?? [];
      to.run.spend(values.length);
      return new Set(values.map(canonical)).size === values.length;
    };
  },
};

export const arrayKeywords: readonly Rule[] = [
  size('minItems', (length, limit) => length >= limit),
  size('maxItems', (length, limit) => length <= limit),
  uniqueItems,
  {
    keyword: 'prefixItems',
    read: prefix,
  },
  items,
  additionalItems,
  contains,
  containsLimit('minContains'),
  containsLimit('maxContains'),
];
