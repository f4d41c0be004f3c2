import { valueAt } from '../../pointer.ts';
import { leftAloneBy } from './concerned.ts';
import { localPointer } from './local.ts';

/** The direction that documents travel: what is read-only is not sent in a request, what is write-only not in a response. */
export type View = 'request' | 'response' | 'document';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A pattern that no name matches. */
export const noName = '[^\\s\\S]';

/**
 * An OpenAPI document as one direction sees it: a member that is read-only is not sent in a request, one that is
 * write-only not in a response, and nobody demands it there. Equal parts stay the same objects.
 */
export const asTravelling = (document: unknown, view: View): unknown => {
  if (view === 'document') return document;
  const keyword = view === 'request' ? 'readOnly' : 'writeOnly';
  const left = isRecord(document) ? leftAloneBy(document, keyword) : undefined;
  if (!left) return document;

  /** What a schema consists of, beside its own keywords. */
  const partsOf = (schema: Readonly<Record<string, unknown>>): readonly unknown[] => {
    const { $ref, allOf } = schema;
    const pointer = typeof $ref === 'string' ? localPointer($ref) : undefined;
    return [...(pointer === undefined ? [] : [valueAt(document, pointer)]), ...(Array.isArray(allOf) ? (allOf as unknown[]) : [])];
  };

  /** The alternatives of a schema; null is none of those that say who sends it. */
  const alternativesOf = ({ anyOf, oneOf }: Readonly<Record<string, unknown>>): readonly (readonly unknown[])[] =>
    [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? [list.filter((one) => !isRecord(one) || one['type'] !== 'null')] : []));

  const known = new Map<object, boolean>();
  /** Does a member stay at home? Its schema says so, or one that it consists of, or all that it may be. */
  const stays = (schema: unknown): boolean => {
    if (!isRecord(schema)) return false;
    let found = known.get(schema);
    if (found === undefined) {
      known.set(schema, false); // a circle says nothing
      found =
        schema[keyword] === true ||
        partsOf(schema).some(stays) ||
        alternativesOf(schema).some((list) => list.length > 0 && list.every(stays));
      known.set(schema, found);
    }
    return found;
  };

  /** The members that a schema says to stay at home, or one that it consists of. */
  const homeOf = (schema: unknown, seen = new Set<unknown>()): readonly string[] => {
    if (!isRecord(schema) || seen.has(schema)) return [];
    seen.add(schema);
    const { properties } = schema;
    return [
      ...(isRecord(properties) ? Object.keys(properties).filter((name) => stays(properties[name])) : []),
      ...partsOf(schema).flatMap((part) => homeOf(part, seen)),
    ];
  };

  const none: readonly string[] = [];
  /** @param home members that stay at home by what stands beside this schema */
  const changed = (value: unknown, home = none): unknown => {
    if (typeof value !== 'object') return value;
    if (Array.isArray(value)) {
      const items = value.map((item) => changed(item, home));
      return items.some((item, i) => item !== value[i]) ? items : value;
    }
    if (!isRecord(value) || left.has(value) || 'toJSON' in value) return value;
    const { properties, required, allOf } = value;
    const mine = Array.isArray(allOf) || isRecord(properties) ? [...home, ...homeOf(value)] : home;
    let out: Record<string, unknown> | undefined;
    const set = (name: string, next: unknown): void =>
      void Object.defineProperty((out ??= { ...value }), name, { value: next, enumerable: true, writable: true, configurable: true });
    for (const name of Object.keys(value)) {
      const child = value[name];
      const next = changed(child, name === 'allOf' ? mine : none);
      if (next !== child) set(name, next);
    }
    if (mine.length === 0) return out ?? value;
    const kept = out?.['properties'] ?? properties;
    if (isRecord(kept) && mine.some((name) => Object.hasOwn(kept, name))) {
      const others = Object.entries(kept).filter(([name]) => !mine.includes(name));
      set('properties', Object.fromEntries(others));
      // A schema that names members goes on naming some: it is no free-form object because all of them stay at home.
      if (others.length === 0)
        set('patternProperties', { ...(isRecord(value['patternProperties']) ? value['patternProperties'] : {}), [noName]: {} });
    }
    if (Array.isArray(required) && required.some((name) => mine.includes(name as string)))
      set(
        'required',
        required.filter((name) => !mine.includes(name as string)),
      );
    return out ?? value;
  };
  return changed(document);
};
