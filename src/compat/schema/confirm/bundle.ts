import { Scope } from '../interpret/scope.ts';
import { keywordsOf, refStandsAlone, type Shape } from '../read/keywords.ts';
import type { Dialect, Place } from '../read/place.ts';
import { isRecord } from '../read/shape.ts';
import { dynamicTarget } from '../interpret/keywords/reference.ts';
import type { Value } from '../value.ts';
import { numbersIn } from './numbers.ts';
import { reachedBy } from './reached.ts';

// All that a schema leads to as one schema that stands alone, in its own dialect: what ajv is given. Identifiers, anchors and
// keywords of no dialect are left behind, and dynamic references become plain ones, so that ajv has nothing to resolve but
// pointers, and nothing to compile but what the document that it is asked about reaches.

export interface Bundle {
  readonly dialect: Dialect;
  readonly schema: object;
  /** Keywords that occur in it. */
  readonly keywords: ReadonlySet<string>;
  /** About as many characters as its text has. */
  readonly size: number;
  /** A number in it that no double holds. */
  readonly hasExact: boolean;
  /** A `multipleOf` that is no whole number. */
  readonly hasFraction: boolean;
  /** The schema speaks of a member that is called `__proto__`. */
  readonly mentionsProto: boolean;
  /** The empty string occurs in it, such as among required names. */
  readonly mentionsEmpty: boolean;
}

/** Why there is none. */
export type NoBundle = 'several dialects' | 'too big';

type Output = Record<string, unknown>;

/** Keywords that say nothing about validity, and those that are read together with another. */
const left: ReadonlySet<string> = new Set(
  `$schema $id id $anchor $dynamicAnchor $recursiveAnchor $vocabulary $comment $defs definitions title description default example examples
  deprecated readOnly writeOnly externalDocs xml discriminator contentEncoding contentMediaType contentSchema nullable`.split(/\s+/),
);
const referring: ReadonlySet<string> = new Set(['$ref', '$dynamicRef', '$recursiveRef']);

/** Does a boolean say nothing here? ajv would take it for a mistake. */
const isIdle = (keyword: string, beside: Readonly<Record<string, unknown>>): boolean =>
  keyword === 'required' ||
  (keyword === 'exclusiveMinimum' && !Object.hasOwn(beside, 'minimum')) ||
  (keyword === 'exclusiveMaximum' && !Object.hasOwn(beside, 'maximum'));

/** A dynamic reference was met while scopes were not followed: begin again, following them. */
class FollowScopes extends Error {}

/**
 * @param most characters beyond which there is no bundle.
 * @param document the one that the bundle is for: of what no part of it meets nothing is said. Absent: any.
 * @throws SchemaError, Undecided as reading does.
 */
export const bundleOf = (place: Place, most: number, document?: Value): Bundle | NoBundle => {
  const reached = document === undefined ? undefined : reachedBy(place, document);
  try {
    return bundled(place, most, false, reached);
  } catch (error) {
    if (error instanceof FollowScopes) return bundled(place, most, true, reached);
    throw error;
  }
};

const bundled = (root: Place, most: number, followsScopes: boolean, reached: ReadonlySet<Place> | undefined): Bundle | NoBundle => {
  const { dialect } = root.resource;
  const $defs: Output = {};
  const named = new Map<Place, Map<Scope, string>>();
  const references = new Map<string, Output[]>();
  const keywords = new Set<string>();
  const work: { readonly place: Place; readonly scope: Scope; readonly put: (schema: unknown) => void }[] = [];
  let [size, count, hasExact, hasFraction, mentionsProto, mentionsEmpty] = [0, 0, false, false, false, false];

  const enter = (scope: Scope, { resource }: Place): Scope => (followsScopes ? scope.enter(resource) : scope);
  const refer = (place: Place, outer: Scope): object => {
    const scope = enter(outer, place);
    const scopes = named.get(place) ?? new Map<Scope, string>();
    named.set(place, scopes);
    let name = scopes.get(scope);
    if (name === undefined) {
      scopes.set(scope, (name = `n${count++}`));
      const key = name;
      work.push({ place, scope, put: (schema) => void ($defs[key] = schema) });
    }
    const reference: Output = { $ref: `#/$defs/${name}` };
    const others = references.get(name);
    if (others) others.push(reference);
    else references.set(name, [reference]);
    return reference;
  };
  /** A value that is no schema, with doubles for its numbers. */
  const plain = (value: unknown): unknown => {
    // So many values are too much text however short they are: none of it is written.
    if (Array.isArray(value) && value.length > most) {
      size += value.length;
      return undefined;
    }
    hasExact ||= numbersIn(value as Value).exact;
    const text = JSON.stringify(value);
    size += text.length;
    mentionsProto ||= text.includes('__proto__');
    mentionsEmpty ||= text.includes('""');
    return JSON.parse(text) as unknown;
  };
  /** Schemas below a keyword are done later, not by recursion. */
  const later = (place: Place, scope: Scope, holder: Output | unknown[], key: string | number): void => {
    const isLeftOut = reached !== undefined && !reached.has(place);
    // Not by assignment: `__proto__` is a name like others.
    Object.defineProperty(holder, key, { value: isLeftOut ? {} : true, enumerable: true, writable: true, configurable: true });
    if (isLeftOut) return;
    work.push({
      place,
      scope: enter(scope, place),
      put: (schema) => void Object.defineProperty(holder, key, { value: schema, enumerable: true, writable: true, configurable: true }),
    });
  };
  const below = (shape: Shape, place: Place, keyword: string, given: unknown, scope: Scope): unknown => {
    const holder: Output | unknown[] = Array.isArray(given) ? [] : {};
    for (const name of Object.keys(given as object)) {
      // No part that the schema is asked about has the member: its name says nothing then, to whatever else counts members either.
      if (keyword === 'properties' && reached !== undefined && !reached.has(place.below(keyword, name))) continue;
      const key = Array.isArray(given) ? Number(name) : name;
      size += name.length;
      mentionsProto ||= name === '__proto__';
      if (shape === 'map-or-names' && Array.isArray((given as Output)[name])) {
        Object.defineProperty(holder, key, { value: plain((given as Output)[name]), enumerable: true, writable: true, configurable: true });
      } else later(place.below(keyword, name), scope, holder, key);
    }
    return holder;
  };

  const written = (place: Place, scope: Scope): unknown => {
    const { value, resource } = place;
    size += 4;
    if (!isRecord(value)) return value;
    const known = keywordsOf[resource.dialect];
    const alone = refStandsAlone(resource.dialect) && Object.hasOwn(value, '$ref');
    const out: Output = {};
    const and: unknown[] = [];
    for (const [keyword, given] of Object.entries(value)) {
      const shape = known.get(keyword);
      if (!shape || left.has(keyword) || resource.silent.has(keyword) || (alone && keyword !== '$ref')) continue;
      keywords.add(keyword);
      size += keyword.length + 4;
      if (referring.has(keyword)) {
        if (keyword !== '$ref' && !followsScopes) throw new FollowScopes();
        and.push(refer(dynamicTarget(keyword, String(given), place, scope), scope));
      } else if (shape === 'schema' || (shape === 'schema-or-list' && !Array.isArray(given)))
        later(place.below(keyword), scope, out, keyword);
      else if (shape !== 'value') {
        out[keyword] = below(shape, place, keyword, given, scope);
        // ajv takes an empty list for no keyword.
        if ((keyword === 'anyOf' || keyword === 'oneOf') && (given as unknown[]).length === 0) and.push(false);
      } else if ((keyword === 'enum' || keyword === 'type') && Array.isArray(given) && given.length === 0) and.push(false);
      else if (keyword === 'type' && resource.dialect === 'openapi-3.0' && value['nullable'] === true) out['type'] = [given, 'null'].flat();
      // What is left of draft-03, and a flag without the limit that it is about.
      else if (!(typeof given === 'boolean' && isIdle(keyword, value))) out[keyword] = plain(given);
      if (keyword === 'multipleOf' && !Number.isInteger(given)) hasFraction = true;
    }
    if (and.length > 0) {
      const all = out['allOf'];
      // The list is filled when its schemas are done.
      out['allOf'] = Array.isArray(all) ? [{ allOf: all }, ...and] : and;
    }
    return out;
  };

  const start = refer(root, new Scope(root.resource));
  for (let next = work.pop(); next; next = work.pop()) {
    if (next.place.resource.dialect !== dialect) return 'several dialects';
    next.put(written(next.place, next.scope));
    if (size > most) return 'too big';
  }
  // Referred to by one alone, a definition may as well stand there: that is a function less for ajv to compile.
  for (const [name, [only, ...more]] of references) {
    const definition = $defs[name];
    if (!only || more.length > 0) continue;
    delete $defs[name];
    delete only['$ref'];
    if (definition === false) only['not'] = {};
    else if (isRecord(definition)) for (const keyword of Object.keys(definition)) only[keyword] = definition[keyword];
  }
  // Beside a reference other keywords are void in some dialects.
  const own = Object.hasOwn(start, '$ref') ? { allOf: [start] } : start;
  const schema = Object.keys($defs).length > 0 ? { ...own, $defs } : own;
  return { dialect, schema, keywords, size, hasExact, hasFraction, mentionsProto, mentionsEmpty };
};
