import { typeOf, type Type, type Value } from '../../../../src/compat/schema/value.ts';
import type { Random } from './random.ts';
import type { Feature, Schema, Syntax } from './syntax.ts';

/** What A is to B. `apart`: neither is contained in the other. */
export type Truth = 'narrower' | 'wider' | 'equivalent' | 'apart';

/** A document of each kind, where one is known. */
export interface Documents {
  readonly both?: Value;
  readonly onlyA?: Value;
  readonly onlyB?: Value;
  readonly neither?: Value;
}

/** Writes one schema; what it defines for references is collected. */
export type Write = (syntax: Syntax, define: (name: string, schema: Schema) => Schema) => Schema;

/** Two schemas whose relation is certain: it follows from how they were made, and the documents show the differences. */
export interface Case {
  /** How it was made, from the outside in. */
  readonly made: string;
  readonly a: Write;
  readonly b: Write;
  readonly truth: Truth;
  readonly documents: Documents;
}

/** Something that makes cases; `needs` lists what a dialect must have. */
export interface Base {
  readonly name: string;
  readonly needs?: readonly Feature[];
  readonly make: (random: Random) => Omit<Case, 'made'>;
}

const turnedTruth: Readonly<Record<Truth, Truth>> = { narrower: 'wider', wider: 'narrower', equivalent: 'equivalent', apart: 'apart' };

const documents = (both: Value | undefined, onlyA: Value | undefined, onlyB: Value | undefined, neither: Value | undefined): Documents => ({
  ...(both === undefined ? {} : { both }),
  ...(onlyA === undefined ? {} : { onlyA }),
  ...(onlyB === undefined ? {} : { onlyB }),
  ...(neither === undefined ? {} : { neither }),
});

/** The same question asked the other way round. */
export const turned = ({ made, a, b, truth, documents: { both, onlyA, onlyB, neither } }: Case): Case => ({
  made,
  a: b,
  b: a,
  truth: turnedTruth[truth],
  documents: documents(both, onlyB, onlyA, neither),
});

/** What becomes of a case whose schemas are both put below a negation. */
export const negated = ({ made, a, b, truth, documents: { both, onlyA, onlyB, neither } }: Case): Case => ({
  made,
  a,
  b,
  truth: turnedTruth[truth],
  documents: documents(neither, onlyB, onlyA, both),
});

export const mapped = ({ both, onlyA, onlyB, neither }: Documents, change: (value: Value) => Value): Documents => {
  const map = (value: Value | undefined): Value | undefined => (value === undefined ? undefined : change(value));
  return documents(map(both), map(onlyA), map(onlyB), map(neither));
};

export const typesOf = (found: Documents): Type[] => [...new Set(Object.values(found).map((value: Value) => typeOf(value)))].toSorted();
