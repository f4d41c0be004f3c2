import type { Value } from '../../../../src/compat/schema/value.ts';
import type { Case, Documents, Truth } from './case.ts';

// Two cases side by side, so that a question has more than one difference.

/** What two independent differences are together: each side may be contained where it is so in both. */
const together = (one: Truth, two: Truth): Truth => {
  const isIn = one !== 'wider' && one !== 'apart' && two !== 'wider' && two !== 'apart';
  const isAround = one !== 'narrower' && one !== 'apart' && two !== 'narrower' && two !== 'apart';
  if (isIn && isAround) return 'equivalent';
  return isIn ? 'narrower' : isAround ? 'wider' : 'apart';
};

const either = (one: Documents, two: Documents, first: (value: Value) => Value, second: (value: Value) => Value): Documents =>
  Object.fromEntries(
    (['both', 'onlyA', 'onlyB', 'neither'] as const).flatMap((kind): [string, Value][] => {
      const [left, right] = [one[kind], two[kind]];
      if (left !== undefined) return [[kind, first(left)]];
      return right === undefined ? [] : [[kind, second(right)]];
    }),
  );

const object = { type: 'object' };

type Joint = (first: unknown, second: unknown) => Record<string, unknown>;

const joined = (how: string, one: Case, two: Case, schema: Joint, documents: Case['documents']): Case => ({
  made: `${how} (${one.made}) (${two.made})`,
  a: (syntax, define) => schema(one.a(syntax, define), two.a(syntax, define)),
  b: (syntax, define) => schema(one.b(syntax, define), two.b(syntax, define)),
  truth: together(one.truth, two.truth),
  documents,
});

/** An object with both as optional members: a document shows a difference with one of them alone. */
export const sideBySide = (one: Case, two: Case): Case => {
  const schema: Joint = (first, second) => ({ ...object, properties: { one: first, two: second } });
  const apart = either(
    one.documents,
    two.documents,
    (value) => ({ one: value }),
    (value) => ({ two: value }),
  );
  return joined('side by side', one, two, schema, { ...apart, both: {} });
};

/** A union of both, told apart by a member. */
export const inTurn = (one: Case, two: Case, word: 'anyOf' | 'oneOf'): Case => {
  const branch = (kind: string, value: unknown): Record<string, unknown> => ({
    ...object,
    properties: { kind: { enum: [kind] }, value },
    required: ['kind', 'value'],
  });
  const schema: Joint = (first, second) => ({ [word]: [branch('one', first), branch('two', second)] });
  const apart = either(
    one.documents,
    two.documents,
    (value) => ({ kind: 'one', value }),
    (value) => ({ kind: 'two', value }),
  );
  return joined(word, one, two, schema, { ...apart, neither: { kind: 'three' } });
};
