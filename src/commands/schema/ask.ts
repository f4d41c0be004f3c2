import { fragmentOf, valueAt } from '../../compat/pointer.ts';
import type { Containment, Mark, QuestionOptions } from '../../compat/schema/question.ts';
import { likewise } from '../../compat/schema/declared.ts';
import { type Dialect, SchemaError } from '../../compat/schema/read/place.ts';
import { relation } from '../../compat/schema/relation.ts';
import { DrillError, type Place } from '../../core/error.ts';
import type { Mode, SchemaAnswer, SchemaMark, SchemaReport, SchemaSide } from '../../model/schema.ts';
import type { NamedSchema } from './documents.ts';

/** Two schemas as the engine is asked about them. */
export interface Asked {
  readonly a: NamedSchema;
  readonly b: NamedSchema;
  readonly options: QuestionOptions;
}

/**
 * A schema as the engine takes it. A part of a document is asked about through a reference, so that what it refers to is there,
 * and so is a whole one that others may refer to by its address.
 */
export const askable = ({ root, pointer, uri }: NamedSchema, options: QuestionOptions): unknown => {
  if (pointer === '' && options.schemas === undefined) return root;
  return { ...likewise(root), $ref: `${uri}#${fragmentOf(pointer)}` };
};

/** The options with the documents that parts are taken from, and each side's dialect. */
export const withDocuments = (
  sides: readonly NamedSchema[],
  options: QuestionOptions,
  dialect: { readonly a?: Dialect | undefined; readonly b?: Dialect | undefined },
): QuestionOptions => {
  const isWhole = options.schemas === undefined && sides.every(({ pointer }) => pointer === '');
  return {
    ...options,
    ...(isWhole ? {} : { schemas: { ...options.schemas, ...Object.fromEntries(sides.map(({ uri, root }) => [uri, root])) } }),
    ...(dialect.a === undefined && dialect.b === undefined
      ? {}
      : { dialect: { ...(dialect.a && { a: dialect.a }), ...(dialect.b && { b: dialect.b }) } }),
  };
};

/** Where a pointer leads in a document; undefined where it belongs to another one. */
const placeIn = ({ document, root }: NamedSchema, pointer: string): Place | undefined =>
  valueAt(root, pointer) === undefined ? undefined : document.placeOf(pointer);

export const markIn = (side: NamedSchema, { keyword, schema, document }: Mark): SchemaMark => {
  const at = placeIn(side, schema);
  return { keyword, schema, document, ...(at ? { at } : {}) };
};

const answerOf = (answer: Containment, from: NamedSchema, into: NamedSchema): SchemaAnswer => {
  switch (answer.kind) {
    case 'contained':
      return { kind: 'contained' };
    case 'unknown':
      return { kind: 'unknown', reason: answer.reason, ...(answer.unconfirmed ? { unconfirmed: answer.unconfirmed } : {}) };
    case 'not-contained': {
      const at = placeIn(from, answer.letThroughBy);
      const { kind, witness, confirmedBy, difference } = answer;
      return {
        kind,
        witness,
        confirmedBy,
        difference,
        refusedBy: markIn(into, answer.refusedBy),
        letThroughBy: { schema: answer.letThroughBy, ...(at ? { at } : {}) },
      };
    }
  }
};

export const sideOf = ({ name, document }: NamedSchema, dialect: Dialect | undefined): SchemaSide => ({
  name,
  digest: document.digest,
  ...(dialect === undefined ? {} : { dialect }),
});

/** What the engine says of a schema, with the line of the file where it is so. */
const located = (error: unknown, a: NamedSchema, b: NamedSchema): unknown => {
  if (!(error instanceof DrillError) || !(error.cause instanceof SchemaError)) return error;
  const at = placeIn(error.message.startsWith('in schema B') ? b : a, error.cause.place.pointer);
  const [first] = error.problems;
  return at && first ? DrillError.of([{ ...first, at }]) : error;
};

/** @throws DrillError (usage) for a schema that says nothing, with its line */
export const locating = <T>(a: NamedSchema, b: NamedSchema, ask: () => T): T => {
  try {
    return ask();
  } catch (error) {
    throw located(error, a, b);
  }
};

/** Asks what A is to B. `now`: a monotonic clock in milliseconds. @throws DrillError (usage) for a schema that says nothing */
export const askSchemas = ({ a, b, options }: Asked, mode: Mode, now: () => number): SchemaReport => {
  const dialect = typeof options.dialect === 'string' ? { a: options.dialect, b: options.dialect } : options.dialect;
  const begun = now();
  const found = locating(a, b, () => relation(askable(a, options), askable(b, options), options));
  return {
    format: 'rollback-drill/schema',
    version: 1,
    a: sideOf(a, dialect?.a),
    b: sideOf(b, dialect?.b),
    mode,
    profile: found.aInB.profile,
    formatAssertion: options.formatAssertion === true,
    relation: found.kind,
    aInB: answerOf(found.aInB, a, b),
    bInA: answerOf(found.bInA, b, a),
    ...(found.common === undefined ? {} : { common: { value: found.common } }),
    ignored: [...new Set([...found.aInB.ignored, ...found.bInA.ignored])].sort(),
    ms: Math.round((now() - begun) * 1000) / 1000,
  };
};
