import * as fc from 'fast-check';
import type { Operation, Parameter, Paths } from './checker.ts';

// Small random APIs, in pairs that have much in common.

const scalar = fc.oneof(
  fc.record({ minimum: fc.integer({ min: 0, max: 9 }) }, { requiredKeys: [] }).map((more) => ({ type: 'integer', ...more })),
  fc.integer({ min: 0, max: 3 }).map((minLength) => ({ type: 'string', minLength })),
  fc.subarray(['a', 'b', 'open', 'a b/ü?&'], { minLength: 1 }).map((values) => ({ type: 'string', enum: values })),
  fc.constant({ type: 'boolean' }),
);
const flat: fc.Arbitrary<object> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  {
    weight: 1,
    arbitrary: fc.tuple(scalar, fc.integer({ min: 1, max: 2 })).map(([items, minItems]) => ({ type: 'array', items, minItems })),
  },
);
const nested: fc.Arbitrary<object> = fc.letrec<{ value: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.tuple(tie('value'), fc.integer({ min: 0, max: 1 })).map(([items, minItems]) => ({ type: 'array', items, minItems })),
    fc
      .tuple(
        fc.dictionary(fc.constantFrom('id', 'total', 'note'), tie('value'), { minKeys: 1 }),
        fc.subarray(['id', 'total']),
        fc.boolean(),
      )
      .map(([properties, wanted, closed]) => ({
        type: 'object',
        properties,
        required: wanted.filter((name) => Object.hasOwn(properties, name)),
        ...(closed ? { additionalProperties: false } : {}),
      })),
  ),
})).value;

const parameter: fc.Arbitrary<Parameter> = fc.record({
  name: fc.constantFrom('limit', 'q', 'x-tag'),
  in: fc.constantFrom('query' as const, 'header' as const, 'cookie' as const),
  required: fc.boolean(),
  schema: flat,
});
const content = fc.dictionary(fc.constantFrom('application/json', 'application/vnd.a+json'), fc.record({ schema: nested }), { minKeys: 1 });
const answer = fc.record(
  {
    description: fc.constant(''),
    headers: fc.dictionary(fc.constantFrom('X-Total', 'X-Next'), fc.record({ required: fc.boolean(), schema: flat })),
    content,
  },
  { requiredKeys: ['description'] },
);
const operation = (names: readonly string[]): fc.Arbitrary<Operation> =>
  fc
    .record(
      {
        parameters: fc.uniqueArray(parameter, { maxLength: 3, selector: (one) => `${one.in} ${one.name}` }),
        ids: fc.array(scalar, { minLength: names.length, maxLength: names.length }),
        requestBody: fc.record({ required: fc.boolean(), content }, { requiredKeys: ['content'] }),
        responses: fc.dictionary(fc.constantFrom('200', '201', '404', '4XX', 'default'), answer, { minKeys: 1 }),
      },
      { requiredKeys: ['parameters', 'ids', 'responses'] },
    )
    .map(({ ids, parameters, ...rest }) => ({
      ...rest,
      parameters: [...names.map((name, i) => ({ name, in: 'path' as const, required: true, schema: ids[i] ?? {} })), ...parameters],
    }));

const paths = (name: string): fc.Arbitrary<Paths> =>
  fc.record({ get: operation([]), put: operation([name]), post: operation([]) }, { requiredKeys: [] }).map(({ get, put, post }) => ({
    ...(get || post ? { '/orders': { ...(get ? { get } : {}), ...(post ? { post } : {}) } } : {}),
    ...(put ? { [`/orders/{${name}}/lines`]: { put } } : {}),
  }));

/** A part of one in the place of the part of another: pairs that differ in one thing. */
const grafted = (one: unknown, two: unknown, at: number): unknown => {
  if (typeof one !== 'object' || one === null || typeof two !== 'object' || two === null || Array.isArray(one)) return two;
  const names = Object.keys(one).filter((name) => Object.hasOwn(two, name));
  const name = names[at % Math.max(names.length, 1)];
  if (name === undefined || at < 2) return two;
  return { ...one, [name]: grafted((one as Record<string, unknown>)[name], (two as Record<string, unknown>)[name], Math.floor(at / 2)) };
};

/** Two versions of an API: unlike each other, or alike but for one part. */
export const pairs: fc.Arbitrary<readonly [Paths, Paths]> = fc.oneof(
  fc.tuple(paths('id'), paths('order')),
  fc.tuple(paths('id'), paths('id'), fc.integer({ min: 0, max: 5000 })).map(([a, b, at]) => [a, grafted(a, b, at) as Paths] as const),
);
