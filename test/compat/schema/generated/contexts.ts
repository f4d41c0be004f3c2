/* oxlint-disable unicorn/no-thenable -- the keyword is called so */
import { types, type Value } from '../../../../src/compat/schema/value.ts';
import { mapped, negated, typesOf, type Case, type Write } from './case.ts';
import type { Random } from './random.ts';
import type { Feature, Schema, Syntax } from './syntax.ts';

// What a case may stand in. Each context is monotone (or, with `turns`, antitone) in the schema that it holds, and says
// of a document made from the inner one just what the inner schema says of that: so the truth outside is certain too.

export interface Context {
  readonly name: string;
  readonly needs?: readonly Feature[];
  /** It names the types of the documents, which OpenAPI 3.0 cannot where one is null. */
  readonly namesTypes?: boolean;
  /** Undefined where the case does not fit. */
  readonly put: (inner: Case, random: Random) => Omit<Case, 'made'> | undefined;
}

type Define = Parameters<Write>[1];

const inside = (
  inner: Case,
  schema: (hole: Schema, syntax: Syntax, define: Define) => Schema,
  document: (value: Value) => Value = (value) => value,
): Omit<Case, 'made'> => ({
  a: (syntax, define) => schema(inner.a(syntax, define), syntax, define),
  b: (syntax, define) => schema(inner.b(syntax, define), syntax, define),
  truth: inner.truth,
  documents: mapped(inner.documents, document),
});

const turning = (
  inner: Case,
  schema: (hole: Schema, syntax: Syntax, define: Define) => Schema,
  document?: (value: Value) => Value,
): Omit<Case, 'made'> => {
  const { a, b } = inside(inner, schema);
  const { truth, documents } = negated(inner);
  return { a, b, truth, documents: mapped(documents, document ?? ((value) => value)) };
};

/** Types in which all the known documents are, as a schema. */
const typed = (inner: Case, syntax: Syntax): Schema => syntax.typed(typesOf(inner.documents));
const object = { type: 'object' };
const array = { type: 'array' };

export const contexts: readonly Context[] = [
  {
    name: 'a required member',
    put: (inner, random) => {
      const name = random.one(['data', 'items', 'type', '$id', 'a/b~c', '__proto__']);
      return inside(
        inner,
        (hole) => ({
          ...object,
          properties: Object.fromEntries([
            [name, hole],
            ['other', { type: 'string' }],
          ]),
          required: [name],
        }),
        (value) => Object.fromEntries([[name, value]]),
      );
    },
  },
  {
    name: 'an optional member of a closed object',
    put: (inner) =>
      inside(
        inner,
        (hole) => ({ ...object, properties: { id: { type: 'integer' }, part: hole }, required: ['id'], additionalProperties: false }),
        (value) => ({ id: 7, part: value }),
      ),
  },
  {
    name: 'a map',
    put: (inner) =>
      inside(
        inner,
        (hole) => ({ ...object, additionalProperties: hole }),
        (value) => ({ any: value }),
      ),
  },
  {
    name: 'names of a pattern',
    needs: ['patterns of names'],
    put: (inner) =>
      inside(
        inner,
        (hole) => ({ ...object, patternProperties: { '^x-': hole }, additionalProperties: { type: 'integer' } }),
        (value) => ({ 'x-1': value, y: 1 }),
      ),
  },
  {
    name: 'what a member needs',
    needs: ['dependencies'],
    put: (inner) =>
      inside(
        inner,
        (hole, syntax) => ({ ...object, ...syntax.dependentSchema('k', { properties: { part: hole } }) }),
        (value) => ({ k: true, part: value }),
      ),
  },
  {
    name: 'the names of members',
    needs: ['property names'],
    put: (inner) =>
      Object.values(inner.documents).every((value) => typeof value === 'string')
        ? inside(
            inner,
            (hole) => ({ ...object, propertyNames: hole }),
            (value) => ({ [value as string]: 0 }),
          )
        : undefined,
  },
  {
    name: 'members that nothing else evaluates',
    needs: ['unevaluated'],
    put: (inner) =>
      inside(
        inner,
        (hole) => ({ ...object, allOf: [{ properties: { id: { type: 'string' } } }], unevaluatedProperties: hole }),
        (value) => ({ id: 'x', part: value }),
      ),
  },
  {
    name: 'a list',
    put: (inner, random) => {
      const count = 1 + random.below(2);
      return inside(
        inner,
        (hole) => ({ ...array, items: hole, ...(count === 1 ? {} : { minItems: 2 }) }),
        (value) => Array.from({ length: count }, () => value),
      );
    },
  },
  {
    name: 'a place of a tuple',
    needs: ['tuples'],
    put: (inner, random) => {
      const [closed, before] = [random.oneIn(2), random.oneIn(2)];
      return inside(
        inner,
        (hole, syntax) => ({
          ...array,
          ...syntax.tuple(before ? [{ type: 'integer' }, hole] : [hole, { type: 'integer' }], closed ? syntax.never : undefined),
          minItems: 2,
        }),
        (value) => (before ? [3, value] : [value, 3]),
      );
    },
  },
  {
    name: 'the rest of a tuple',
    needs: ['tuples'],
    put: (inner) =>
      inside(
        inner,
        (hole, syntax) => ({ ...array, ...syntax.tuple([{ type: 'boolean' }], hole) }),
        (value) => [true, value],
      ),
  },
  {
    name: 'items that nothing else evaluates',
    needs: ['unevaluated'],
    put: (inner) =>
      inside(
        inner,
        (hole, syntax) => ({ ...array, allOf: [syntax.tuple([{ type: 'boolean' }])], unevaluatedItems: hole }),
        (value) => [true, value],
      ),
  },
  {
    name: 'some item',
    needs: ['contains'],
    put: (inner) =>
      inside(
        inner,
        (hole) => ({ ...array, contains: hole }),
        (value) => [value],
      ),
  },
  {
    name: 'two items at least',
    needs: ['counted contains'],
    put: (inner) =>
      inside(
        inner,
        (hole) => ({ ...array, contains: hole, minContains: 2 }),
        (value) => [value, value],
      ),
  },
  {
    name: 'so many items at most',
    needs: ['counted contains'],
    put: (inner, random) => {
      const most = random.below(3);
      return turning(
        inner,
        (hole) => ({ ...array, contains: hole, minContains: 0, maxContains: most }),
        (value) => Array.from({ length: most + 1 }, () => value),
      );
    },
  },
  { name: 'not', put: (inner) => turning(inner, (hole) => ({ not: hole })) },
  {
    name: 'all of, with the types',
    namesTypes: true,
    put: (inner) => inside(inner, (hole, syntax) => ({ allOf: [typed(inner, syntax), hole] })),
  },
  {
    name: 'all of, with what is refused',
    put: (inner) => inside(inner, (hole) => ({ allOf: [hole, { not: { enum: ['refused', -12345] } }] })),
  },
  {
    name: 'any of, with a value',
    put: (inner) => inside(inner, (hole, syntax) => ({ anyOf: [syntax.one('an exception'), hole] })),
  },
  {
    name: 'one of, with other types',
    namesTypes: true,
    put: (inner) => {
      const mine = typesOf(inner.documents);
      const others = types.filter((type) => type !== 'null' && !mine.includes(type));
      if (others.length === 0) return undefined;
      return inside(inner, (hole, syntax) => ({ oneOf: [{ allOf: [typed(inner, syntax), hole] }, syntax.typed(others.slice(0, 2))] }));
    },
  },
  {
    name: 'then',
    namesTypes: true,
    needs: ['if'],
    put: (inner) => inside(inner, (hole, syntax) => ({ if: typed(inner, syntax), then: hole, else: { enum: ['other', 0, null] } })),
  },
  {
    name: 'else',
    needs: ['if'],
    put: (inner) => inside(inner, (hole) => ({ if: { enum: ['special', -9876] }, then: { type: 'string' }, else: hole })),
  },
  {
    name: 'if',
    needs: ['if'],
    put: (inner) => inside(inner, (hole) => ({ if: hole, then: true, else: { enum: ['never seen'] } })),
  },
  {
    name: 'if, turned round',
    needs: ['if'],
    put: (inner) => turning(inner, (hole) => ({ if: hole, then: false })),
  },
  {
    name: 'a reference',
    put: (inner, random) => {
      const name = random.name();
      return inside(inner, (hole, _, define) => define(name, hole));
    },
  },
  {
    name: 'an anchor',
    needs: ['anchors'],
    put: (inner, random) => {
      const name = random.name();
      return inside(inner, (hole, _, define) => {
        define(name, { $anchor: `at-${name}`, allOf: [hole] });
        return { $ref: `#at-${name}` };
      });
    },
  },
  {
    name: 'a dynamic anchor',
    needs: ['dynamic references'],
    put: (inner, random) => {
      const name = random.name();
      return inside(inner, (hole, _, define) => {
        define(name, { $dynamicAnchor: `at-${name}`, allOf: [hole] });
        return { $dynamicRef: `#at-${name}` };
      });
    },
  },
  {
    name: 'a linked list',
    put: (inner, random) => {
      const [name, deep] = [random.name(), random.oneIn(2)];
      const fine = inner.documents.both;
      return inside(
        inner,
        (hole, syntax, define) => define(name, { ...object, properties: { value: hole, next: syntax.ref(name) }, required: ['value'] }),
        (value) => (deep && fine !== undefined ? { value: fine, next: { value } } : { value }),
      );
    },
  },
  {
    name: 'a tree of lists',
    namesTypes: true,
    put: (inner, random) => {
      if (typesOf(inner.documents).includes('array')) return undefined;
      const name = random.name();
      return inside(
        inner,
        (hole, syntax, define) => define(name, { anyOf: [{ allOf: [typed(inner, syntax), hole] }, { ...array, items: syntax.ref(name) }] }),
        (value) => [[], [value]],
      );
    },
  },
  {
    name: 'a wide object',
    put: (inner, random) => {
      const width = 5 + random.below(20);
      const at = random.below(width);
      const kinds = [{ type: 'string', maxLength: 40 }, { type: 'integer', minimum: 0 }, { type: 'boolean' }, { enum: ['on', 'off'] }];
      const members = Array.from({ length: width }, (_, index): [string, Schema] => [`p${index}`, random.one(kinds)]);
      return inside(
        inner,
        (hole) => ({
          ...object,
          properties: Object.fromEntries(members.map(([name, schema], index) => [name, index === at ? hole : schema])),
        }),
        (value) => ({ [`p${at}`]: value }),
      );
    },
  },
  {
    name: 'a union by its kind',
    put: (inner) => {
      const branch = (kind: string, schema: Schema): Schema => ({
        ...object,
        properties: { kind: { enum: [kind] }, part: schema },
        required: ['kind', 'part'],
      });
      return inside(
        inner,
        (hole) => ({ oneOf: [branch('one', { type: 'string' }), branch('two', hole), branch('three', { type: 'boolean' })] }),
        (value) => ({ kind: 'two', part: value }),
      );
    },
  },
];
