import * as fc from 'fast-check';

// Schemas at random: all keywords, few levels, and so few names and values that the keywords meet.

export type Schema = Readonly<Record<string, unknown>> | boolean;

/** A schema that may refer to one definition, by `{ $ref: '#/$defs/r' }`, which may refer to itself. */
export interface Sample {
  readonly body: Schema;
  readonly definition: Schema;
}

const name = fc.constantFrom('a', 'b', 'ab');
const constant = fc.constantFrom<unknown>(
  null,
  true,
  false,
  0,
  1,
  2,
  -1,
  0.5,
  '',
  'a',
  'ab',
  'b',
  [],
  [1],
  ['a', 'a'],
  {},
  { a: 1 },
  { a: 'a', b: null },
);
const small = fc.integer({ min: 0, max: 3 });
const type = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');
const pattern = fc.constantFrom('^a', 'b$', 'a', '^[ab]{1,2}$', '^(a|bb)*$', '^$', '[^a]');
const self = { $ref: '#/$defs/r' };

const record = (keywords: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .array(fc.oneof(...Object.entries(keywords).map(([keyword, value]) => value.map((one) => [keyword, one] as const))), {
      minLength: 1,
      maxLength: 3,
    })
    .map((pairs) => Object.fromEntries(pairs));

/** Keywords that belong together, so that most schemas speak of one type and mean something. */
const families = (node: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, unknown>>[] => {
  const nodes = (max: number): fc.Arbitrary<unknown> => fc.array(node, { minLength: 1, maxLength: max });
  const members = (keys: fc.Arbitrary<string>): fc.Arbitrary<unknown> =>
    fc.dictionary(keys, node, { minKeys: 1, maxKeys: 2, noNullPrototype: true });
  const typed = (kind: unknown, family: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> =>
    fc.tuple(fc.boolean(), family).map(([alone, one]) => (alone ? { type: kind, ...one } : one));
  return [
    record({
      type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
      enum: fc.uniqueArray(constant, { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(one) }),
      const: constant,
    }),
    typed(
      'number',
      record({
        minimum: small,
        exclusiveMinimum: small,
        maximum: small,
        exclusiveMaximum: small,
        multipleOf: fc.constantFrom(1, 2, 3, 0.5),
        type: fc.constant('integer'),
      }),
    ),
    typed('string', record({ minLength: small, maxLength: small, pattern })),
    typed(
      'array',
      record({
        minItems: small,
        maxItems: small,
        uniqueItems: fc.boolean(),
        items: node,
        prefixItems: nodes(2),
        contains: node,
        minContains: small,
        maxContains: small,
      }),
    ),
    typed(
      'object',
      record({
        minProperties: small,
        maxProperties: small,
        required: fc.uniqueArray(name, { minLength: 1, maxLength: 2 }),
        properties: members(name),
        patternProperties: members(pattern),
        additionalProperties: node,
        propertyNames: fc.oneof(
          fc.constant({ enum: ['a', 'b'] }),
          fc.constant({ maxLength: 1 }),
          pattern.map((one) => ({ pattern: one })),
        ),
        dependentRequired: fc.dictionary(name, fc.uniqueArray(name, { maxLength: 2 }), { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
        dependentSchemas: members(name),
      }),
    ),
    record({ allOf: nodes(2), anyOf: nodes(3), oneOf: nodes(3), not: node }),
    // oxlint-disable-next-line unicorn/no-thenable -- the keyword is called so
    fc.record({ if: node, then: node, else: node }, { requiredKeys: ['if'] }),
    fc
      .tuple(record({ allOf: nodes(2), anyOf: nodes(2), oneOf: nodes(2), properties: members(name), $ref: fc.constant(self.$ref) }), node)
      .map(([one, rest]) => ({ ...one, unevaluatedProperties: rest })),
    fc
      .tuple(record({ allOf: nodes(2), anyOf: nodes(2), prefixItems: nodes(2) }), node)
      .map(([one, rest]) => ({ ...one, unevaluatedItems: rest })),
  ];
};

const node: fc.Arbitrary<Schema> = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'schema' },
    fc.constantFrom<unknown>(
      true,
      {},
      { type: 'string' },
      { type: 'integer' },
      { type: 'object' },
      { type: 'array' },
      { const: 1 },
      false,
      self,
    ),
    { weight: 3, arbitrary: fc.oneof({ depthIdentifier: 'schema' }, ...families(tie('node'))) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.oneof(...families(tie('node'))), fc.oneof(...families(tie('node')))).map(([one, two]) => ({ ...one, ...two })),
    },
  ),
})).node as fc.Arbitrary<Schema>;

const plain = fc.oneof(
  node,
  node.filter((one) => typeof one === 'object'),
);

export const sample: fc.Arbitrary<Sample> = fc.record({ body: plain, definition: plain });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same with another name for the definition. */
const renamed = (schema: unknown, to: string): unknown => {
  if (Array.isArray(schema)) return schema.map((one) => renamed(one, to));
  if (!isRecord(schema)) return schema;
  if (schema['$ref'] === self.$ref) return { ...(renamed({ ...schema, $ref: '' }, to) as object), $ref: `#/$defs/${to}` };
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, renamed(value, to)]));
};

/** Several samples in one document, by what `build` makes of their bodies. */
export const combined = (samples: readonly Sample[], build: (...bodies: Schema[]) => Record<string, unknown>): Record<string, unknown> => {
  const definitions = samples.map((one, i) => [`r${i}`, renamed(one.definition, `r${i}`)] as const);
  return { ...build(...samples.map((one, i) => renamed(one.body, `r${i}`) as Schema)), $defs: Object.fromEntries(definitions) };
};

/** A sample as one schema; the definition only where something refers to it. */
export const whole = ({ body, definition }: Sample): Schema => {
  if (!JSON.stringify(body).includes(self.$ref)) return body;
  return { ...(body as object), $defs: { r: definition } };
};

/** A pair that is likely to be near: the second is the first with a keyword changed, dropped or added, or a part of it. */
export const near: fc.Arbitrary<readonly [Sample, Sample]> = fc.tuple(sample, sample, fc.nat(59)).map(([one, other, dice]) => {
  const { body, definition } = one;
  if (!isRecord(body) || !isRecord(other.body)) return [one, other];
  const keywords = Object.keys(body);
  const dropped = keywords[dice % keywords.length];
  const rest = Object.fromEntries(Object.entries(body).filter(([keyword]) => keyword !== dropped));
  const made: Schema[] = [
    rest,
    { ...body, ...other.body },
    { anyOf: [body, other.body] },
    { allOf: [body, other.body] },
    { oneOf: [body, other.body] },
    { ...rest, ...other.body },
  ];
  return [one, { body: made[Math.floor(dice / 10)] ?? rest, definition: dice % 3 === 0 ? other.definition : definition }];
});
