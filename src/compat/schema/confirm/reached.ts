import { keywordsOf, refStandsAlone, type Shape } from '../read/keywords.ts';
import type { Place } from '../read/place.ts';
import { isRecord } from '../read/shape.ts';
import type { Value } from '../value.ts';

// A validator asks the schema of a member only where the member is there. A witness is small and schemas are large: what no part
// of the witness meets need not be compiled.

/** Pairs of a schema and a part of the document beyond which nobody counts. */
const most = 20_000;

/** Keywords whose schemas are asked about members, items, or names; all others about the part itself. */
const ofMembers: ReadonlySet<string> = new Set(['patternProperties', 'additionalProperties', 'unevaluatedProperties']);
const ofItems: ReadonlySet<string> = new Set(['items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'contains']);
const dynamic: ReadonlySet<string> = new Set(['$dynamicRef', '$recursiveRef']);
/** Nobody is asked about what stands below these, but where a reference leads there. */
const idle: ReadonlySet<string> = new Set(['$defs', 'definitions', 'contentSchema']);

/** The parts of a value that the schemas below a keyword may be asked about. */
const partsFor = (keyword: string, value: Value): readonly Value[] => {
  if (ofItems.has(keyword)) return Array.isArray(value) ? value : [];
  if (ofMembers.has(keyword)) return isRecord(value) ? Object.values(value) : [];
  if (keyword === 'propertyNames') return isRecord(value) ? Object.keys(value) : [];
  return [value];
};

/** The schemas directly below a keyword. */
const schemasAt = (place: Place, keyword: string, given: unknown, shape: Shape): readonly Place[] => {
  if (shape === 'schema' || (shape === 'schema-or-list' && !Array.isArray(given))) return [place.below(keyword)];
  // `false` is a schema; a list or a map it is not.
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given)
    .filter(([, child]) => shape !== 'map-or-names' || !Array.isArray(child))
    .map(([name]) => place.below(keyword, name));
};

/**
 * Every schema that a validator may ask about some part of a document: rather too many than one too few. Undefined where nobody
 * can say, because references are dynamic or too much is reached.
 *
 * @throws SchemaError, Undecided for a reference that leads nowhere.
 */
export const reachedBy = (root: Place, document: Value): ReadonlySet<Place> | undefined => {
  const seen = new Map<Place, Set<Value>>();
  const work: (readonly [Place, Value])[] = [];
  let count = 0;
  const visit = (place: Place, value: Value): void => {
    const values = seen.get(place);
    if (values?.has(value)) return;
    if (values) values.add(value);
    else seen.set(place, new Set([value]));
    count++;
    work.push([place, value]);
  };
  visit(root, document);
  for (let next = work.pop(); next; next = work.pop()) {
    if (count > most) return undefined;
    const [place, value] = next;
    const { value: schema, resource } = place;
    if (!isRecord(schema)) continue;
    const isAlone = refStandsAlone(resource.dialect) && Object.hasOwn(schema, '$ref');
    for (const [keyword, given] of Object.entries(schema)) {
      const shape = keywordsOf[resource.dialect].get(keyword);
      if (!shape || idle.has(keyword) || resource.silent.has(keyword) || (isAlone && keyword !== '$ref')) continue;
      if (dynamic.has(keyword)) return undefined;
      if (keyword === '$ref') visit(place.resolve(String(given)), value);
      else if (shape === 'value') continue;
      else if (keyword === 'properties') {
        if (isRecord(value) && isRecord(given))
          for (const name of Object.keys(value)) if (Object.hasOwn(given, name)) visit(place.below(keyword, name), value[name] as Value);
      } else {
        const parts = partsFor(keyword, value);
        if (parts.length > 0) for (const child of schemasAt(place, keyword, given, shape)) for (const part of parts) visit(child, part);
      }
    }
  }
  return new Set(seen.keys());
};
