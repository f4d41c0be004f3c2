import type { Containment, QuestionOptions } from '../../compat/schema/question.ts';
import type { Dialect } from '../../compat/schema/read/place.ts';
import { relation } from '../../compat/schema/relation.ts';
import { notGiven } from '../../compat/schema/undecided.ts';
import type { Mode, SchemaAnswer, SchemaReport, SchemaSide } from '../../model/schema.ts';
import type { NamedSchema } from './documents.ts';
import { type Documents, documentsOf, locating, markIn, placeIn } from './places.ts';
import type { Remotes } from './remotes.ts';

/** Two schemas as the engine is asked about them. */
export interface Asked {
  readonly a: NamedSchema;
  readonly b: NamedSchema;
  readonly options: QuestionOptions;
  readonly remotes: Remotes;
}

/**
 * The options with where each of the two stands, and its dialect. Where references may lead out, they may lead to the
 * other of the two as well.
 */
export const withDocuments = (
  sides: readonly [NamedSchema, NamedSchema],
  options: QuestionOptions,
  dialect: { readonly a?: Dialect | undefined; readonly b?: Dialect | undefined },
): QuestionOptions => {
  const [a, b] = sides;
  return {
    ...options,
    at: { a: a.pointer, b: b.pointer },
    uri: { a: a.uri, b: b.uri },
    ...(options.schemas && { schemas: { ...options.schemas, [a.uri]: a.root, [b.uri]: b.root } }),
    ...withDialects(dialect),
  };
};

/** The dialect of each side, where it is said. */
export const withDialects = ({
  a,
  b,
}: {
  readonly a?: Dialect | undefined;
  readonly b?: Dialect | undefined;
}): Pick<QuestionOptions, 'dialect'> => (a === undefined && b === undefined ? {} : { dialect: { ...(a && { a }), ...(b && { b }) } });

/** Why something is unknown; what a reference could not be followed to may be given. */
export const reasonText = (reason: string, { broken }: Remotes): string => {
  const [, missing] = notGiven.exec(reason) ?? [];
  if (missing === undefined) return reason;
  const cause = broken.get(missing);
  if (cause) throw cause;
  return `${reason}: --schemas gives what references lead to, a folder or file=uri`;
};

const answerOf = (answer: Containment, from: NamedSchema, into: NamedSchema, remotes: Remotes, documents: Documents): SchemaAnswer => {
  switch (answer.kind) {
    case 'contained':
      return { kind: 'contained' };
    case 'unknown':
      return {
        kind: 'unknown',
        reason: reasonText(answer.reason, remotes),
        ...(answer.unconfirmed ? { unconfirmed: answer.unconfirmed } : {}),
      };
    case 'not-contained': {
      const at = placeIn(from, answer.letThroughBy, answer.letThroughIn, documents);
      const { kind, witness, confirmedBy, difference } = answer;
      return {
        kind,
        witness,
        confirmedBy,
        difference,
        refusedBy: markIn(into, answer.refusedBy, documents),
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

/** Asks what A is to B. `now`: a monotonic clock in milliseconds. @throws DrillError (usage) for a schema that says nothing */
export const askSchemas = ({ a, b, options, remotes }: Asked, mode: Mode, now: () => number): SchemaReport => {
  const dialect = typeof options.dialect === 'string' ? { a: options.dialect, b: options.dialect } : options.dialect;
  const begun = now();
  const documents = documentsOf([a, b], remotes);
  const found = locating(documents, () => relation(a.root, b.root, options));
  return {
    format: 'rollback-drill/schema',
    version: 1,
    a: sideOf(a, dialect?.a),
    b: sideOf(b, dialect?.b),
    mode,
    profile: found.aInB.profile,
    formatAssertion: options.formatAssertion === true,
    relation: found.kind,
    aInB: answerOf(found.aInB, a, b, remotes, documents),
    bInA: answerOf(found.bInA, b, a, remotes, documents),
    ...(found.common === undefined ? {} : { common: { value: found.common } }),
    ignored: [...new Set([...found.aInB.ignored, ...found.bInA.ignored])].sort(),
    ms: Math.round((now() - begun) * 1000) / 1000,
  };
};
