import type { Random } from '../../../src/compat/schema/generate/random.ts';

const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/** A schema made by chance of the keywords that json-schema-diff covers. */
export const schemaOf = (random: Random, depth: number): unknown => {
  const schema: Record<string, unknown> = {};
  const put = (odds: number, keyword: string, value: () => unknown): void => {
    if (random.oneIn(odds)) schema[keyword] = value();
  };
  if (random.oneIn(12)) return random.oneIn(2);
  if (!random.oneIn(4)) schema['type'] = random.oneIn(3) ? random.shuffled(types).slice(0, 1 + random.below(3)) : random.pick(types);
  put(5, 'minimum', () => random.below(5));
  put(5, 'maximum', () => 2 + random.below(5));
  put(8, 'exclusiveMinimum', () => random.below(4));
  put(8, 'exclusiveMaximum', () => random.below(6));
  put(5, 'minLength', () => random.below(3));
  put(5, 'maxLength', () => random.below(4));
  put(6, 'minItems', () => random.below(3));
  put(6, 'maxItems', () => random.below(3));
  put(6, 'minProperties', () => random.below(3));
  put(6, 'maxProperties', () => random.below(3));
  put(4, 'required', () => random.shuffled(['a', 'b']).slice(0, 1 + random.below(2)));
  if (depth === 0) return schema;
  const inner = (): unknown => schemaOf(random, depth - 1);
  put(3, 'properties', () => Object.fromEntries(['a', 'b'].filter(() => random.oneIn(2)).map((name) => [name, inner()])));
  put(6, 'additionalProperties', () => (random.oneIn(2) ? false : inner()));
  put(6, 'items', inner);
  put(10, 'not', inner);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) put(9, keyword, () => [inner(), inner()]);
  return schema;
};
