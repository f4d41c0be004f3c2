import { type Site, unwritten } from '../../site.ts';
import { shapeOf } from '../schemas/shape.ts';
import type { Schema } from '../schemas/source.ts';
import type { Comparison } from './comparison.ts';
import type { Lonely } from './parameter-elsewhere.ts';
import type { Part } from './part.ts';
import type { Which } from './representations.ts';
import { isNameless, schemaOf } from './serialisation.ts';

// An object in the style `form`, exploded, is on the wire as its members: a parameter of the name of one is that member.

/** A member of such an object, as the parameter that it is on the wire. */
interface Member {
  readonly of: Part;
  readonly part: Part;
  readonly schema: Schema;
}

type Found = { readonly x: Part; readonly y: Part; readonly schemas: readonly [Schema, Schema] };

const nameOf = (part: Part): string => String(part.value['name']);

const asParameter = (of: Part, name: string, schema: Schema, isDemanded: boolean): Member => ({
  of,
  part: {
    pointer: schema[0]?.pointer ?? of.pointer,
    value: { name, in: of.value['in'], required: isDemanded && of.value['required'] === true },
  },
  schema,
});

/** Is a value no more than one text? @param isLoose what may be anything counts too */
const isSingle = (schema: Schema, isLoose: boolean): boolean => {
  const { atoms } = shapeOf(schema);
  return (isLoose && atoms.size === 7) || (!atoms.has('array') && !atoms.has('object'));
};

/** What an object says of a member; one that names none says the same of all. */
const memberOf = (c: Comparison, which: Which, of: Part, name: string): Member | undefined => {
  const { names, rest, required } = shapeOf(schemaOf(c, which, 'request', of));
  const schema = names.get(name) ?? (names.size === 0 ? rest : []);
  return schema.length > 0 && isSingle(schema, true) ? asParameter(of, name, schema, required.has(name)) : undefined;
};

/** All members of an object; undefined where there may be others. */
const allMembers = (c: Comparison, which: Which, of: Part): Member[] | undefined => {
  const { names, rest, patternNames, unions, required } = shapeOf(schemaOf(c, which, 'request', of));
  const isWhole = patternNames.size === 0 && unions.length === 0 && rest.every(({ value }) => value === false);
  return isWhole ? [...names].map(([name, schema]) => asParameter(of, name, schema, required.has(name))) : undefined;
};

/**
 * Parameters that one side alone has and that are members of an object on the other. They are taken out of the lonely, and so is an
 * object that came or went with them: its other members take its place.
 *
 * @param all the parameters of both sides
 */
export const writtenAsMembers = (
  c: Comparison,
  lonely: Lonely,
  all: { readonly old: readonly Part[]; readonly new: readonly Part[] },
): Found[] => {
  const found: Found[] = [];
  for (const [which, other] of [
    ['old', 'new'],
    ['new', 'old'],
  ] as const) {
    const [own, others] = which === 'old' ? (['removed', 'added'] as const) : (['added', 'removed'] as const);
    const objects = all[other].filter((part) => isNameless(c, other, part));
    if (objects.length === 0) continue;
    const dissolved = new Map<Part, Set<string>>();
    for (const part of lonely[own]) {
      const schema = schemaOf(c, which, 'request', part);
      if (schema.length === 0 || !isSingle(schema, false)) continue;
      const homes = objects
        .filter((one) => one.value['in'] === part.value['in'])
        .flatMap((one) => memberOf(c, other, one, nameOf(part)) ?? []);
      const [member] = homes;
      // Of several nobody knows which.
      if (!member || homes.length > 1) continue;
      found.push(
        which === 'old'
          ? { x: part, y: member.part, schemas: [schema, member.schema] }
          : { x: member.part, y: part, schemas: [member.schema, schema] },
      );
      lonely[own] = lonely[own].filter((one) => one !== part);
      dissolved.set(member.of, (dissolved.get(member.of) ?? new Set()).add(nameOf(part)));
    }
    for (const [object, names] of dissolved) {
      const members = lonely[others].includes(object) ? allMembers(c, other, object) : undefined;
      if (!members) continue;
      const left = members.flatMap(({ part }) => (names.has(nameOf(part)) ? [] : [part]));
      lonely[others] = [...lonely[others].filter((one) => one !== object), ...left];
    }
  }
  return found;
};

/** Where a value of such a parameter is compared: it is a text. */
export const asText = (site: Site): Site => ({ ...site, written: { as: 'text', lacks: unwritten } });
