import { dialects, type Dialect } from '../../../../src/compat/schema/read/place.ts';
import { arrays } from './bases/arrays.ts';
import { conditions } from './bases/conditions.ts';
import { numbers } from './bases/numbers.ts';
import { objects } from './bases/objects.ts';
import { strings } from './bases/strings.ts';
import { values } from './bases/values.ts';
import { turned, typesOf, type Base, type Case, type Documents, type Truth, type Write } from './case.ts';
import { contexts } from './contexts.ts';
import { inTurn, sideBySide } from './joins.ts';
import { type Random, randomOf } from './random.ts';
import { rewritten } from './rewrites.ts';
import { syntaxOf, type Feature, type Schema, type Syntax } from './syntax.ts';

/** A question whose answer is known by construction. */
export interface Generated {
  readonly seed: number;
  /** How it was made, from the outside in. */
  readonly made: string;
  readonly dialect: { readonly a: Dialect; readonly b: Dialect };
  readonly a: Schema;
  readonly b: Schema;
  /** What A is to B. */
  readonly truth: Truth;
  readonly documents: Documents;
}

export const bases: readonly Base[] = [...numbers, ...strings, ...values, ...arrays, ...objects, ...conditions];

/** Deeper than most schemas that people write. */
const deepest = 6;

const written = (write: Write, syntax: Syntax): Schema => {
  const defined: Record<string, Schema> = {};
  const schema = write(syntax, (name, definition) => {
    defined[name] = definition;
    return syntax.ref(name);
  });
  return syntax.root(schema, defined);
};

const putInto = (inner: Case, random: Random, has: (feature: Feature) => boolean): Case => {
  const context = random.one(contexts);
  if (!(context.needs ?? []).every(has)) return inner;
  if (context.namesTypes && typesOf(inner.documents).includes('null')) return inner;
  const outer = context.put(inner, random);
  return outer ? { made: `${context.name} > ${inner.made}`, ...outer } : inner;
};

/** One side of a case said otherwise, here and there. */
const said = (one: Case, side: 'a' | 'b', random: Random, has: (feature: Feature) => boolean, mayDouble: boolean): [Case, boolean] => {
  const other = rewritten(one[side], random, has, mayDouble);
  if (!other) return [one, mayDouble];
  return [{ ...one, [side]: other.write, made: `${other.name} (${side}) > ${one.made}` }, mayDouble && !other.doubles];
};

/** The same seed gives the same question. */
export const generated = (seed: number): Generated => {
  const random = randomOf(seed);
  const first = random.one(dialects);
  const second = random.oneIn(8) ? random.one(dialects) : first;
  const [left, right] = [syntaxOf(first), syntaxOf(second)];
  const has = (feature: Feature): boolean => left.has(feature) && right.has(feature);
  const fitting = bases.filter(({ needs }) => (needs ?? []).every(has));
  const grow = (most: number): Case => {
    const base = random.one(fitting);
    let made: Case = { made: base.name, ...base.make(random) };
    if (random.oneIn(2)) made = turned(made);
    let mayDouble = true;
    for (let depth = random.below(most + 1); depth > 0; depth -= 1) {
      [made, mayDouble] = said(made, random.one(['a', 'b'] as const), random, has, mayDouble);
      made = putInto(made, random, has);
      if (random.oneIn(12)) made = sideBySide(made, grow(1));
      if (random.oneIn(12)) made = inTurn(made, grow(1), random.one(['anyOf', 'oneOf'] as const));
    }
    return said(made, random.one(['a', 'b'] as const), random, has, mayDouble)[0];
  };
  const made = grow(deepest);
  return {
    seed,
    made: made.made,
    dialect: { a: first, b: second },
    a: written(made.a, left),
    b: written(made.b, right),
    truth: made.truth,
    documents: made.documents,
  };
};
