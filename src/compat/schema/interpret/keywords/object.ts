import { matches } from '../../language/matches.ts';
import type { Place } from '../../read/place.ts';
import { isRecord } from '../../read/shape.ts';
import type { Value } from '../../value.ts';
import type { Application } from '../application.ts';
import { markBelow } from '../marks.ts';
import type { Reader, Rule } from './reader.ts';

// Keywords that speak of objects alone.

type Members = Readonly<Record<string, Value>>;

export const membersOf = ({ part }: Application): Members | undefined => (part.type === 'object' ? (part.value as Members) : undefined);

/** Each of these members by its schema. All are asked where the refusals are collected. */
const each = (to: Application, keyword: string, pairs: Iterable<readonly [name: string, schema: Place]>): boolean => {
  const members = membersOf(to);
  if (!members) return true;
  let holds = true;
  for (const [name, schema] of pairs) {
    to.evaluated?.names.add(name);
    if (to.demand(keyword, schema, to.part.child(name, members[name] as Value))) continue;
    holds = false;
    if (!to.run.explains) break;
  }
  return holds;
};

const has = (to: Application, name: string): boolean => {
  const members = membersOf(to);
  return members !== undefined && Object.hasOwn(members, name);
};

/** The names among these that the object does not have are refused, one mark for each. */
const requires = (to: Application, names: readonly string[], ...path: readonly string[]): boolean => {
  const missing = names.filter((name) => !has(to, name));
  if (missing.length === 0) return true;
  return to.refuse(...missing.map((name) => markBelow(path, to.place, to.part, name)));
};

const properties: Rule = {
  keyword: 'properties',
  read: (reader) => {
    const named = reader.named();
    return (to) =>
      each(
        to,
        'properties',
        [...named].filter(([name]) => has(to, name)),
      );
  },
};

const patternProperties: Rule = {
  keyword: 'patternProperties',
  read: (reader) => {
    const named = [...reader.named()];
    return (to) =>
      each(
        to,
        'patternProperties',
        Object.keys(membersOf(to) ?? {}).flatMap((name) =>
          named.flatMap(([pattern, schema]) => (matches(pattern, name) ? [[name, schema] as const] : [])),
        ),
      );
  },
};

/** What `additionalProperties` leaves to others. A vocabulary that is missing takes both keywords away. */
const isNamed = (reader: Reader): ((name: string) => boolean) => {
  const named = reader.beside('properties');
  const patterns = reader.dialect === 'openapi-3.0' ? undefined : reader.beside('patternProperties');
  const texts = isRecord(patterns) ? Object.keys(patterns) : [];
  return (name) => (isRecord(named) && Object.hasOwn(named, name)) || texts.some((text) => matches(text, name));
};

const additionalProperties: Rule = {
  keyword: 'additionalProperties',
  read: (reader) => {
    const schema = reader.schema();
    const named = isNamed(reader);
    return (to) =>
      each(
        to,
        'additionalProperties',
        Object.keys(membersOf(to) ?? {}).flatMap((name) => (named(name) ? [] : [[name, schema] as const])),
      );
  },
};

const propertyNames: Rule = {
  keyword: 'propertyNames',
  read: (reader) => {
    const schema = reader.schema();
    return (to) => {
      const refused = Object.keys(membersOf(to) ?? {}).filter((name) => !to.demand('propertyNames', schema, to.part.nameOf(name)));
      return refused.length === 0;
    };
  },
};

const required: Rule = {
  keyword: 'required',
  read: (reader) => {
    // A leftover of draft-03 that is common in the wild and says nothing in the dialects read here.
    if (typeof reader.given === 'boolean' && !reader.dialect.startsWith('20') && reader.dialect !== 'openapi-3.1') return undefined;
    const names = reader.names();
    return (to) => membersOf(to) === undefined || requires(to, names, 'required');
  },
};

const dependentRequired: Rule = {
  keyword: 'dependentRequired',
  read: (reader) => {
    const demands = reader.members().map(([name, names]) => [name, reader.names(names)] as const);
    return (to) => !demands.some(([name, names]) => has(to, name) && !requires(to, names, 'dependentRequired', name));
  },
};

const dependentSchemas: Rule = {
  keyword: 'dependentSchemas',
  read: (reader) => {
    const demands = [...reader.named()];
    return (to) => !demands.some(([name, schema]) => has(to, name) && !to.demand('dependentSchemas', schema, to.part));
  },
};

/** Both of the newer keywords in one; kept by the newer drafts for compatibility. */
const dependencies: Rule = {
  keyword: 'dependencies',
  read: (reader) => {
    const demands = reader.members().map(([name, given]): readonly [string, (to: Application) => boolean] => {
      if (Array.isArray(given)) {
        const names = reader.names(given);
        return [name, (to) => requires(to, names, 'dependencies', name)];
      }
      const schema = reader.place.below('dependencies', name);
      return [name, (to) => to.demand('dependencies', schema, to.part)];
    });
    return (to) => !demands.some(([name, lets]) => has(to, name) && !lets(to));
  },
};

const size = (keyword: string, holds: (size: number, limit: number) => boolean): Rule => ({
  keyword,
  read: (reader) => {
    const limit = reader.count();
    return (to) => {
      const members = membersOf(to);
      return !members || holds(Object.keys(members).length, limit);
    };
  },
});

export const objectKeywords: readonly Rule[] = [
  required,
  size('minProperties', (count, limit) => count >= limit),
  size('maxProperties', (count, limit) => count <= limit),
  propertyNames,
  properties,
  patternProperties,
  additionalProperties,
  dependentRequired,
  dependentSchemas,
  dependencies,
];
