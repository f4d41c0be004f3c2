import type { Value } from '../../../src/compat/schema/value.ts';

// Documents at random, biased to what the schemas speak of. Nothing of ours is in it: it knows the keywords by their
// names, follows them where that is easy, and errs often; ajv says which documents are valid.

type Schema = Readonly<Record<string, unknown>>;
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null && !Array.isArray(value);

/** mulberry32: small, and the same everywhere. */
const randomOf = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

interface Pool {
  readonly values: Value[];
  readonly names: string[];
  readonly letters: string;
}

/** The constants of the schemas, and their neighbours. */
const poolOf = (schemas: readonly unknown[]): Pool => {
  const values = new Map<string, Value>();
  const names = new Set(['a', 'zz']);
  const letters = new Set(['a', ' ', '\n']);
  const put = (value: Value): unknown => values.set(JSON.stringify(value), value);
  for (const value of [null, true, false, 0, 1, 0.5, -1, '', 'a', 'é😀', [], {}]) put(value);
  const look = (value: unknown, keyword: string, depth: number): void => {
    if (depth > 12) return;
    if (typeof value === 'number') {
      if (keyword.endsWith('Length')) {
        for (const length of [value - 1, value, value + 1]) if (length >= 0 && length < 60) put('a'.repeat(length));
      } else for (const near of [value, value + 1, value - 1, value / 2, value * 2, value + 0.5]) put(near);
    } else if (typeof value === 'string') {
      if (keyword === 'pattern' || keyword === '^') {
        for (const letter of value.replaceAll(/\\d/g, '07').replaceAll(/\\./g, ''))
          if (!/[\^$()[\]{}*+?|]/.test(letter)) letters.add(letter);
      } else if (!/^(type|\$ref|format|\$schema)$/.test(keyword)) put(value);
    } else if (Array.isArray(value)) {
      if (keyword === 'required') for (const name of value) names.add(String(name));
      for (const item of value) look(item, keyword, depth + 1);
      if (keyword === 'enum' || keyword === 'const') put(value);
      if (keyword === 'enum') for (const item of value) put(item as Value);
    } else if (isSchema(value)) {
      if (keyword === 'const') put(value as Value);
      for (const [name, child] of Object.entries(value)) {
        if (/^(properties|dependent|dependencies|const)/.test(keyword)) names.add(name);
        if (keyword === 'patternProperties') look(name, '^', depth);
        look(child, /^(properties|patternProperties|\$defs|definitions)$/.test(keyword) ? 'schema' : name, depth + 1);
      }
    }
  };
  for (const schema of schemas) look(schema, 'schema', 0);
  return { values: [...values.values()], names: [...names], letters: [...letters].join('') };
};

/** `count` documents, the same for the same seed: some at random, most along the lines of one of the schemas. */
export const documentsFor = (schemas: readonly unknown[], count: number, seed = 1): Value[] => {
  const random = randomOf(seed);
  const pool = poolOf(schemas);
  const below = (n: number): number => Math.floor(random() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;
  const word = (): string => Array.from({ length: below(5) }, () => pick(Array.from(pool.letters))).join('');
  const name = (): string => (random() < 0.8 ? pick(pool.names) : word());
  const anything = (depth: number): Value => {
    const dice = random();
    if (depth > 3 || dice < 0.5) return pick(pool.values);
    if (dice < 0.6) return word();
    if (dice < 0.8) return Array.from({ length: below(4) }, () => anything(depth + 1));
    return Object.fromEntries(Array.from({ length: below(4) }, () => [name(), anything(depth + 1)]));
  };
  const follow = (schema: unknown, root: unknown, depth: number): Value => {
    if (!isSchema(schema) || depth > 14 || random() < 0.08) return anything(depth);
    if ('const' in schema) return schema['const'] as Value;
    if (Array.isArray(schema['enum'])) return pick(schema['enum']) as Value;
    if (typeof schema['$ref'] === 'string') {
      const target = schema['$ref']
        .slice(2)
        .split('/')
        .filter(Boolean)
        .reduce<unknown>((at, key) => (at as Schema | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], root);
      return follow(target, root, depth + 1);
    }
    const branches = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) =>
      Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : [],
    );
    branches.push(...['if', 'then', 'else'].flatMap((keyword) => (keyword in schema ? [schema[keyword]] : [])));
    if (branches.length > 0 && random() < 0.85) {
      const { allOf: _1, anyOf: _2, oneOf: _3, if: _4, then: _5, else: _6, ...rest } = schema;
      const branch = pick(branches);
      const both = Array.isArray(schema['allOf']) && random() < 0.5 ? [...schema['allOf'], branch] : [branch];
      return follow(merged([rest, ...both.filter(isSchema)]), root, depth + 1);
    }
    const types = [schema['type'] ?? likely(schema)].flat() as string[];
    switch (types.length > 0 ? pick(types) : '') {
      case 'array':
        return array(schema, root, depth);
      case 'object':
        return object(schema, root, depth);
      case 'string':
        return random() < 0.6 ? word() : pickOf('string', depth);
      case 'integer':
      case 'number':
        return pickOf('number', depth);
      case 'boolean':
        return random() < 0.5;
      case 'null':
        return null;
      default:
        return anything(depth);
    }
  };
  const pickOf = (type: string, depth: number): Value => {
    const fitting = pool.values.filter((value) => typeof value === type);
    return fitting.length > 0 ? pick(fitting) : anything(depth);
  };
  const array = (schema: Schema, root: unknown, depth: number): Value => {
    const least = Math.min(Number(schema['minItems'] ?? 0), 8);
    const prefix = [schema['prefixItems'] ?? (Array.isArray(schema['items']) ? schema['items'] : [])].flat() as unknown[];
    const rest = Array.isArray(schema['items']) ? schema['additionalItems'] : schema['items'];
    const length = Math.min(least + below(3) + (random() < 0.3 ? prefix.length : 0), Number(schema['maxItems'] ?? 99));
    return Array.from({ length }, (_, i) => {
      if ('contains' in schema && random() < 0.4) return follow(schema['contains'], root, depth + 1);
      return follow(prefix[i] ?? rest ?? true, root, depth + 1);
    });
  };
  const object = (schema: Schema, root: unknown, depth: number): Value => {
    const properties = (schema['properties'] ?? {}) as Schema;
    const required = Array.isArray(schema['required']) ? (schema['required'] as string[]) : [];
    const out: Record<string, Value> = {};
    for (const key of new Set([...Object.keys(properties), ...required])) {
      if (random() < (required.includes(key) ? 0.97 : 0.5)) out[key] = follow(properties[key] ?? true, root, depth + 1);
    }
    const more = random() < 0.4 ? 1 + below(2) : 0;
    const others = schema['additionalProperties'] ?? Object.values((schema['patternProperties'] ?? {}) as Schema)[0] ?? true;
    for (let i = 0; i < more; i++) {
      const key = name();
      out[key] ??= follow(others, root, depth + 1);
    }
    return out;
  };
  return Array.from({ length: count }, (_, i) => {
    if (i % 4 === 0) return i < pool.values.length * 4 ? (pool.values[i / 4] as Value) : anything(0);
    const root = schemas[i % schemas.length];
    return follow(root, root, 0);
  });
};

const likely = (schema: Schema): string[] => {
  const words = Object.keys(schema).join(' ');
  if (/roperties|required|dependen/.test(words)) return ['object'];
  if (/tems|ontains/.test(words)) return ['array'];
  if (/Length|pattern/.test(words)) return ['string'];
  return /imum|multipleOf/.test(words) ? ['number'] : [];
};

/** Roughly all of the schemas at once. */
const merged = (schemas: readonly Schema[]): Schema => {
  const out: Record<string, unknown> = {};
  for (const schema of schemas) {
    for (const [keyword, value] of Object.entries(schema)) {
      if (keyword === 'properties') out[keyword] = { ...(out[keyword] as object | undefined), ...(value as object) };
      else if (keyword === 'required' || keyword === 'allOf')
        out[keyword] = [...((out[keyword] as unknown[] | undefined) ?? []), ...(value as unknown[])];
      else out[keyword] = value;
    }
  }
  return out;
};
