// JSON Schema 2020-12 by the letter of its specification, as slow and plain as it gets: the judge where ajv departs
// from it, which is what has been evaluated by `if`, `contains` and references. Numbers are small here, patterns tame.

type Record_ = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Record_ => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a schema has seen of an object or an array that it accepts: names of members, places of items. */
type Seen = ReadonlySet<string>;
const nothing: Seen = new Set();

const equal = (one: unknown, two: unknown): boolean => {
  if (Array.isArray(one) && Array.isArray(two)) return one.length === two.length && one.every((item, i) => equal(item, two[i]));
  if (isRecord(one) && isRecord(two)) {
    const names = Object.keys(one);
    return names.length === Object.keys(two).length && names.every((name) => Object.hasOwn(two, name) && equal(one[name], two[name]));
  }
  return one === two;
};

const isType = (type: unknown, value: unknown): boolean => {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
};

/** Judges documents by a schema whose references all begin with `#/`. */
export const byTheBook = (root: unknown): ((document: unknown) => boolean) => {
  const find = (reference: string): unknown =>
    reference
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (at as Record_)[key], root);

  /** What the schema has seen, or undefined where it refuses. */
  const judge = (schema: unknown, value: unknown): Seen | undefined => {
    if (schema === true) return nothing;
    if (schema === false || !isRecord(schema)) return undefined;
    const s = schema;
    const list = (keyword: string): readonly unknown[] => (s[keyword] ?? []) as readonly unknown[];
    const map = (keyword: string): Record_ => (s[keyword] ?? {}) as Record_;
    const limit = (keyword: string): number | undefined => s[keyword] as number | undefined;
    const within = (size: number, least: string, most: string): boolean => size >= (limit(least) ?? 0) && size <= (limit(most) ?? Infinity);

    if ('type' in s && ![s['type']].flat().some((type) => isType(type, value))) return undefined;
    if ('enum' in s && !list('enum').some((one) => equal(one, value))) return undefined;
    if ('const' in s && !equal(s['const'], value)) return undefined;
    if (typeof value === 'number') {
      if (value < (limit('minimum') ?? -Infinity) || value > (limit('maximum') ?? Infinity)) return undefined;
      if (value <= (limit('exclusiveMinimum') ?? -Infinity) || value >= (limit('exclusiveMaximum') ?? Infinity)) return undefined;
      if ('multipleOf' in s && !Number.isInteger(value / (limit('multipleOf') as number))) return undefined;
    }
    if (typeof value === 'string') {
      if (!within(Array.from(value).length, 'minLength', 'maxLength')) return undefined;
      if ('pattern' in s && !new RegExp(s['pattern'] as string, 'u').test(value)) return undefined;
    }

    const seen = new Set<string>();
    const see = (names: Iterable<string>): void => [...names].forEach((name) => seen.add(name));
    /** All that the schemas have seen, where each accepts the value as a whole. */
    const demand = (one: unknown): boolean => {
      const found = judge(one, value);
      if (found) see(found);
      return found !== undefined;
    };
    if ('$ref' in s && !demand(find(s['$ref'] as string))) return undefined;
    if (!list('allOf').every(demand)) return undefined;
    if ('anyOf' in s && list('anyOf').filter(demand).length === 0) return undefined;
    if ('oneOf' in s) {
      const found = list('oneOf')
        .map((one) => judge(one, value))
        .filter((one) => one !== undefined);
      if (found.length !== 1) return undefined;
      see(found[0] ?? []);
    }
    if ('not' in s && judge(s['not'], value)) return undefined;
    if ('if' in s && !demand((demand(s['if']) ? s['then'] : s['else']) ?? true)) return undefined;

    if (isRecord(value)) {
      const names = Object.keys(value);
      const has = (name: unknown): boolean => names.includes(String(name));
      if (!within(names.length, 'minProperties', 'maxProperties') || !list('required').every(has)) return undefined;
      if ('propertyNames' in s && !names.every((name) => judge(s['propertyNames'], name))) return undefined;
      if (!Object.entries(map('dependentRequired')).every(([name, others]) => !has(name) || (others as unknown[]).every(has)))
        return undefined;
      if (!Object.entries(map('dependentSchemas')).every(([name, one]) => !has(name) || demand(one))) return undefined;
      const own = new Set<string>();
      for (const name of names) {
        const schemas = Object.entries(map('patternProperties'))
          .filter(([pattern]) => new RegExp(pattern, 'u').test(name))
          .map(([, one]) => one);
        if (Object.hasOwn(map('properties'), name)) schemas.push(map('properties')[name]);
        if (schemas.length === 0 && 'additionalProperties' in s) schemas.push(s['additionalProperties']);
        if (schemas.length > 0) own.add(name);
        if (!schemas.every((one) => judge(one, value[name]))) return undefined;
      }
      see(own);
      if ('unevaluatedProperties' in s) {
        if (!names.every((name) => seen.has(name) || judge(s['unevaluatedProperties'], value[name]))) return undefined;
        see(names);
      }
    }
    if (Array.isArray(value)) {
      if (!within(value.length, 'minItems', 'maxItems')) return undefined;
      if (s['uniqueItems'] === true && value.some((one, i) => value.slice(i + 1).some((two) => equal(one, two)))) return undefined;
      const prefix = list('prefixItems');
      const own = new Set<string>();
      for (const [i, item] of value.entries()) {
        const one = i < prefix.length ? prefix[i] : s['items'];
        if (one === undefined) continue;
        own.add(String(i));
        if (!judge(one, item)) return undefined;
      }
      if ('contains' in s) {
        const places = value.flatMap((item, i) => (judge(s['contains'], item) ? [String(i)] : []));
        if (places.length < (limit('minContains') ?? 1) || places.length > (limit('maxContains') ?? Infinity)) return undefined;
        see(places);
      }
      see(own);
      if ('unevaluatedItems' in s) {
        if (!value.every((item, i) => seen.has(String(i)) || judge(s['unevaluatedItems'], item))) return undefined;
        see(value.keys().map(String));
      }
    }
    return seen;
  };
  return (document) => judge(root, document) !== undefined;
};
