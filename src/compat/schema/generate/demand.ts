import { below, fragmentOf, valueAt } from '../../pointer.ts';
import { isRecord } from '../read/shape.ts';
import type { Follow } from './follow.ts';
import type { Random } from './random.ts';

// What is asked of a document beyond its schema, so that one is not like the other. Written in keywords that every dialect
// has alike (those of draft-04); whatever cannot be met is asked for less boldly the next time.

type Schema = { readonly [keyword: string]: unknown };

/** Deeper parts of a document are left as small as they can be. */
const deepest = 5;
const nothing: Schema = { not: {} };

/** The schemas that demands are made for: a document, by its address, and where in it. */
export interface Subject {
  readonly root: unknown;
  readonly uri: string;
  readonly follow: Follow;
}

const all = (demands: readonly (Schema | undefined)[]): Schema | undefined => {
  const some = demands.filter((demand) => demand !== undefined);
  return some.length > 1 ? { allOf: some } : some[0];
};

const number = (value: unknown): number | undefined => (typeof value === 'number' && Number.isFinite(value) ? value : undefined);

const ofString = (schema: Schema, random: Random): Schema => {
  const min = number(schema['minLength']) ?? 0;
  const max = number(schema['maxLength']) ?? min + 12;
  const isFree = !('pattern' in schema) && !('format' in schema);
  const inside = (): number => min + random.below(Math.min(max - min, 12) + 1);
  const length = random.pick([min, Math.min(max, 60), inside(), inside(), inside()]) ?? min;
  const lengths = isFree ? { minLength: length, maxLength: length } : { minLength: Math.min(length, min + 6) };
  const letter = (): string => String.fromCharCode(97 + random.below(26));
  return isFree && length > 0 ? { ...lengths, pattern: `^${letter()}${length > 1 ? letter() : ''}` } : lengths;
};

const ofNumber = (schema: Schema, random: Random): Schema => {
  const low = number(schema['minimum']) ?? number(schema['exclusiveMinimum']);
  const high = number(schema['maximum']) ?? number(schema['exclusiveMaximum']);
  const from = low ?? (high === undefined ? -100 : high - 100);
  const to = high ?? from + 1000;
  const inside = Math.trunc(from + random.below(1000) * ((to - from) / 1000));
  return (
    random.pick<Schema>([
      { minimum: inside },
      { maximum: inside },
      ...(high === undefined ? [] : [{ minimum: high - 1 }]),
      ...(low === undefined ? [] : [{ maximum: low + 1 }]),
    ]) ?? {}
  );
};

const kinds = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/** One way of the many that a document may go. `boldness` from 1 (all that comes to mind) down to 0 (nothing). */
export const demandOf = (subject: Subject, pointer: string, random: Random, boldness: number): Schema | undefined => {
  const dares = (): boolean => random.below(100) < boldness * 100;
  const refer = (to: string): Schema => ({ $ref: `${subject.uri}#${fragmentOf(to)}` });

  const ofObject = (schema: Schema, at: string, depth: number): Schema => {
    const names = isRecord(schema['properties']) ? Object.keys(schema['properties']) : [];
    const always = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
    const required: string[] = [];
    const properties: Record<string, Schema> = {};
    for (const name of names) {
      const isPresent = always.has(name) || (dares() && !random.oneIn(3));
      if (isPresent) {
        if (!always.has(name)) required.push(name);
        const inner = visit(below(at, 'properties', name), depth + 1);
        if (inner) properties[name] = inner;
      } else if (dares()) properties[name] = nothing;
    }
    const map = names.length === 0 && dares() ? ofMap(schema, at, depth) : {};
    return {
      ...(required.length > 0 ? { required } : {}),
      ...(Object.keys(properties).length > 0 ? { properties } : {}),
      ...map,
    };
  };

  /** Members whose names the schema leaves open: how many, and one demand of all of a kind. */
  const ofMap = (schema: Schema, at: string, depth: number): Schema => {
    const patterns = isRecord(schema['patternProperties']) ? Object.keys(schema['patternProperties']) : [];
    if (patterns.length === 0 && schema['additionalProperties'] === false) return {};
    const each = (keyword: string, ...more: readonly string[]): Schema | undefined => visit(below(at, keyword, ...more), depth + 1);
    const extra = each('additionalProperties');
    const named = patterns
      .map((pattern) => [pattern, each('patternProperties', pattern)] as const)
      .filter(([, demand]) => demand !== undefined);
    return {
      minProperties: (number(schema['minProperties']) ?? 0) + random.below(3),
      ...(extra ? { additionalProperties: extra } : {}),
      ...(named.length > 0 ? { patternProperties: Object.fromEntries(named) } : {}),
    };
  };

  const ofArray = (schema: Schema, at: string, depth: number): Schema => {
    const min = number(schema['minItems']) ?? 0;
    const max = Math.min(number(schema['maxItems']) ?? min + 3, min + 3);
    const length = min + random.below(max - min + 1);
    // One demand of all items: where they must be unlike, only of a single one.
    const isOne = length <= 1 || (schema['uniqueItems'] !== true && dares());
    const inner = isRecord(schema['items']) && isOne ? visit(below(at, 'items'), depth + 1) : undefined;
    return { minItems: length, ...(random.oneIn(2) ? { maxItems: length } : {}), ...(inner ? { items: inner } : {}) };
  };

  const ofType = (type: string, schema: Schema, at: string, depth: number): Schema | undefined => {
    if (type === 'string') return ofString(schema, random);
    if (type === 'integer' || type === 'number') return ofNumber(schema, random);
    if (type === 'array') return ofArray(schema, at, depth);
    if (type === 'object') return ofObject(schema, at, depth);
    if (type === 'boolean') return { enum: [random.oneIn(2)] };
    return undefined;
  };

  const typed = (schema: Schema, at: string, depth: number): Schema | undefined => {
    const { type, properties, items } = schema;
    const open = isRecord(properties) ? ['object'] : isRecord(items) ? ['array'] : depth === 0 ? kinds : [];
    const types = typeof type === 'string' ? [type] : Array.isArray(type) ? (type as string[]) : open;
    const chosen = random.pick(types);
    if (chosen === undefined || !dares()) return undefined;
    return all([types.length > 1 || type === undefined ? { type: chosen } : undefined, ofType(chosen, schema, at, depth)]);
  };

  const branch = (schema: Schema, at: string, depth: number): (Schema | undefined)[] =>
    ['anyOf', 'oneOf'].flatMap((keyword) => {
      const branches = schema[keyword];
      if (!Array.isArray(branches) || branches.length === 0 || !dares()) return [];
      const chosen = below(at, keyword, random.below(branches.length));
      return [refer(chosen), visit(chosen, depth + 1)];
    });

  const visit = (at: string, depth: number): Schema | undefined => {
    const schema = valueAt(subject.root, at);
    if (depth > deepest || !isRecord(schema)) return undefined;
    const { $ref, enum: values, allOf } = schema;
    if (typeof $ref === 'string') {
      const target = subject.follow(at, $ref);
      return target === undefined ? undefined : visit(target, depth + 1);
    }
    if (Array.isArray(values)) return values.length > 0 && dares() ? { enum: [random.pick(values)] } : undefined;
    return all([
      ...(Array.isArray(allOf) ? allOf.map((_, i) => visit(below(at, 'allOf', i), depth + 1)) : []),
      ...branch(schema, at, depth),
      'if' in schema && dares() ? (random.oneIn(2) ? refer(below(at, 'if')) : { not: refer(below(at, 'if')) }) : undefined,
      typed(schema, at, depth),
    ]);
  };

  return visit(pointer, 0);
};
